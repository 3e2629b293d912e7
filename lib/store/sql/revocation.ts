import { sql } from 'kysely';
import type { SqlDialect, SqlStatement } from './executor';
import { isLive, type LivenessTable } from './liveness';
import type { Shape, StatementCache } from './statement-cache';

/** Columns by which sessions and tokens are revoked together; none is all of them. */
export type RevokedBy = 'id' | 'user_id' | 'client_id' | 'session_id' | 'family_id' | null;

/**
 * Revokes what is active. What expired or was rotated stays as it is: why a row ended is told by
 * what ended it first.
 */
export function revoke(statements: StatementCache, dialect: SqlDialect, table: LivenessTable, by: RevokedBy, value: string | null, why: string): SqlStatement {
  const shape: Shape = (db, slot) => {
    const set = { revoked_at: dialect.now, revoked_why: slot<string>('why') };
    const rows = db.updateTable(table).set(set).where(isLive(dialect, table, 'active'));
    return by === null ? rows : rows.where(sql<boolean>`${sql.ref(`${table}.${by}`)} = ${slot('value')}`);
  };
  return statements.fill(`revoke ${table} ${by ?? 'all'}`, shape, { value, why });
}
