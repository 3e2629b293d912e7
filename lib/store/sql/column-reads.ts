import { sql, type AliasedRawBuilder, type RawBuilder } from 'kysely';
import type { SqlDialect } from './executor';
import type { UserColumns } from './user-columns';

/**
 * A column of `app_user` as it is read, filtered and sorted. A user who is disabled until a moment
 * that has passed is active again at that very moment, by the engine's clock: nobody has to come by
 * and write it, so no loop can be late and no two nodes can disagree.
 */
export function readOf(column: string, dialect: SqlDialect): RawBuilder<unknown> {
  const at = sql.id(column);
  if (column !== 'status') return sql`${at}`;
  return sql`case when ${at} = 'disabled' and ${sql.id('disabled_until')} <= ${dialect.now} then 'active' else ${at} end`;
}

/** Every column of a user, each under its own name. */
export const selectionOf = (columns: UserColumns, dialect: SqlDialect): AliasedRawBuilder<unknown, string>[] => columns.selected.map((name) => readOf(name, dialect).as(name));
