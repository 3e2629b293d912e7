import type { z } from 'zod';
import { AppError } from '@/lib/errors';
import type { Admin, AdminConfig, adminListInputSchema } from '@/lib/model/admin';
import type { Page } from '@/lib/model/common';
import type { Records } from '@/lib/records/ports';
import type { ConfigStore, Versioned } from '@/lib/store/ports';
import { pageOfItems } from '@/lib/tenants/page-of-items';
import { linkPurpose } from './links';

export interface AdminDependencies {
  records: Pick<Records, 'oneTimeTokens' | 'sessions' | 'tokens' | 'limits' | 'events'>;
  config: Pick<ConfigStore, 'admins' | 'tenants'>;
}

/** A page of admins with what the records know of them; by e-mail unless asked otherwise. @throws AppError `validation_failed` at `sort` or `cursor`. */
export async function listAdminViews({ records, config }: AdminDependencies, { role, status, ...query }: z.output<typeof adminListInputSchema>): Promise<Page<Admin>> {
  const admins = await config.admins.list();
  const links = await records.oneTimeTokens.open(admins.map(({ id }) => linkPurpose(id)));
  const seen = await records.sessions.lastSeen();
  const views = admins.map((admin) => view(admin, links.get(linkPurpose(admin.id)) ?? null, seen.get(admin.id) ?? null));
  return pageOfItems(views.filter((admin) => (role === undefined || admin.role === role) && (status === undefined || admin.status === status)), query, {
    idOf: (admin) => admin.id,
    sorts: { email: (admin) => admin.email, name: (admin) => admin.name || admin.email, role: (admin) => admin.role, status: (admin) => admin.status, lastSeenAt: (admin) => admin.lastSeenAt ?? '', createdAt: (admin) => admin.createdAt },
    textOf: (admin) => [admin.name, admin.email, ...admin.tenants].join('\n'),
  });
}

/** @throws AppError `not_found`. */
export async function viewAdmin({ records, config }: AdminDependencies, id: string): Promise<Admin> {
  const admin = await requireAdmin(config, id);
  const links = await records.oneTimeTokens.open([linkPurpose(id)]);
  const sessions = await records.sessions.listFor(id);
  const seen = sessions.map(({ lastSeenAt }) => lastSeenAt).sort().at(-1) ?? null;
  return view(admin, links.get(linkPurpose(id)) ?? null, seen);
}

/** @throws AppError `not_found`. */
export async function requireAdmin(config: Pick<ConfigStore, 'admins'>, id: string): Promise<Versioned<AdminConfig>> {
  const admin = await config.admins.get(id);
  if (!admin) throw new AppError('not_found', { params: { what: 'admin', id } });
  return admin;
}

function view(admin: Versioned<AdminConfig>, linkExpiresAt: string | null, lastSeenAt: string | null): Admin {
  const { id, email, name, role, tenants, totp, createdAt, updatedAt, version } = admin;
  const since = totp?.confirmedAt ?? null;
  return {
    ...{ id, email, name, role, tenants, createdAt, updatedAt, version, linkExpiresAt, lastSeenAt },
    status: admin.disabled ? 'disabled' : admin.passwordHash === null ? 'invited' : 'active',
    secondFactor: { enabled: since !== null, since, recoveryCodesLeft: since === null ? 0 : (totp?.recoveryCodes.length ?? 0) },
  };
}
