import { AppError } from '@/lib/errors';
import { newTotpSecret, totpStepOf } from '@/lib/secrets/totp';
import type { SecretBox } from '@/lib/secrets/secretbox';
import type { MfaLimits, MfaRepository, MfaState, MfaVerdict, TrustedDevice } from '../account-ports';
import { UUID } from './column-values';
import type { SqlExecutor, SqlStatement } from './executor';
import { MfaAttempts } from './mfa-attempts';
import { maybeMoment, maybeText, momentOf, textOf } from './rows';
import { RecoveryCodes } from './recovery-codes';
import { StatementCache, type Shape } from './statement-cache';
import { SYSTEM_KINDS } from './tables';
import { TrustedDevices } from './trusted-devices';
import { userNotFound } from './users-list';

/** What a user's sealed TOTP secret belongs to. */
export const totpOwner = (tenantId: string, userId: string): string => `tenant/${tenantId}/user/${userId}/totp`;

/** Second factors of one tenant's users, for every engine that speaks SQL. */
export class SqlMfa implements MfaRepository {
  private readonly statements: StatementCache;
  private readonly codes: RecoveryCodes;
  private readonly devices: TrustedDevices;
  private readonly attempts: MfaAttempts;

  constructor(
    private readonly executor: SqlExecutor,
    private readonly tenantId: string,
    private readonly secretbox: SecretBox,
  ) {
    this.statements = new StatementCache(executor);
    this.codes = new RecoveryCodes(executor, this.statements);
    this.devices = new TrustedDevices(executor, this.statements);
    this.attempts = new MfaAttempts(executor, this.statements);
  }

  claimAttempt(userId: string, limits: MfaLimits): Promise<string | null> {
    return UUID.test(userId) ? this.attempts.claim(userId, limits) : Promise.resolve(null);
  }

  async clearAttempts(userId: string): Promise<void> {
    if (UUID.test(userId)) await this.executor.run([this.attempts.deleted(userId)]);
  }

  async state(userId: string): Promise<MfaState> {
    if (!UUID.test(userId)) return { totp: null, recoveryCodesLeft: 0, devices: [] };
    const [totp, codes, devices] = await this.executor.run([this.totpOf(userId), this.codes.left(userId), this.devices.list(userId)]);
    const row = totp?.rows[0];
    return {
      totp: row ? { confirmedAt: maybeMoment(row, 'confirmed_at'), createdAt: momentOf(row, 'created_at') } : null,
      recoveryCodesLeft: this.codes.readLeft(codes?.rows[0]),
      devices: (devices?.rows ?? []).map((device) => this.devices.read(device)),
    };
  }

  async enrol(userId: string): Promise<{ secret: string }> {
    if (!UUID.test(userId)) throw userNotFound(userId);
    const secret = newTotpSecret();
    const sealed = this.secretbox.seal(secret, totpOwner(this.tenantId, userId));
    await this.executor.transaction(async (run) => {
      const [found] = await run([this.totpOf(userId, true)]);
      const row = found?.rows[0];
      if (row && maybeText(row, 'confirmed_at') !== null) throw new AppError('invalid_state', { params: { reason: 'mfa_enrolled', state: 'mfa_enrolled' } });
      await run([...(row ? [this.deleteTotp(userId)] : []), this.insertTotp(userId, sealed)]);
    });
    return { secret };
  }

  async confirm(userId: string, code: string): Promise<{ ok: true; recoveryCodes: string[] } | { ok: false; reason: 'not_enrolled' | 'wrong' }> {
    if (!UUID.test(userId)) return { ok: false, reason: 'not_enrolled' };
    return this.executor.transaction(async (run) => {
      const [found] = await run([this.totpOf(userId, true)]);
      const row = found?.rows[0];
      if (!row || maybeText(row, 'confirmed_at') !== null) return { ok: false, reason: 'not_enrolled' } as const;
      const step = totpStepOf(this.open(userId, textOf(row, 'secret_sealed')), code);
      if (step === null) return { ok: false, reason: 'wrong' } as const;
      const { codes, statements } = this.codes.replaced(userId);
      await run([this.confirmTotp(userId, step), ...statements]);
      return { ok: true, recoveryCodes: codes } as const;
    });
  }

  async verify(userId: string, code: string): Promise<MfaVerdict> {
    if (!UUID.test(userId)) return { ok: false, reason: 'not_enrolled' };
    const [found] = await this.executor.run([this.totpOf(userId)]);
    const row = found?.rows[0];
    if (!row || maybeText(row, 'confirmed_at') === null) return { ok: false, reason: 'not_enrolled' };
    const step = totpStepOf(this.open(userId, textOf(row, 'secret_sealed')), code.replaceAll(' ', ''));
    if (step === null) return (await this.codes.use(userId, code)) ? { ok: true, by: 'recovery_code' } : { ok: false, reason: 'wrong' };
    // Of those who bring one code at once, the statement lets one through.
    const [used] = await this.executor.run([this.useStep(userId, step)]);
    return used?.affected === 1 ? { ok: true, by: 'totp' } : { ok: false, reason: 'replayed' };
  }

  async newRecoveryCodes(userId: string): Promise<string[]> {
    if (!UUID.test(userId)) throw userNotFound(userId);
    const { codes, statements } = this.codes.replaced(userId);
    await this.executor.run(statements);
    return codes;
  }

  async remove(userId: string): Promise<boolean> {
    if (!UUID.test(userId)) return false;
    const [, ...answers] = await this.executor.run([this.attempts.deleted(userId), this.deleteTotp(userId), this.codes.deleted(userId), this.devices.deleted(userId)]);
    return answers.some((answer) => answer.affected > 0);
  }

  trustDevice(userId: string, device: { label?: string | null; lifetimeSeconds: number }): Promise<{ token: string; device: TrustedDevice }> {
    return this.devices.trust(userId, device);
  }

  isTrusted(userId: string, token: string): Promise<boolean> {
    return this.devices.isTrusted(userId, token);
  }

  forgetDevice(userId: string, deviceId: string): Promise<boolean> {
    return this.devices.forget(userId, deviceId);
  }

  private open(userId: string, sealed: string): string {
    return this.secretbox.open(sealed, totpOwner(this.tenantId, userId));
  }

  private totpOf(userId: string, lock = false): SqlStatement {
    const shape: Shape = (db, slot) => {
      const rows = db.selectFrom('user_mfa_totp').select(['secret_sealed', 'confirmed_at', 'last_used_step', 'created_at']).where('user_id', '=', slot<string>('userId'));
      return lock ? rows.modifyEnd(this.executor.dialect.lockRows) : rows;
    };
    return this.statements.fill(`totp ${lock}`, shape, { userId }, SYSTEM_KINDS);
  }

  private insertTotp(userId: string, sealed: string): SqlStatement {
    const { now } = this.executor.dialect;
    const shape: Shape = (db, slot) => db.insertInto('user_mfa_totp').values({ user_id: slot<string>('userId'), secret_sealed: slot<string>('sealed'), created_at: now });
    return this.statements.fill('insert totp', shape, { userId, sealed });
  }

  private deleteTotp(userId: string): SqlStatement {
    const shape: Shape = (db, slot) => db.deleteFrom('user_mfa_totp').where('user_id', '=', slot<string>('userId'));
    return this.statements.fill('delete totp', shape, { userId });
  }

  private confirmTotp(userId: string, step: number): SqlStatement {
    const { now } = this.executor.dialect;
    const shape: Shape = (db, slot) => db.updateTable('user_mfa_totp').set({ confirmed_at: now, last_used_step: slot<number>('step') }).where('user_id', '=', slot<string>('userId'));
    return this.statements.fill('confirm totp', shape, { userId, step });
  }

  private useStep(userId: string, step: number): SqlStatement {
    const shape: Shape = (db, slot) =>
      db
        .updateTable('user_mfa_totp')
        .set({ last_used_step: slot<number>('step') })
        .where('user_id', '=', slot<string>('userId'))
        .where('confirmed_at', 'is not', null)
        .where((eb) => eb.or([eb('last_used_step', 'is', null), eb('last_used_step', '<', slot<string>('step'))]));
    return this.statements.fill('use step', shape, { userId, step });
  }
}
