import pg from 'pg';
import { EMBEDDED_DATABASES, startEmbedded } from '@/lib/embedded-postgres/supervised';
import { localClient } from './rest';

/** What `\d app_user` tells of one tenant, asked of the real server, past everything of ours. */
export interface TenantTable {
  /** Type and default by column. */
  columns(): Promise<Record<string, string>>;
  /** Definitions of indexes and constraints, without the schema's name. */
  rules(): Promise<string[]>;
  /** `table` in the text stands for the tenant's `app_user`. */
  query(text: (table: string) => string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** Opens the table of a tenant that lives in a schema of the embedded server. */
export async function openTenantTable(fsRoot: string, slug: string): Promise<TenantTable> {
  const rest = await localClient(fsRoot);
  const { json } = await rest('GET', `/tenants/${slug}`);
  const schema = String((json['database'] as { name: string }).name);
  // It runs already: this only finds out where.
  const server = await startEmbedded({ fsRoot, log: { info: () => undefined } });
  const client = new pg.Client({ connectionString: server.dsn(EMBEDDED_DATABASES.tenants) });
  await client.connect();
  const table = `"${schema}".app_user`;
  const query: TenantTable['query'] = async (text) => (await client.query<Record<string, unknown>>(text(table))).rows;
  return {
    query,
    async columns() {
      const rows = await query(
        () => `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END AS type
               FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
               WHERE a.attrelid = '${table}'::regclass AND a.attnum > 0 AND NOT a.attisdropped`,
      );
      return Object.fromEntries(rows.map(({ name, type }) => [String(name), String(type)]));
    },
    async rules() {
      const rows = await query(
        () => `SELECT pg_get_indexdef(indexrelid) AS rule FROM pg_index WHERE indrelid = '${table}'::regclass
               UNION ALL SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = '${table}'::regclass`,
      );
      return rows.map(({ rule }) => String(rule).replaceAll(`${schema}.`, ''));
    },
    close: () => client.end(),
  };
}
