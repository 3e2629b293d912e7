import { sql, type RawBuilder } from 'kysely';
import { invalidField } from '@/lib/errors';
import { UUID, parseValue } from './column-values';
import type { SqlDialect, SqlRow } from './executor';
import type { SlotMaker } from './statement-cache';

/** The end of a page ordered by creation, newest first. */
export function newestCursor(row: SqlRow): string {
  return Buffer.from(JSON.stringify([row['created_at'], row['id']])).toString('base64url');
}

/** @throws AppError `validation_failed` for a cursor that is none of ours. */
export function newestValues(dialect: SqlDialect, cursor: string): Record<string, unknown> {
  try {
    const [createdAt, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    const moment = parseValue('datetime', createdAt);
    if (moment.ok && typeof id === 'string' && UUID.test(id)) return { afterMoment: dialect.encode('datetime', moment.value), afterId: id };
  } catch {
    // Falls through to the one answer for every cursor that is not ours.
  }
  throw invalidField('cursor', 'invalid');
}

/** @param table the keys belong to. */
export function newestKeys(table: string, slot: SlotMaker): { at: RawBuilder<unknown>; after: RawBuilder<unknown> }[] {
  return [
    { at: sql.ref(`${table}.created_at`), after: sql`${slot('afterMoment')}` },
    { at: sql.ref(`${table}.id`), after: sql`${slot('afterId')}` },
  ];
}
