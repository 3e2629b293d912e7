import { passwordError } from '@/lib/auth/password-policy';
import { unlockSignIn } from '@/lib/auth/sign-in';
import { AppError } from '@/lib/errors';
import type { AdminConfig } from '@/lib/model/admin';
import type { OneTimePurpose } from '@/lib/records/ports';
import { hashPassword } from '@/lib/secrets/password';
import { hashToken, newToken } from '@/lib/secrets/token';
import type { Versioned } from '@/lib/store/ports';
import { accessChanged } from './announce';
import type { AdminDependencies } from './admin-view';
import { withPassword } from './change-password';

const PREFIX = 'tnt_link_';
const HOUR_MS = 3_600_000;
/** How long links work. An invitation waits for somebody who does not know of it yet. */
export const LINK_TTL_MS = { invitation: 7 * 24 * HOUR_MS, reset: 24 * HOUR_MS } as const;
export type LinkKind = keyof typeof LINK_TTL_MS;

/** The only kind of one-time token an admin has; which it is shows by whether there is a password. */
export const linkPurpose = (adminId: string): OneTimePurpose => `admin/${adminId}`;
export const linkKindOf = ({ passwordHash }: Pick<AdminConfig, 'passwordHash'>): LinkKind => (passwordHash === null ? 'invitation' : 'reset');

/** Makes the link with which an admin sets a password; former links of theirs stop working. What is stored of it is a hash. */
export async function createLink({ records }: Pick<AdminDependencies, 'records'>, admin: AdminConfig): Promise<{ path: string; expiresAt: string }> {
  const { token, hash } = newToken(PREFIX);
  const ttlMs = LINK_TTL_MS[linkKindOf(admin)];
  await records.oneTimeTokens.voidAll(linkPurpose(admin.id));
  await records.oneTimeTokens.create({ purpose: linkPurpose(admin.id), hash, ttlMs });
  return { path: `/invite?token=${encodeURIComponent(token)}`, expiresAt: new Date(Date.now() + ttlMs).toISOString() };
}

/** The admin whose link it is; null when it is unknown, used, expired or replaced, or its admin is gone or disabled. */
export async function adminOfLink({ records, config }: AdminDependencies, token: string): Promise<Versioned<AdminConfig> | null> {
  const purpose = await records.oneTimeTokens.purposeOf(hashToken(token));
  const [kind, id = ''] = purpose?.split('/') ?? [];
  const admin = kind === 'admin' ? await config.admins.get(id) : null;
  return admin && !admin.disabled ? admin : null;
}

/**
 * Sets the password, and the name where one is given. Nothing is used up before the input is in order; the link works for
 * exactly one of several at once. Sessions from before end, and wrong passwords from before are forgotten.
 * @throws AppError `not_found` for a link that is void, `validation_failed` for a weak password.
 */
export async function acceptLink(deps: AdminDependencies, input: { token: string; name?: string; password: string }): Promise<{ admin: AdminConfig; kind: LinkKind }> {
  const invited = await adminOfLink(deps, input.token);
  if (!invited) throw new AppError('not_found');
  const weak = passwordError('password', input.password, invited.email);
  if (weak) throw weak;
  const passwordHash = await hashPassword(input.password);
  const { records, config } = deps;
  if (!(await records.oneTimeTokens.consume(linkPurpose(invited.id), hashToken(input.token)))) throw new AppError('not_found');
  const admin = await config.admins.update(invited.id, '*', (current) => {
    if (current.disabled) throw new AppError('not_found');
    return { ...withPassword(current, passwordHash), name: input.name || current.name };
  });
  await records.sessions.revokeAll(admin.id);
  await unlockSignIn(records, admin.email);
  await accessChanged(records);
  return { admin, kind: linkKindOf(invited) };
}
