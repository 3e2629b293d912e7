import { invalidField, isAppError } from '@/lib/errors';
import type { Role } from '@/lib/model/admin';
import type { ApiToken, Records } from '@/lib/records/ports';
import { API_TOKEN_PREFIX, hashToken, newToken } from '@/lib/secrets/token';
import { coversRole } from './permissions';
import type { Principal } from './principal';
import type { TokenMemory } from './session-memory';
import { isOver, LIMITED_ROLES, powerOfToken, type TokenPowerDependencies } from './token-power';

/** Last used is written at most this often. */
const TOUCH_EVERY_MS = 60_000;

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

/**
 * That a token may no more than its maker.
 * @throws AppError `validation_failed`, naming `role` or `tenants`.
 */
export function assertWithin(maker: Principal, { role, tenants }: Pick<NewApiToken, 'role' | 'tenants'>): void {
  if (maker.role === null || !coversRole(maker.role, role)) throw invalidField('role', 'roleBeyondYours');
  const limits = maker.tenants;
  if (limits !== null && tenants.some((slug) => !limits.includes(slug))) throw invalidField('tenants', 'tenantUnknown');
}

/** The secret of an `Authorization: Bearer` header; null when there is none. RFC 6750 2.1. */
export function bearerSecret(authorization: string | null): string | null {
  return /^Bearer +([A-Za-z0-9._~+/-]{1,200}=*)$/i.exec(authorization?.trim() ?? '')?.[1] ?? null;
}

export interface TokenDependencies extends TokenPowerDependencies {
  /** With it, tokens seen valid within five minutes outlive an outage of the records. */
  memory?: TokenMemory;
}

/** Who a token's secret belongs to, and what it may now; null when it is unknown, expired, revoked, or its maker is gone or disabled. */
export async function resolveToken(deps: TokenDependencies, secret: string, now: Date = new Date()): Promise<Principal | null> {
  if (!secret.startsWith(API_TOKEN_PREFIX)) return null;
  const hash = hashToken(secret);
  const token = await findToken(deps, hash);
  if (!token || isOver(token, now)) {
    deps.memory?.forget(hash);
    return null;
  }
  const power = await powerOfToken(deps, token, now);
  if (!power) return null;

  if (token.lastUsedAt === null || now.getTime() - Date.parse(token.lastUsedAt) >= TOUCH_EVERY_MS) {
    // A convenience for the list of tokens: an outage here must not refuse the request.
    await deps.records.tokens.touch(token.id).catch(() => undefined);
  }
  return { type: 'token', id: token.id, name: token.name, ...power };
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
