import { sql } from 'kysely';
import type { LockoutPolicy, PasswordAttempt } from '../account-ports';
import type { SqlExecutor, SqlRow, SqlStatement, ValueKind } from './executor';
import { READ_AT } from './liveness';
import { countOf, maybeMoment, maybeText, textOf } from './rows';
import type { Shape, StatementCache } from './statement-cache';
import { SYSTEM_KINDS } from './tables';
import { PASSWORD_PROVIDER } from './users-password';

const KINDS: ReadonlyMap<string, ValueKind> = new Map<string, ValueKind>([...SYSTEM_KINDS, [READ_AT, 'datetime'], ['locked_then', 'datetime'], ['disabled_until', 'datetime']]);

/** Counts wrong passwords in a row, and refuses more for a while. */
export class PasswordAttempts {
  constructor(
    private readonly executor: SqlExecutor,
    private readonly statements: StatementCache,
  ) {}

  /** Each attempt is counted before its password is looked at: of any number at once no more than `maxAttempts` get that far. */
  claim(email: string, { maxAttempts, lockoutMinutes }: LockoutPolicy): Promise<PasswordAttempt | null> {
    if (email.includes('\0')) return Promise.resolve(null);
    return this.executor.transaction(async (run) => {
      const [found] = await run([this.passwordOf(email.trim(), lockoutMinutes * 60)]);
      const row = found?.rows[0];
      if (!row) return null;
      const lockedUntil = maybeMoment(row, 'locked_until');
      const locked = lockedUntil !== null && isAfter(row, 'locked_until');
      if (locked) return { ...attemptOf(row), lockedUntil, lockedIfWrong: lockedUntil };
      // A lockout that is over begins a new count.
      const attempts = lockedUntil === null ? countOf(row, 'failed_attempts') + 1 : 1;
      const last = attempts >= maxAttempts;
      await run([this.count(textOf(row, 'identity_id'), attempts, last ? textOf(row, 'locked_then') : null)]);
      return { ...attemptOf(row), lockedUntil: null, lockedIfWrong: last ? maybeMoment(row, 'locked_then') : null };
    });
  }

  async succeeded(identityId: string, rehashed?: string): Promise<void> {
    const { now } = this.executor.dialect;
    const shape: Shape = (db, slot) =>
      db
        .updateTable('identity')
        .set({ failed_attempts: 0, locked_until: null, last_used_at: now, ...(rehashed === undefined ? {} : { password_hash: slot<string>('rehashed') }) })
        .where('id', '=', slot<string>('id'));
    await this.executor.run([this.statements.fill(`succeeded ${rehashed === undefined}`, shape, { id: identityId, rehashed })]);
  }

  async unlock(userId: string): Promise<boolean> {
    const shape: Shape = (db, slot) =>
      db
        .updateTable('identity')
        .set({ failed_attempts: 0, locked_until: null })
        .where('user_id', '=', slot<string>('userId'))
        .where('provider', '=', PASSWORD_PROVIDER)
        .where('locked_until', '>', this.executor.dialect.now);
    const [answer] = await this.executor.run([this.statements.fill('unlock', shape, { userId })]);
    return (answer?.affected ?? 0) > 0;
  }

  private passwordOf(email: string, lockoutSeconds: number): SqlStatement {
    const { dialect } = this.executor;
    const shape: Shape = (db, slot) =>
      db
        .selectFrom('app_user')
        .innerJoin('identity', 'identity.user_id', 'app_user.id')
        .select(['app_user.id as user_id', 'app_user.status as status', 'app_user.disabled_until as disabled_until', 'identity.id as identity_id'])
        .select(['identity.password_hash as password_hash', 'identity.password_temporary as password_temporary'])
        .select(['identity.failed_attempts as failed_attempts', 'identity.locked_until as locked_until'])
        .select([dialect.now.as(READ_AT), dialect.nowPlus(slot('lockout')).as('locked_then')])
        .where('identity.provider', '=', PASSWORD_PROVIDER)
        // Both tables have an `email`; alone in its own select the user's is meant.
        .where('app_user.id', 'in', db.selectFrom('app_user').select('id').where(sql<boolean>`${dialect.lowered('email')} = ${dialect.loweredValue(slot('email'))}`))
        .modifyEnd(dialect.lockRows);
    return this.statements.fill('password', shape, { email, lockout: lockoutSeconds }, KINDS);
  }

  /** @param lockedUntil as it was read: on some engines the clock goes on within a transaction. */
  private count(identityId: string, attempts: number, lockedUntil: string | null): SqlStatement {
    const { dialect } = this.executor;
    const shape: Shape = (db, slot) =>
      db
        .updateTable('identity')
        .set({ failed_attempts: slot<number>('attempts'), locked_until: lockedUntil === null ? null : slot<string>('lock') })
        .where('id', '=', slot<string>('id'));
    return this.statements.fill(`count ${lockedUntil === null}`, shape, { id: identityId, attempts, lock: lockedUntil === null ? null : dialect.encode('datetime', lockedUntil) });
  }
}

const isAfter = (row: SqlRow, column: string): boolean => Date.parse(textOf(row, column)) > Date.parse(textOf(row, READ_AT));

function attemptOf(row: SqlRow): Omit<PasswordAttempt, 'lockedUntil' | 'lockedIfWrong'> {
  return {
    userId: textOf(row, 'user_id'),
    identityId: textOf(row, 'identity_id'),
    passwordHash: maybeText(row, 'password_hash') ?? '',
    temporary: row['password_temporary'] === true,
    disabled: row['status'] === 'disabled' && (maybeText(row, 'disabled_until') === null || isAfter(row, 'disabled_until')),
  };
}
