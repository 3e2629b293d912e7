import { AppError } from '@/lib/errors';
import type { FieldCatalog } from '../../../field-ports';
import type { TenantTarget } from '../../../ports';
import { placeOf, qualified, type PgAccess } from '../access';
import type { PgConnection } from '../connection';
import { readMark } from './names';

/** Up to so many rows are counted; beyond it the engine's estimate is good enough. */
const COUNTED_ROWS = 10_000;

interface ColumnRow {
  name: string;
  type: string;
  notNull: boolean;
  hasDefault: boolean;
  dropped: boolean;
  comment: string | null;
}

export async function introspect(access: PgAccess, target: TenantTarget): Promise<FieldCatalog> {
  const { database, schema } = placeOf(target);
  return access.ddl(target.server, database, (connection) => readFieldCatalog(connection, target, schema));
}

/** Columns, constraints and indexes of `app_user`, in one flush. */
export async function readFieldCatalog(connection: PgConnection, target: TenantTarget, schema: string): Promise<FieldCatalog> {
  const values = [schema];
  const [table, columns, constraints, indexes, counted] = await connection.pipeline([
    {
      text: `SELECT c.reltuples::float8 AS rows FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = $1 AND c.relname = 'app_user' AND c.relkind = 'r'`,
      values,
    },
    {
      text: `SELECT a.attname::text AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS "notNull",
               a.atthasdef AS "hasDefault", a.attisdropped AS dropped, pg_catalog.col_description(c.oid, a.attnum) AS comment
             FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = $1 AND c.relname = 'app_user' AND a.attnum > 0 ORDER BY a.attnum`,
      values,
    },
    {
      text: `SELECT k.conname::text AS name, k.contype::text AS type, k.convalidated AS validated,
               ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (k.conkey) ORDER BY a.attnum) AS columns
             FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = $1 AND c.relname = 'app_user' AND k.contype <> 'n' ORDER BY k.conname`,
      values,
    },
    {
      text: `SELECT i.relname::text AS name, x.indisvalid AS valid, x.indisunique AS "unique",
               ARRAY(SELECT DISTINCT a.attname::text FROM pg_catalog.pg_depend d
                     JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                     WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = i.oid AND d.refobjid = c.oid AND d.refobjsubid > 0) AS columns
             FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid JOIN pg_catalog.pg_class c ON c.oid = x.indrelid
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = $1 AND c.relname = 'app_user' ORDER BY i.relname`,
      values,
    },
    `SELECT pg_catalog.count(*)::int AS n FROM (SELECT 1 FROM ${qualified(schema, 'app_user')} LIMIT ${COUNTED_ROWS + 1}) few`,
  ]);
  const estimate = (table?.rows as { rows: number }[])[0];
  if (!estimate) throw new AppError('invalid_state', { params: { server: target.server.name, reason: 'tables_missing', missing: 'app_user' } });
  const found = columns?.rows as unknown as ColumnRow[];
  return {
    columns: found.filter((column) => !column.dropped).map(toColumn),
    dropped: found.filter((column) => column.dropped).length,
    constraints: (constraints?.rows as { name: string; type: string; validated: boolean; columns: string[] }[]).map(({ type, ...rest }) => ({
      ...rest,
      kind: type === 'c' ? 'check' : type === 'u' ? 'unique' : 'other',
    })),
    indexes: indexes?.rows as unknown as FieldCatalog['indexes'],
    rows: rowsOf((counted?.rows as { n: number }[])[0]?.n ?? 0, estimate.rows),
  };
}

/** The estimate of a table that was never analysed is -1. */
const rowsOf = (counted: number, estimate: number): number => (counted <= COUNTED_ROWS ? counted : Math.max(counted, Math.round(estimate)));

function toColumn({ name, type, notNull, hasDefault, comment }: ColumnRow): FieldCatalog['columns'][number] {
  const mark = readMark(comment);
  return { name, type, notNull, hasDefault, fieldId: mark?.field ?? null, role: mark?.role ?? null, markedDefault: mark?.default ?? null };
}
