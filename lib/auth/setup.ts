import { randomUUID } from 'node:crypto';
import { EnvironmentError, type Environment } from '@/lib/env';
import { AppError, invalidField, isAppError } from '@/lib/errors';
import { adminConfigSchema, type AdminConfig } from '@/lib/model/admin';
import type { Records } from '@/lib/records/ports';
import { hashPassword } from '@/lib/secrets/password';
import { hashToken, newToken } from '@/lib/secrets/token';
import type { ConfigStore } from '@/lib/store/ports';
import { passwordError, passwordProblem } from './password-policy';
import { SYSTEM } from './principal';
import { normaliseEmail } from './sign-in';

/** A set-up link works this long; each start without an admin prints a new one, and voids the former. */
export const SETUP_TTL_MS = 24 * 3_600_000;
const PURPOSE = 'setup';
const SETUP_PREFIX = 'tnt_setup_';

export interface SetupDependencies {
  records: Pick<Records, 'oneTimeTokens' | 'audit'>;
  config: ConfigStore;
}

export type FirstAdmin = { kind: 'admin'; email: string } | { kind: 'existing' } | { kind: 'link'; path: string };

/** Makes the one-time link with which the first owner signs up; former links stop working. */
export async function createSetupToken(records: Pick<Records, 'oneTimeTokens'>): Promise<{ token: string; path: string }> {
  const { token, hash } = newToken(SETUP_PREFIX);
  await records.oneTimeTokens.voidAll(PURPOSE);
  await records.oneTimeTokens.create({ purpose: PURPOSE, hash, ttlMs: SETUP_TTL_MS });
  return { token, path: `/setup?token=${encodeURIComponent(token)}` };
}

/** `done`: there is an admin, so no link does anything any more. `void`: unknown, expired, or a newer one was printed. */
export const SETUP_LINK_STATES = ['open', 'done', 'void'] as const;
export type SetupLinkState = (typeof SETUP_LINK_STATES)[number];

/** What has become of a set-up link: for the page, before anything is typed. */
export async function setupLinkState(deps: SetupDependencies, token: string): Promise<SetupLinkState> {
  if (await anyAdmin(deps.config)) return 'done';
  return (await deps.records.oneTimeTokens.isValid(PURPOSE, hashToken(token))) ? 'open' : 'void';
}

/**
 * Makes the first owner. Nothing is used up before the input is in order, and the token works for
 * exactly one of several concurrent callers.
 * @throws AppError `validation_failed`; `invalid_state` when there is an admin already; `not_found` when
 *   the token is unknown, used or expired.
 */
export async function completeSetup(
  deps: SetupDependencies,
  input: { token: string; email: string; name: string; password: string },
): Promise<AdminConfig> {
  const email = normaliseEmail(input.email);
  if (!adminConfigSchema.shape.email.safeParse(email).success) throw invalidField('email', 'invalidEmail');
  const weak = passwordError('password', input.password, email);
  if (weak) throw weak;
  if (await anyAdmin(deps.config)) throw new AppError('invalid_state');
  const hash = hashToken(input.token);
  // Looked at before the costly hashing, which strangers must not be able to order.
  if (!(await deps.records.oneTimeTokens.isValid(PURPOSE, hash))) throw new AppError('not_found');
  const admin = await newOwner(email, input.name, input.password);
  if (!(await deps.records.oneTimeTokens.consume(PURPOSE, hash))) throw new AppError('not_found');
  return deps.config.admins.create(admin);
}

/**
 * Sees to it that somebody can sign in: an admin exists, or is made from `ADMIN_EMAIL` and
 * `ADMIN_PASSWORD`, or a set-up link is made. There is no default password.
 * @throws EnvironmentError when only one of the two variables is set, or the password is too weak.
 */
export async function ensureFirstAdmin(deps: SetupDependencies & { env: Pick<Environment, 'adminEmail' | 'adminPassword'> }): Promise<FirstAdmin> {
  if (await anyAdmin(deps.config)) return { kind: 'existing' };
  const { adminEmail, adminPassword } = deps.env;
  if (adminEmail === undefined && adminPassword === undefined) {
    return { kind: 'link', path: (await createSetupToken(deps.records)).path };
  }
  if (adminEmail === undefined) throw new EnvironmentError([{ variable: 'ADMIN_EMAIL', reason: 'missing, while ADMIN_PASSWORD is set' }]);
  if (adminPassword === undefined) throw new EnvironmentError([{ variable: 'ADMIN_PASSWORD', reason: 'missing, while ADMIN_EMAIL is set' }]);
  const email = normaliseEmail(adminEmail);
  const problem = passwordProblem(adminPassword, email);
  if (problem) throw new EnvironmentError([{ variable: 'ADMIN_PASSWORD', reason: POLICY_WORDS[problem.message] }]);
  return createAudited(deps, await newOwner(email, '', adminPassword));
}

/** For the terminal of whoever starts the server; screens have the catalogue. */
const POLICY_WORDS = {
  passwordTooShort: 'at least 10 characters',
  passwordTooLong: 'at most 1024 characters',
  passwordIsEmail: 'must differ from ADMIN_EMAIL',
  passwordCommon: 'is among the most common passwords; choose another',
} as const;

async function anyAdmin(config: ConfigStore): Promise<boolean> {
  return (await config.admins.list()).length > 0;
}

async function newOwner(email: string, name: string, password: string): Promise<AdminConfig> {
  const now = new Date().toISOString();
  const passwordHash = await hashPassword(password);
  return adminConfigSchema.parse({ id: randomUUID(), email, name: name.trim().slice(0, 120), role: 'owner', passwordHash, createdAt: now, updatedAt: now });
}

async function createAudited(deps: SetupDependencies, admin: AdminConfig): Promise<FirstAdmin> {
  const { id, name, type } = SYSTEM;
  const intent = await deps.records.audit.intent({
    actor: { type, id, name },
    door: 'system',
    action: 'admins.create',
    target: { type: 'admin', id: admin.id },
    changes: [
      { path: 'email', before: null, after: admin.email },
      { path: 'role', before: null, after: admin.role },
    ],
    ip: null,
  });
  try {
    await deps.config.admins.create(admin);
    await deps.records.audit.outcome(intent.id, { success: true });
    return { kind: 'admin', email: admin.email };
  } catch (error) {
    const code = isAppError(error) ? error.code : 'internal';
    await deps.records.audit.outcome(intent.id, { success: false, error: code });
    // Another process was faster with the same variables.
    if (code === 'conflict') return { kind: 'existing' };
    throw error;
  }
}
