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

function byId(admins: readonly AdminConfig[], id: string): AdminConfig {
  const admin = admins.find((item) => item.id === id);
  if (!admin) throw new AppError('not_found', { params: { id } });
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
    async update(id, expectedVersion, change) {
      const written = await file.change((admins) => {
        const before = byId(admins, id);
        if (expectedVersion !== '*' && expectedVersion !== versionOfItem(before)) throw new AppError('precondition_failed', { params: { id } });
        const after = change(structuredClone(before));
        if (after.id !== id) throw invalidField('id', 'immutable');
        assertFree(admins, after);
        return admins.map((item) => (item.id === id ? after : item));
      });
      return versioned(byId(written, id));
    },
  };
}
