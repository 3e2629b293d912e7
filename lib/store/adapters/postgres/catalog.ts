import type { LedgerRow } from '../../migrate';
import { qualified } from './access';
import type { PgConnection } from './connection';

interface Found {
  comment: string | null;
}

/** Questions to the system catalogues; all qualified, none depends on a search path. */
export async function findSchema(connection: PgConnection, name: string): Promise<Found | undefined> {
  const { rows } = await connection.query<Found>(
    `SELECT pg_catalog.obj_description(oid, 'pg_namespace') AS comment FROM pg_catalog.pg_namespace WHERE nspname = $1`,
    [name],
  );
  return rows[0];
}

export async function findDatabase(connection: PgConnection, name: string): Promise<Found | undefined> {
  const { rows } = await connection.query<Found>(
    `SELECT pg_catalog.shobj_description(oid, 'pg_database') AS comment FROM pg_catalog.pg_database WHERE datname = $1`,
    [name],
  );
  return rows[0];
}

export async function findRole(connection: PgConnection, name: string): Promise<Found | undefined> {
  const { rows } = await connection.query<Found>(
    `SELECT pg_catalog.shobj_description(oid, 'pg_authid') AS comment FROM pg_catalog.pg_roles WHERE rolname = $1`,
    [name],
  );
  return rows[0];
}

export async function versionNumber(connection: PgConnection): Promise<number> {
  const { rows } = await connection.query<{ number: number }>(`SELECT pg_catalog.current_setting('server_version_num')::int AS number`);
  return rows[0]?.number ?? 0;
}

export async function findTable(connection: PgConnection, schema: string, table: string): Promise<boolean> {
  const { rows } = await connection.query(
    `SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind = 'r'`,
    [schema, table],
  );
  return rows.length > 0;
}

/** Rows of `_migrations`, ascending; empty when there is no such table. */
export async function readLedger(connection: PgConnection, schema: string): Promise<LedgerRow[]> {
  if (!(await findTable(connection, schema, '_migrations'))) return [];
  const { rows } = await connection.query<LedgerRow>(`SELECT version, checksum FROM ${qualified(schema, '_migrations')} ORDER BY version`);
  return rows;
}

/** Tables of a schema with their columns, both sorted. */
export async function readTables(connection: PgConnection, schema: string): Promise<Map<string, string[]>> {
  const { rows } = await connection.query<{ table: string; columns: string[] }>(
    `SELECT c.relname::text AS table, pg_catalog.array_agg(a.attname::text ORDER BY a.attname::text) AS columns
     FROM pg_catalog.pg_class c
     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') GROUP BY c.relname ORDER BY c.relname`,
    [schema],
  );
  return new Map(rows.map((row) => [row.table, row.columns]));
}
