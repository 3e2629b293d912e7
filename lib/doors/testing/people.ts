import { randomUUID } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { createApiToken } from '@/lib/auth/tokens';
import type { Role } from '@/lib/model/admin';
import type { Runtime } from '@/lib/runtime';

const HOUR_MS = 3_600_000;

/** Somebody who may use the console, with all that they can show. */
export interface Person {
  /** Of the admin; of a runtime token, which is no person, its own. */
  id: string;
  /** The session's, for what the console calls with. */
  cookie: string;
  /** Made by them, and worth what they are. */
  token: string;
}

/** An admin of a role, signed in, and a token of theirs. @param tenants it is limited to, where the role is */
export async function makePerson(runtime: Runtime, role: Exclude<Role, 'runtime'>, tenants: string[] = []): Promise<Person> {
  const { records, store, env } = runtime;
  const now = new Date().toISOString();
  const id = randomUUID();
  await store.config.admins.create({ id, email: `${role}-${id.slice(0, 8)}@example.com`, name: role, role, tenants, passwordHash: 'none', language: 'en', disabled: false, createdAt: now, updatedAt: now });
  const session = await records.sessions.create({ adminId: id, ttlMs: HOUR_MS, ip: null, userAgent: null });
  const { secret } = await createApiToken(records, { name: role, role, tenants, createdBy: id, expiresAt: null });
  return { id, cookie: `${sessionCookieName(false)}=${await encode({ token: { sid: session.id }, secret: env.nextauthSecret ?? '' })}`, token: secret };
}

/** The token of a tenant's authorization server. */
export const makeRuntimeToken = async ({ records }: Runtime, tenants: string[]): Promise<string> => (await createApiToken(records, { name: 'server', role: 'runtime', tenants, createdBy: 'test', expiresAt: null })).secret;
