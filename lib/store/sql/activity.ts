import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Page } from '@/lib/model/common';
import { SIGN_IN_KINDS, type ActivityRepository, type SignInEvent, type SignInKind } from '../account-ports';
import { UUID } from './column-values';
import type { SqlExecutor, SqlRow } from './executor';
import { newestCursor, newestKeys, newestValues } from './newest-first';
import { maybeText, momentOf, textOf } from './rows';
import { StatementCache, type Shape } from './statement-cache';
import { SYSTEM_KINDS } from './tables';

const COLUMNS = ['id', 'user_id', 'kind', 'outcome', 'client_id', 'ip', 'user_agent', 'created_at'] as const;
const SECONDS_A_DAY = 86_400;

/** What was tried as one tenant's users, for every engine that speaks SQL. */
export class SqlActivity implements ActivityRepository {
  private readonly statements: StatementCache;

  constructor(private readonly executor: SqlExecutor) {
    this.statements = new StatementCache(executor);
  }

  async record({ userId, kind, outcome, clientId, ip, userAgent }: Omit<SignInEvent, 'id' | 'at'>): Promise<void> {
    const shape: Shape = (db, slot) =>
      db.insertInto('sign_in_event').values({
        id: slot<string>('id'),
        user_id: slot<string>('userId'),
        kind: slot<string>('kind'),
        outcome: slot<string>('outcome'),
        client_id: slot<string>('clientId'),
        ip: slot<string>('ip'),
        user_agent: slot<string>('userAgent'),
        created_at: this.executor.dialect.now,
      });
    await this.executor.run([this.statements.fill('insert', shape, { id: randomUUID(), userId, kind, outcome, clientId, ip, userAgent })]);
  }

  async list({ userId, limit, cursor }: { userId?: string; limit: number; cursor?: string }): Promise<Page<SignInEvent>> {
    if (userId !== undefined && !UUID.test(userId)) return { items: [], nextCursor: null };
    const { dialect } = this.executor;
    const values = { limit: limit + 1, userId, ...(cursor === undefined ? {} : newestValues(dialect, cursor)) };
    const shape: Shape = (db, slot) => {
      let rows = db.selectFrom('sign_in_event').select([...COLUMNS]);
      if (userId !== undefined) rows = rows.where('user_id', '=', slot<string>('userId'));
      const keys = newestKeys('sign_in_event', slot);
      if (cursor !== undefined) rows = rows.where(dialect.comesAfter(keys, true));
      for (const { at } of keys) rows = rows.orderBy(sql`${at} desc`);
      return rows.limit(slot<number>('limit'));
    };
    const key = `list ${userId !== undefined} ${cursor !== undefined}`;
    const [answer] = await this.executor.run([this.statements.fill(key, shape, values, SYSTEM_KINDS)]);
    const rows = answer?.rows ?? [];
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { items: page.map(toEvent), nextCursor: rows.length > limit && last ? newestCursor(last) : null };
  }

  async prune(olderThanDays: number, max: number): Promise<number> {
    const { dialect } = this.executor;
    const shape: Shape = (db, slot) => {
      const oldest = db.selectFrom('sign_in_event').select('id').where('created_at', '<', dialect.nowPlus(slot('age'))).orderBy('created_at').limit(slot<number>('max'));
      // Behind a name of its own: MySQL reads no table that it deletes from, and limits no list after IN.
      return db.deleteFrom('sign_in_event').where('id', 'in', db.selectFrom(oldest.as('oldest')).select('oldest.id'));
    };
    const [answer] = await this.executor.run([this.statements.fill('prune', shape, { age: -olderThanDays * SECONDS_A_DAY, max })]);
    return answer?.affected ?? 0;
  }
}

function toEvent(row: SqlRow): SignInEvent {
  return {
    id: textOf(row, 'id'),
    userId: maybeText(row, 'user_id'),
    kind: kindOf(textOf(row, 'kind')),
    outcome: textOf(row, 'outcome'),
    clientId: maybeText(row, 'client_id'),
    ip: maybeText(row, 'ip'),
    userAgent: maybeText(row, 'user_agent'),
    at: momentOf(row, 'created_at'),
  };
}

function kindOf(text: string): SignInKind {
  const kind = SIGN_IN_KINDS.find((one) => one === text);
  if (!kind) throw new Error('a sign-in event of an unknown kind');
  return kind;
}
