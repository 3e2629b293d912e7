import { z } from 'zod';
import { AppError, invalidField } from '@/lib/errors';
import { type AdminConfig, adminConfigSchema } from '@/lib/model/admin';
import type { AdminsConfig, Versioned } from '@/lib/store/ports';
import type { ListFile } from './list-file';
import { refineUnique } from './unique';
import { versionOfItem } from './version';

/** `admins/admins.yaml` */
export const adminsFileSchema = z.object({ admins: z.array(adminConfigSchema).default([]) }).superRefine(({ admins }, ctx) => {
  refineUnique(ctx, ['admins'], admins, 'id', (admin) => admin.id);
  refineUnique(ctx, ['admins'], admins, 'email', (admin) => admin.email);
});

const versioned = (admin: AdminConfig): Versioned<AdminConfig> => ({ ...structuredClone(admin), version: versionOfItem(admin) });

function assertFree(admins: readonly AdminConfig[], admin: AdminConfig): void {
  if (admins.some((other) => other.id !== admin.id && other.email === admin.email.toLowerCase())) {
    throw new AppError('conflict', { params: { field: 'email' }, issues: [{ path: 'email', message: 'taken' }] });
  }
}

function expected(admins: readonly AdminConfig[], id: string, version: string): AdminConfig {
  const admin = byId(admins, id);
  if (version !== '*' && version !== versionOfItem(admin)) throw new AppError('precondition_failed', { params: { id } });
  return admin;
}

function byId(admins: readonly AdminConfig[], id: string): AdminConfig {
  const admin = admins.find((item) => item.id === id);
  if (!admin) throw new AppError('not_found', { params: { what: 'admin', id } });
  return admin;
}

/**
 * Admins as one file. While it is broken and never was good, even {@link AdminsConfig.list} throws
 * `config_invalid`: an empty answer would look like a fresh console that offers to make its first admin.
 */
export function createAdmins(file: ListFile<AdminConfig>): AdminsConfig {
  async function find(matches: (admin: AdminConfig) => boolean): Promise<Versioned<AdminConfig> | null> {
    const admin = (await file.items()).find(matches);
    return admin ? versioned(admin) : null;
  }
  return {
    list: async () => (await file.items()).map(versioned),
    get: (id) => find((admin) => admin.id === id),
    getByEmail: (email) => find((admin) => admin.email === email.toLowerCase()),
    async create(admin) {
      const written = await file.change((admins) => {
        if (admins.some((item) => item.id === admin.id)) throw new AppError('conflict', { params: { field: 'id' } });
        assertFree(admins, admin);
        return [...admins, admin];
      });
      return versioned(byId(written, admin.id));
    },
    async update(id, expectedVersion, change, check) {
      const written = await file.change((admins) => {
        const before = expected(admins, id, expectedVersion);
        const after = change(structuredClone(before));
        if (after.id !== id) throw invalidField('id', 'immutable');
        assertFree(admins, after);
        const all = admins.map((item) => (item.id === id ? after : item));
        check?.(all, admins);
        return all;
      });
      return versioned(byId(written, id));
    },
    async remove(id, expectedVersion, check) {
      await file.change((admins) => {
        expected(admins, id, expectedVersion);
        const rest = admins.filter((item) => item.id !== id);
        check?.(rest, admins);
        return rest;
      });
    },
  };
}
