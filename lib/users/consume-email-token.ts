import type { ConsumedEmailToken, Store, TenantAccess } from '@/lib/store/ports';
import { endSessionsOf } from './end-sessions';
import { hashByPolicy } from './password-policy-of-tenant';

type Asked = { kind: 'verification'; token: string } | { kind: 'reset'; token: string; password: string };
export interface ConsumedVerdict {
  ok: boolean;
  userId: string | null;
  reason?: Extract<ConsumedEmailToken, { ok: false }>['reason'] | 'disabled';
}

/**
 * Uses a mailed token up. A new password is looked at first: one that the policy refuses leaves the token good.
 * @throws AppError `validation_failed` at `password`.
 */
export async function consumeEmailToken(store: Pick<Store, 'config'>, access: TenantAccess, asked: Asked): Promise<ConsumedVerdict> {
  if (asked.kind === 'verification') return verdictOf(await access.emailTokens.consume('verification', asked.token));
  const found = await access.emailTokens.check('reset', asked.token);
  if (!found.ok) return verdictOf(found);
  const user = await access.users.getById(found.userId);
  if (user?.status !== 'active') return { ok: false, userId: user?.id ?? null, reason: user ? 'disabled' : 'unknown' };
  const hash = await hashByPolicy(store, access.slug, asked.password, user.email);
  const used = await access.emailTokens.consume('reset', asked.token);
  if (!used.ok) return verdictOf(used);
  await access.users.setPassword(user.id, { hash, temporary: false });
  await endSessionsOf(access, user.id, 'password_changed');
  return { ok: true, userId: user.id };
}

const verdictOf = (consumed: ConsumedEmailToken): ConsumedVerdict => (consumed.ok ? consumed : { ...consumed, userId: null });
