import { sql } from 'kysely';
import type { Page } from '@/lib/model/common';
import type { LivenessCounts, NewestQuery } from '../session-ports';
import { UUID } from './column-values';
import type { SqlExecutor, SqlRow, SqlStatement, ValueKind } from './executor';
import { countsOf, isLive, READ_AT, readCounts, type LivenessTable } from './liveness';
import { newestCursor, newestKeys, newestValues } from './newest-first';
import type { Shape, StatementCache } from './statement-cache';
import { SYSTEM_KINDS } from './tables';

const KINDS: ReadonlyMap<string, ValueKind> = new Map([...SYSTEM_KINDS, [READ_AT, 'datetime']]);

/** What sessions and refresh tokens have in common: they are read, listed and counted by what they are worth now. */
export class LivenessList {
  constructor(
    private readonly executor: SqlExecutor,
    private readonly statements: StatementCache,
    private readonly table: LivenessTable,
    private readonly columns: readonly string[],
  ) {}

  /** A row by one of its columns. @param lock inside a transaction: nobody changes it until the end. */
  by(column: 'id' | 'token_hash', value: unknown, lock = false): SqlStatement {
    const { dialect } = this.executor;
    const shape: Shape = (db, slot) => {
      const rows = db.selectFrom(this.table).select(this.selected()).where(sql<boolean>`${sql.ref(`${this.table}.${column}`)} = ${slot('value')}`);
      return lock ? rows.modifyEnd(dialect.lockRows) : rows;
    };
    return this.statements.fill(`${this.table} by ${column} ${lock}`, shape, { value }, KINDS);
  }

  async list<T>({ limit, cursor, userId, clientId, status }: NewestQuery, read: (row: SqlRow) => T): Promise<Page<T>> {
    if (userId !== undefined && !UUID.test(userId)) return { items: [], nextCursor: null };
    const { dialect } = this.executor;
    const values: Record<string, unknown> = { limit: limit + 1, userId, clientId, ...(cursor === undefined ? {} : newestValues(dialect, cursor)) };
    const shape: Shape = (db, slot) => {
      let rows = db.selectFrom(this.table).select(this.selected());
      if (userId !== undefined) rows = rows.where('user_id', '=', slot<string>('userId'));
      if (clientId !== undefined) rows = rows.where('client_id', '=', slot<string>('clientId'));
      if (status !== undefined) rows = rows.where(isLive(dialect, this.table, status));
      const keys = newestKeys(this.table, slot);
      if (cursor !== undefined) rows = rows.where(dialect.comesAfter(keys, true));
      for (const { at } of keys) rows = rows.orderBy(sql`${at} desc`);
      return rows.limit(slot<number>('limit'));
    };
    const key = JSON.stringify([this.table, 'list', userId !== undefined, clientId !== undefined, status, cursor !== undefined]);
    const [answer] = await this.executor.run([this.statements.fill(key, shape, values, KINDS)]);
    const rows = answer?.rows ?? [];
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { items: page.map(read), nextCursor: rows.length > limit && last ? newestCursor(last) : null };
  }

  async counts({ userId, clientId }: { userId?: string; clientId?: string } = {}): Promise<LivenessCounts> {
    if (userId !== undefined && !UUID.test(userId)) return { active: 0, expired: 0, revoked: 0 };
    const shape: Shape = (db, slot) => {
      const [active, expired, revoked] = countsOf(this.executor.dialect, this.table);
      let rows = db.selectFrom(this.table).select([active!.as('active'), expired!.as('expired'), revoked!.as('revoked')]);
      if (userId !== undefined) rows = rows.where('user_id', '=', slot<string>('userId'));
      if (clientId !== undefined) rows = rows.where('client_id', '=', slot<string>('clientId'));
      return rows;
    };
    const key = JSON.stringify([this.table, 'counts', userId !== undefined, clientId !== undefined]);
    const [answer] = await this.executor.run([this.statements.fill(key, shape, { userId, clientId })]);
    return readCounts(answer?.rows[0]);
  }

  private selected() {
    return [...this.columns.map((name) => sql`${sql.ref(`${this.table}.${name}`)}`.as(name)), this.executor.dialect.now.as(READ_AT)];
  }
}
