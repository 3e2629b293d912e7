import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Liveness, LivenessCounts } from '../session-ports';
import type { SqlDialect, SqlRow } from './executor';
import { countOf, maybeText } from './rows';

export type LivenessTable = 'session' | 'refresh_token';

/** Moments after which a row is worth nothing, whatever its expiry. */
const ENDED: Record<LivenessTable, readonly string[]> = { session: ['revoked_at'], refresh_token: ['revoked_at', 'rotated_at'] };

/** The state by the engine's clock: hosts' clocks differ. */
export function isLive(dialect: SqlDialect, table: LivenessTable, status: Liveness): RawBuilder<SqlBool> {
  const ended = sql.join(ENDED[table].map((column) => sql`${sql.ref(`${table}.${column}`)} is not null`), sql` or `);
  const expires = sql.ref(`${table}.expires_at`);
  if (status === 'revoked') return sql<SqlBool>`(${ended})`;
  const compared = sql.raw(status === 'active' ? '>' : '<=');
  return sql<SqlBool>`(not (${ended}) and ${expires} ${compared} ${dialect.now})`;
}

/** Selected beside the columns of a row, for {@link livenessOf}. */
export const READ_AT = 'read_at';

export function livenessOf(row: SqlRow, table: LivenessTable): Liveness {
  if (ENDED[table].some((column) => maybeText(row, column) !== null)) return 'revoked';
  // Both are the engine's moments, written with the same digits.
  return Date.parse(String(row['expires_at'])) > Date.parse(String(row[READ_AT])) ? 'active' : 'expired';
}

export function countsOf(dialect: SqlDialect, table: LivenessTable): RawBuilder<string>[] {
  return (['active', 'expired', 'revoked'] as const).map((status) => sql<string>`count(case when ${isLive(dialect, table, status)} then 1 end)`);
}

export const readCounts = (row: SqlRow | undefined): LivenessCounts => ({ active: countOf(row, 'active'), expired: countOf(row, 'expired'), revoked: countOf(row, 'revoked') });
