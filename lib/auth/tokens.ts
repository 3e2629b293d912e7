import { invalidField, isAppError } from '@/lib/errors';
import type { Role } from '@/lib/model/admin';
import type { ApiToken, Records } from '@/lib/records/ports';
import { API_TOKEN_PREFIX, hashToken, newToken } from '@/lib/secrets/token';
import type { Principal } from './principal';
import type { TokenMemory } from './session-memory';

/** Last used is written at most this often. */
const TOUCH_EVERY_MS = 60_000;

/** Roles that mean nothing without the tenants they are limited to. */
const LIMITED_ROLES: readonly Role[] = ['tenant-admin', 'runtime'];

export interface NewApiToken {
  name: string;
  role: Role;
  /** Slugs; needed for `tenant-admin` and `runtime`, refused for the others. */
  tenants: string[];
  /** Principal's id. */
  createdBy: string;
  expiresAt: Date | null;
}

/**
 * Makes an API token. The secret is answered once and stored nowhere.
 * @throws AppError `validation_failed` when role and tenants do not fit, or the expiry lies in the past.
 */
export async function createApiToken(records: Pick<Records, 'tokens'>, input: NewApiToken): Promise<{ token: ApiToken; secret: string }> {
  const limited = LIMITED_ROLES.includes(input.role);
  if (limited && input.tenants.length === 0) throw invalidField('tenants', 'tenantsRequired');
  if (!limited && input.tenants.length > 0) throw invalidField('tenants', 'tenantsNotAllowed');
  if (input.expiresAt && input.expiresAt.getTime() <= Date.now()) throw invalidField('expiresAt', 'inThePast');
  const { token: secret, hash } = newToken();
  return { token: await records.tokens.create({ ...input, hash }), secret };
}

/** The secret of an `Authorization: Bearer` header; null when there is none. RFC 6750 2.1. */
export function bearerSecret(authorization: string | null): string | null {
  return /^Bearer +([A-Za-z0-9._~+/-]{1,200}=*)$/i.exec(authorization?.trim() ?? '')?.[1] ?? null;
}

export interface TokenDependencies {
  records: Pick<Records, 'tokens'>;
  /** With it, tokens seen valid within five minutes outlive an outage of the records. */
  memory?: TokenMemory;
}

/** Who a token's secret belongs to; null when it is unknown, expired or revoked. */
export async function resolveToken({ records, memory }: TokenDependencies, secret: string, now: Date = new Date()): Promise<Principal | null> {
  if (!secret.startsWith(API_TOKEN_PREFIX)) return null;
  const hash = hashToken(secret);
  const token = await findToken({ records, memory }, hash);
  if (!token || token.revokedAt !== null || (token.expiresAt !== null && Date.parse(token.expiresAt) <= now.getTime())) {
    memory?.forget(hash);
    return null;
  }

  if (token.lastUsedAt === null || now.getTime() - Date.parse(token.lastUsedAt) >= TOUCH_EVERY_MS) {
    // A convenience for the list of tokens: an outage here must not refuse the request.
    await records.tokens.touch(token.id).catch(() => undefined);
  }
  return tokenPrincipal(token);
}

async function findToken({ records, memory }: TokenDependencies, hash: string): Promise<ApiToken | null> {
  try {
    const token = await records.tokens.findByHash(hash);
    if (token) memory?.remember(hash, token);
    return token;
  } catch (error) {
    const recalled = isAppError(error, 'server_unreachable') ? memory?.recall(hash) : null;
    if (recalled) return recalled;
    throw error;
  }
}

/** A limited role stays limited even if its list were empty: then it may see nothing. */
function tokenPrincipal(token: ApiToken): Principal {
  const limited = LIMITED_ROLES.includes(token.role) || token.tenants.length > 0;
  return { type: 'token', id: token.id, name: token.name, role: token.role, tenants: limited ? token.tenants : null };
}
