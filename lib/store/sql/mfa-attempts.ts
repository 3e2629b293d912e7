import type { MfaLimits } from '../account-ports';
import type { SqlExecutor, SqlRow, SqlStatement, ValueKind } from './executor';
import { READ_AT } from './liveness';
import { countOf, momentOf, textOf } from './rows';
import type { Shape, StatementCache } from './statement-cache';
import { SYSTEM_KINDS } from './tables';

const DAY_SECONDS = 86_400;
const KINDS: ReadonlyMap<string, ValueKind> = new Map<string, ValueKind>([...SYSTEM_KINDS, [READ_AT, 'datetime'], ['ends_then', 'datetime'], ['day_ends_then', 'datetime']]);

/** A fixed window of counted guesses, by the engine's clock. */
interface Window {
  attempts: number;
  endsAt: string;
}

/** Counts guesses at users' second factors, beside what they guess at: it goes on counting whatever else is away. */
export class MfaAttempts {
  constructor(
    private readonly executor: SqlExecutor,
    private readonly statements: StatementCache,
  ) {}

  /** @see MfaRepository.claimAttempt */
  claim(userId: string, limits: MfaLimits): Promise<string | null> {
    return this.executor.transaction(async (run) => {
      // The user's own row is what guesses at once wait for: of the first of them there is no other row yet.
      const [users, counts] = await run([this.lockUser(userId, limits.windowSeconds), this.countsOf(userId)]);
      const clock = users?.rows[0];
      if (!clock) return null;
      const row = counts?.rows[0];
      const day = next(row && { attempts: countOf(row, 'day_attempts'), endsAt: momentOf(row, 'day_ends_at') }, clock, 'day_ends_then');
      if (day.attempts > limits.attemptsADay) return day.endsAt;
      const short = next(row && { attempts: countOf(row, 'attempts'), endsAt: momentOf(row, 'ends_at') }, clock, 'ends_then');
      if (short.attempts > limits.attempts) return short.endsAt;
      await run([this.write(userId, short, day, row === undefined)]);
      return null;
    });
  }

  deleted(userId: string): SqlStatement {
    const shape: Shape = (db, slot) => db.deleteFrom('mfa_attempt').where('user_id', '=', slot<string>('userId'));
    return this.statements.fill('delete attempts', shape, { userId });
  }

  private lockUser(userId: string, windowSeconds: number): SqlStatement {
    const { dialect } = this.executor;
    const shape: Shape = (db, slot) =>
      db
        .selectFrom('app_user')
        .select([dialect.now.as(READ_AT), dialect.nowPlus(slot('window')).as('ends_then'), dialect.nowPlus(slot('day')).as('day_ends_then')])
        .where('id', '=', slot<string>('userId'))
        .modifyEnd(dialect.lockRows);
    return this.statements.fill('lock user', shape, { userId, window: windowSeconds, day: DAY_SECONDS }, KINDS);
  }

  private countsOf(userId: string): SqlStatement {
    const { dialect } = this.executor;
    const shape: Shape = (db, slot) =>
      db.selectFrom('mfa_attempt').select(['attempts', 'ends_at', 'day_attempts', 'day_ends_at']).where('user_id', '=', slot<string>('userId')).modifyEnd(dialect.lockRows);
    return this.statements.fill('attempts', shape, { userId }, KINDS);
  }

  private write(userId: string, short: Window, day: Window, first: boolean): SqlStatement {
    const { dialect } = this.executor;
    const shape: Shape = (db, slot) => {
      const set = { attempts: slot<number>('attempts'), ends_at: slot<string>('endsAt'), day_attempts: slot<number>('dayAttempts'), day_ends_at: slot<string>('dayEndsAt') };
      return first ? db.insertInto('mfa_attempt').values({ user_id: slot<string>('userId'), ...set }) : db.updateTable('mfa_attempt').set(set).where('user_id', '=', slot<string>('userId'));
    };
    const values = { userId, attempts: short.attempts, endsAt: dialect.encode('datetime', short.endsAt), dayAttempts: day.attempts, dayEndsAt: dialect.encode('datetime', day.endsAt) };
    return this.statements.fill(`write attempts ${first}`, shape, values);
  }
}

/** A window with one guess more; one that is over, or never was, begins now. */
function next(before: Window | undefined, clock: SqlRow, endsThen: string): Window {
  const over = !before || Date.parse(before.endsAt) <= Date.parse(textOf(clock, READ_AT));
  return over ? { attempts: 1, endsAt: momentOf(clock, endsThen) } : { attempts: before.attempts + 1, endsAt: before.endsAt };
}
