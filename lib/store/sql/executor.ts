import type { Expression, Kysely, RawBuilder, SqlBool } from 'kysely';
import type { ColumnKind } from './custom-columns';
import type { TenantTables } from './tables';

/** What a stored value is. Engines with fewer types than these tell them apart by this alone. */
export type ValueKind = ColumnKind | 'bytes';

export interface SqlStatement {
  text: string;
  values: unknown[];
  /** Equal for equal texts: an engine may keep the statement prepared under it. */
  name?: string;
  /** Kinds of the columns answered, by their names; a column that is not named here is text or a number. */
  kinds?: ReadonlyMap<string, ValueKind>;
}

export type SqlRow = Record<string, unknown>;

export interface SqlAnswer {
  /**
   * Moments are RFC 3339 in UTC with all the digits the engine has, days `YYYY-MM-DD`, int64 and
   * decimals text, booleans `true` and `false`, sets arrays of text, JSON parsed, bytes a Buffer.
   */
  rows: SqlRow[];
  /** Rows found by a writing statement, whether or not their values changed. */
  affected: number;
}

/** One sort key of a page: the expression, and its value in the row that the page before ended with. */
export interface SortKey {
  at: RawBuilder<unknown>;
  after: RawBuilder<unknown>;
}

/** The few expressions and values that engines write differently. */
export interface SqlDialect {
  /** The engine's clock with its finest digits. */
  now: RawBuilder<string>;
  /** The engine's clock that many seconds later; fewer than none is earlier. */
  nowPlus(seconds: unknown): RawBuilder<string>;
  /** A column of `app_user` or `identity` without case, as its index is built over it. */
  lowered(column: string): RawBuilder<unknown>;
  /** A value without case, by the engine's own rule: to be compared with {@link SqlDialect.lowered}. */
  loweredValue(value: unknown): RawBuilder<unknown>;
  /** Whether a set column has an element. */
  hasElement(column: Expression<unknown>, element: unknown): RawBuilder<SqlBool>;
  /** Whether a row comes after a page's end, in the order of its keys, by an index where there is one. */
  comesAfter(keys: readonly SortKey[], descending: boolean): RawBuilder<SqlBool>;
  /** Ends a select inside a transaction: its rows stay as they are until the end. Empty where a transaction holds all. */
  lockRows: RawBuilder<unknown>;
  /** A parsed value (never null) as a parameter of the engine. */
  encode(kind: ValueKind, value: unknown): unknown;
}

/** Runs statements one unit after the other inside one transaction. */
export type RunStatements = (statements: readonly SqlStatement[]) => Promise<SqlAnswer[]>;

/** Runs statements in one tenant's place. An adapter makes it. */
export interface SqlExecutor {
  /** One unit of work: all statements or none; the answer of each. Errors are AppErrors. */
  run: RunStatements;
  /**
   * For work that decides by what it read. Committed when `work` is done, undone when it throws; undone
   * and begun again where the engine says that it got between others (so `work` touches nothing else).
   * It holds a connection (and, where there is one writer, everybody else): nothing else is awaited in it.
   */
  transaction<T>(work: (run: RunStatements) => Promise<T>): Promise<T>;
  /** Builds statements in the engine's dialect; it holds no connection. */
  readonly builder: Kysely<TenantTables>;
  readonly dialect: SqlDialect;
  /** Schema that every table is qualified with; null where the engine's connection has but one. */
  readonly schema: string | null;
}
