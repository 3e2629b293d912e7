/**
 * What servers that speak Postgres' protocol do not all do. CockroachDB is told by `version()`; what is said of it
 * here was read (its manual on compatibility), never tried, so every flag is the cautious one.
 */
export interface ServerTraits {
  /** As people know it. */
  engine: string;
  /** Advisory locks exclude. CockroachDB has their functions, for compatibility, and they lock nothing. */
  advisoryLocks: boolean;
  /** DDL is undone with its transaction. CockroachDB does part of it afterwards, in a job that may fail. */
  transactionalDdl: boolean;
  /** `SET LOCAL ROLE` inside one pipelined transaction. */
  roleInTransaction: boolean;
  /** `CREATE DATABASE … TEMPLATE`, `DROP DATABASE … WITH (FORCE)`. */
  databaseOptions: boolean;
}

const POSTGRES: ServerTraits = { engine: 'PostgreSQL', advisoryLocks: true, transactionalDdl: true, roleInTransaction: true, databaseOptions: true };
const COCKROACH: ServerTraits = { engine: 'CockroachDB', advisoryLocks: false, transactionalDdl: false, roleInTransaction: false, databaseOptions: false };

/** @param version what `version()` answers. */
export const traitsOf = (version: string): ServerTraits => (/\bCockroachDB\b/i.test(version) ? COCKROACH : POSTGRES);

/** Names of what a tenant's place cannot be made without and the server lacks; none for PostgreSQL. */
export function lacking(traits: ServerTraits): string[] {
  return Object.entries(traits).flatMap(([name, value]) => (value === false ? [name] : []));
}
