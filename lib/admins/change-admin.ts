import { randomUUID } from 'node:crypto';
import type { Principal } from '@/lib/auth/principal';
import { clearCodes } from '@/lib/auth/second-factor';
import { normaliseEmail, unlockSignIn } from '@/lib/auth/sign-in';
import { AppError, invalidField } from '@/lib/errors';
import { adminConfigSchema, type AdminConfig } from '@/lib/model/admin';
import type { AdminsCheck, Versioned } from '@/lib/store/ports';
import { requireAdmin, type AdminDependencies } from './admin-view';
import { accessChanged } from './announce';
import { createLink, linkPurpose } from './links';

type Before = { before: Versioned<AdminConfig> };

/**
 * Adds an admin who cannot sign in before the link is used.
 * @throws AppError `conflict` when the e-mail is taken, `validation_failed` when role and tenants do not fit.
 */
export async function inviteAdmin(deps: AdminDependencies, input: Pick<AdminConfig, 'email' | 'name' | 'role' | 'tenants'>): Promise<{ admin: Versioned<AdminConfig>; link: { path: string; expiresAt: string } }> {
  await assertTenants(deps.config, input.role, input.tenants);
  const now = new Date().toISOString();
  const fresh = adminConfigSchema.parse({ ...input, email: normaliseEmail(input.email), id: randomUUID(), passwordHash: null, createdAt: now, updatedAt: now });
  const admin = await deps.config.admins.create(fresh);
  return { admin, link: await createLink(deps, admin) };
}

/** Name, role and tenants; what is not given stays. */
export async function updateAdmin(deps: AdminDependencies, by: Principal, id: string, ifMatch: string, change: Partial<Pick<AdminConfig, 'name' | 'role' | 'tenants'>>): Promise<Before & { after: AdminConfig }> {
  const before = await requireAdmin(deps.config, id);
  const role = change.role ?? before.role;
  // Tenants belong to one role: with another they are let go.
  const tenants = role === 'tenant-admin' ? (change.tenants ?? before.tenants) : (change.tenants ?? []);
  if (role !== before.role) refuseOneself(by, id, 'own_role');
  await assertTenants(deps.config, role, tenants);
  const after = await deps.config.admins.update(id, ifMatch, (admin) => ({ ...admin, name: change.name ?? admin.name, role, tenants, updatedAt: new Date().toISOString() }), anOwnerIsLeft);
  await accessChanged(deps.records);
  return { before, after };
}

/** Nobody signs in with it any more; sessions and tokens of theirs end at once, and an open link. */
export async function disableAdmin(deps: AdminDependencies, by: Principal, id: string): Promise<Before & { ended: { sessions: number; tokens: number } }> {
  const before = await requireAdmin(deps.config, id);
  refuseOneself(by, id, 'own_account');
  await deps.config.admins.update(id, '*', (admin) => ({ ...admin, disabled: true, updatedAt: new Date().toISOString() }), anOwnerIsLeft);
  // Disabled first: whoever signs in after this looks, and finds them disabled.
  return { before, ended: await endAccess(deps, id) };
}

/** What ended when they were disabled stays ended. */
export async function enableAdmin(deps: AdminDependencies, id: string): Promise<Before> {
  const before = await requireAdmin(deps.config, id);
  // A sign-in that was under way while they were disabled may have left one.
  if (before.disabled) await deps.records.sessions.revokeAll(id);
  await deps.config.admins.update(id, '*', (admin) => ({ ...admin, disabled: false, updatedAt: new Date().toISOString() }));
  return { before };
}

/**
 * A link with which they set a new password (or accept the invitation, if they have not). Wrong passwords and codes
 * are forgotten; the second factor goes too where that is asked. The present password goes on working until the link is used.
 */
export async function resetAdmin(deps: AdminDependencies, id: string, how: { removeSecondFactor: boolean }): Promise<Before & { link: { path: string; expiresAt: string } }> {
  const before = await requireAdmin(deps.config, id);
  if (before.disabled) throw new AppError('invalid_state', { params: { state: 'admin_disabled' } });
  if (how.removeSecondFactor) await deps.config.admins.update(id, '*', (admin) => ({ ...admin, totp: undefined, updatedAt: new Date().toISOString() }));
  await unlockSignIn(deps.records, before.email);
  await clearCodes(deps, id);
  return { before, link: await createLink(deps, before) };
}

/** Takes an admin away, with sessions, tokens and links. */
export async function deleteAdmin(deps: AdminDependencies, by: Principal, id: string, ifMatch: string): Promise<Before> {
  const before = await requireAdmin(deps.config, id);
  refuseOneself(by, id, 'own_account');
  await deps.config.admins.remove(id, ifMatch, anOwnerIsLeft);
  await endAccess(deps, id);
  return { before };
}

/** Ends the sessions, tokens and link of an admin, everywhere and at once. */
async function endAccess({ records }: AdminDependencies, id: string): Promise<{ sessions: number; tokens: number }> {
  const sessions = await records.sessions.revokeAll(id);
  const tokens = await records.tokens.revokeAllOf(id);
  await records.oneTimeTokens.voidAll(linkPurpose(id));
  await accessChanged(records);
  return { sessions, tokens };
}

/** Looked at while the file is held, so that of two at once who take the last two owners away one is refused. */
const anOwnerIsLeft: AdminsCheck = (after, before) => {
  if (before.some(isActiveOwner) && !after.some(isActiveOwner)) throw new AppError('invalid_state', { params: { state: 'last_owner' } });
};
const isActiveOwner = ({ role, disabled, passwordHash }: AdminConfig): boolean => role === 'owner' && !disabled && passwordHash !== null;

function refuseOneself(by: Principal, id: string, state: 'own_role' | 'own_account'): void {
  if (by.type === 'admin' && by.id === id) throw new AppError('invalid_state', { params: { state } });
}

async function assertTenants(config: AdminDependencies['config'], role: AdminConfig['role'], tenants: readonly string[]): Promise<void> {
  const limited = role === 'tenant-admin';
  if (limited && tenants.length === 0) throw invalidField('tenants', 'tenantsRequired');
  if (!limited && tenants.length > 0) throw invalidField('tenants', 'tenantsNotAllowed');
  for (const [index, slug] of tenants.entries()) if (!(await config.tenants.get(slug))) throw invalidField(`tenants.${index}`, 'tenantUnknown');
}
