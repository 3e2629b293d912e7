import { AppError } from '@/lib/errors';
import type { AdminConfig } from '@/lib/model/admin';
import type { Records } from '@/lib/records/ports';
import { verifyPassword } from '@/lib/secrets/password';
import { newRecoveryCodes, plainRecoveryCode } from '@/lib/secrets/recovery-code';
import type { SecretBox } from '@/lib/secrets/secretbox';
import { hashToken } from '@/lib/secrets/token';
import { GUESSES_A_DAY, newTotpSecret, totpStepOf, totpUri } from '@/lib/secrets/totp';
import type { ConfigStore } from '@/lib/store/ports';
import { countAttempt } from './attempts';

/** Codes that are looked at in one window, beside {@link GUESSES_A_DAY}; each is counted before it is looked at. */
export const CODE_LIMITS = { windowMs: 15 * 60_000, attempts: 5 } as const;
const DAY_MS = 86_400_000;
/** A used step is remembered for longer than its code is good: three steps of 30 s. */
const STEP_KEPT_MS = 10 * 60_000;
const ISSUER = 'Tenantry';

export interface SecondFactorDependencies {
  records: Pick<Records, 'limits'>;
  config: Pick<ConfigStore, 'admins'>;
  secretbox: SecretBox;
}

/** What an admin's sealed secret belongs to. */
const totpOwner = (adminId: string): string => `admin/${adminId}/totp`;

/** Whether signing in asks for a code. */
export const hasSecondFactor = ({ totp }: Pick<AdminConfig, 'totp'>): boolean => (totp?.confirmedAt ?? null) !== null;

/**
 * Begins to enrol an authenticator, in place of one that was begun before; it counts from its confirmation on.
 * @throws AppError `invalid_state` when there is one that counts.
 */
export async function enrolSecondFactor({ config, secretbox }: SecondFactorDependencies, adminId: string): Promise<{ secret: string; uri: string }> {
  const secret = newTotpSecret();
  const sealed = secretbox.seal(secret, totpOwner(adminId));
  const { email } = await config.admins.update(adminId, '*', (admin) => {
    if (hasSecondFactor(admin)) throw new AppError('invalid_state', { params: { state: 'mfa_enrolled' } });
    return { ...admin, totp: { secret: sealed, createdAt: new Date().toISOString(), confirmedAt: null, recoveryCodes: [] } };
  });
  return { secret, uri: totpUri(secret, { issuer: ISSUER, label: email }) };
}

/**
 * Confirms an authenticator by a code of it.
 * @returns ten recovery codes, told nowhere else; null when the code is wrong.
 * @throws AppError `invalid_state` when nothing was begun, `rate_limited`.
 */
export async function confirmSecondFactor(deps: SecondFactorDependencies, admin: AdminConfig, code: string): Promise<string[] | null> {
  if (admin.totp?.confirmedAt !== null) throw new AppError('invalid_state', { params: { state: 'mfa_not_begun' } });
  await countCode(deps, admin.id);
  const sealed = admin.totp.secret;
  if (!(await takeStep(deps, admin.id, sealed, code))) return null;
  const recoveryCodes = newRecoveryCodes();
  await deps.config.admins.update(admin.id, '*', (current) => {
    // Begun anew in another window: the code was of the former secret.
    if (current.totp?.secret !== sealed || current.totp.confirmedAt !== null) throw new AppError('invalid_state', { params: { state: 'mfa_not_begun' } });
    const now = new Date().toISOString();
    return { ...current, totp: { ...current.totp, confirmedAt: now, recoveryCodes: recoveryCodes.map(hashOf), recoveryCodesAt: now } };
  });
  await clearCodes(deps, admin.id);
  return recoveryCodes;
}

/**
 * Whether a code is of the admin's authenticator, or one of the recovery codes; each is good for once.
 * A right one clears the count.
 * @throws AppError `rate_limited` before the code is looked at.
 */
export async function checkSecondFactor(deps: SecondFactorDependencies, admin: AdminConfig, code: string): Promise<boolean> {
  await countCode(deps, admin.id);
  if (!admin.totp?.confirmedAt) return false;
  const looksLikeTotp = /^\d{6}$/.test(code.replaceAll(' ', ''));
  const right = looksLikeTotp ? await takeStep(deps, admin.id, admin.totp.secret, code) : await takeRecoveryCode(deps, admin.id, code);
  if (right) await clearCodes(deps, admin.id);
  return right;
}

/**
 * That it is still the same person who sits there: by password or by code.
 * @throws AppError `rate_limited`.
 */
export async function checkProof(deps: SecondFactorDependencies, admin: AdminConfig, proof: { password?: string; code?: string }): Promise<boolean> {
  if (proof.code) return checkSecondFactor(deps, admin, proof.code);
  await countAttempt(deps.records, `proof:${admin.id}`, CODE_LIMITS.attempts, CODE_LIMITS.windowMs);
  const right = admin.passwordHash !== null && (await verifyPassword(admin.passwordHash, proof.password ?? ''));
  if (right) await deps.records.limits.clear(`proof:${admin.id}`);
  return right;
}

/** New recovery codes in place of all before. */
export async function renewRecoveryCodes({ config }: SecondFactorDependencies, adminId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await config.admins.update(adminId, '*', (admin) => {
    if (!admin.totp?.confirmedAt) throw new AppError('invalid_state', { params: { state: 'mfa_not_begun' } });
    return { ...admin, totp: { ...admin.totp, recoveryCodes: codes.map(hashOf), recoveryCodesAt: new Date().toISOString() } };
  });
  return codes;
}

/** Takes the second factor away, with its recovery codes and the count of guesses. */
export async function removeSecondFactor(deps: SecondFactorDependencies, adminId: string): Promise<void> {
  await deps.config.admins.update(adminId, '*', (admin) => ({ ...admin, totp: undefined, updatedAt: new Date().toISOString() }));
  await clearCodes(deps, adminId);
}

/** Forgets the guesses of an admin, right ones and wrong ones. */
export async function clearCodes({ records }: Pick<SecondFactorDependencies, 'records'>, adminId: string): Promise<void> {
  for (const key of Object.values(codeKeys(adminId))) await records.limits.clear(key);
}

const codeKeys = (adminId: string) => ({ window: `second-factor:${adminId}`, day: `second-factor-day:${adminId}` });
const hashOf = (code: string): string => hashToken(plainRecoveryCode(code));

async function countCode({ records }: SecondFactorDependencies, adminId: string): Promise<void> {
  const keys = codeKeys(adminId);
  await countAttempt(records, keys.window, CODE_LIMITS.attempts, CODE_LIMITS.windowMs);
  await countAttempt(records, keys.day, GUESSES_A_DAY, DAY_MS);
}

/** Of those who bring one code at once, the counter of its step lets one through, in whatever process. */
async function takeStep({ records, secretbox }: SecondFactorDependencies, adminId: string, sealed: string, code: string): Promise<boolean> {
  const step = totpStepOf(secretbox.open(sealed, totpOwner(adminId)), code.replaceAll(' ', ''));
  if (step === null) return false;
  return (await records.limits.hit(`totp-used:${adminId}:${step}`, 1, STEP_KEPT_MS)).allowed;
}

/** Taken out of the file that holds it while the file is held: so each is good for once. */
async function takeRecoveryCode({ config }: SecondFactorDependencies, adminId: string, code: string): Promise<boolean> {
  const hash = hashOf(code);
  const admin = await config.admins.get(adminId);
  if (!admin?.totp?.recoveryCodes.includes(hash)) return false;
  let taken = false;
  await config.admins.update(adminId, '*', (current) => {
    taken = current.totp?.recoveryCodes.includes(hash) ?? false;
    return taken && current.totp ? { ...current, totp: { ...current.totp, recoveryCodes: current.totp.recoveryCodes.filter((left) => left !== hash) } } : current;
  });
  return taken;
}
