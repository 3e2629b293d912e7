import type { Expression, Kysely, RawBuilder, SqlBool } from 'kysely';
import type { TenantTables } from './tables';

export interface SqlStatement {
  text: string;
  values: unknown[];
  /** Equal for equal texts: an engine may keep the statement prepared under it. */
  name?: string;
}

export type SqlRow = Record<string, unknown>;

export interface SqlAnswer {
  /** Moments are RFC 3339 in UTC with all the digits the engine has, days `YYYY-MM-DD`, int64 and decimals text. */
  rows: SqlRow[];
  /** Rows written. */
  affected: number;
}

/** The few expressions that engines write differently. */
export interface SqlDialect {
  /** The engine's clock with its finest digits; the same throughout a transaction. */
  now: RawBuilder<string>;
  /** Whether a set column has an element. */
  hasElement(column: Expression<unknown>, element: unknown): RawBuilder<SqlBool>;
}

/** Runs statements in one tenant's place. An adapter makes it. */
export interface SqlExecutor {
  /** One unit of work: all statements or none; the answer of each. Errors are AppErrors. */
  run(statements: readonly SqlStatement[]): Promise<SqlAnswer[]>;
  /** Builds statements in the engine's dialect; it holds no connection. */
  readonly builder: Kysely<TenantTables>;
  readonly dialect: SqlDialect;
  /** Schema that every table is qualified with. */
  readonly schema: string;
}
