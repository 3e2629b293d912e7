import type { Kysely } from 'kysely';
import type { TenantTables } from './tables';

export interface SqlStatement {
  text: string;
  values: unknown[];
}

export type SqlRow = Record<string, unknown>;

/** Runs statements in one tenant's place. An adapter makes it. */
export interface SqlExecutor {
  /** One unit of work: all statements or none; the rows of each. Errors are AppErrors. */
  run(statements: readonly SqlStatement[]): Promise<SqlRow[][]>;
  /** Builds statements in the engine's dialect; it holds no connection. */
  readonly builder: Kysely<TenantTables>;
  /** Schema that every table is qualified with. */
  readonly schema: string;
}
