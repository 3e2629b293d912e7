import { randomUUID } from 'node:crypto';
import { AppError } from '@/lib/errors';
import { SYSTEM_COLUMNS } from '@/lib/model/field';
import type { PromisedCatalog } from '../../../migrate';
import type { TenantTarget, VerifyReport } from '../../../ports';
import { quoteIdentifier } from '../../../sql/quote-identifier';
import { missingFrom } from '../../../sql/missing-from';
import { placeOf, qualified, type PgAccess } from '../access';
import { readTables } from '../catalog';
import type { PgConnection } from '../connection';
import { fieldOfObject } from '../ddl';
import { codeOf } from '../errors';
import { MARK_PATTERN } from '../../../sql/mark';

/** Newest other tenants' schemas that are tried; all of them would make provisioning slower with each tenant. */
const NEIGHBOURS_TRIED = 5;

/** Proves that the place is what the migrations promise and that its role can work there and nowhere else. */
export async function verify(access: PgAccess, catalog: PromisedCatalog, target: TenantTarget): Promise<VerifyReport> {
  const { server } = target;
  const { database, schema, role, ownLogin } = placeOf(target);
  const tables = await access.ddl(server, database, (connection) => readTables(connection, schema));
  const missing = missingFrom(catalog, tables);
  if (missing.length > 0) {
    throw new AppError('invalid_state', { params: { server: server.name, reason: 'tables_missing', missing: missing.slice(0, 5).join(', ') } });
  }
  await access.data(target, async (connection) => {
    await writeAndReadBack(connection, target, schema, ownLogin ? null : role);
    if (ownLogin) await staysOutOfDatabases(connection, target, database, role);
    else await staysOutOfNeighbours(connection, target, schema, role);
  });
  return { tables: tables.size, columns: [...tables.values()].reduce((sum, columns) => sum + columns.length, 0) };
}

async function writeAndReadBack(connection: PgConnection, { server }: TenantTarget, schema: string, role: string | null): Promise<void> {
  const id = randomUUID();
  const users = qualified(schema, 'app_user');
  const written = await connection
    .pipeline([
      role ? `BEGIN; SET LOCAL ROLE ${quoteIdentifier(role)}` : 'BEGIN',
      { text: `INSERT INTO ${users} (id, email) VALUES ($1, $2)`, values: [id, `verify-${id}@tenantry.invalid`] },
      { text: `SELECT id FROM ${users} WHERE id = $1`, values: [id] },
      'ROLLBACK',
    ])
    .then(
      (answers) => answers[2]?.rows[0]?.id === id,
      (error: unknown) => {
        if (isRuleOfField(error)) return true;
        throw error;
      },
    );
  if (!written) throw new AppError('invalid_state', { params: { server: server.name, reason: 'not_read_back' } });
}

/** A custom field wants a value that this row does not have: it came as far as the table's own rules. */
function isRuleOfField(error: unknown): boolean {
  const { code, column, constraint } = error as { code?: string; column?: string; constraint?: string };
  if (code === '23502') return column !== undefined && !SYSTEM_COLUMNS.has(column);
  return code === '23514' && constraint !== undefined && fieldOfObject(constraint) !== null;
}

/** The tenant's database is closed to everybody else, and those of other tenants to it. */
async function staysOutOfDatabases(connection: PgConnection, { server }: TenantTarget, database: string, role: string): Promise<void> {
  const { rows } = await connection.query<{ name: string }>(
    `SELECT d.datname::text AS name FROM pg_catalog.pg_database d
     WHERE (d.datname = $1 AND pg_catalog.has_database_privilege('public', d.oid, 'CONNECT'))
        OR (d.datname <> $1 AND pg_catalog.shobj_description(d.oid, 'pg_database') LIKE $2 AND pg_catalog.has_database_privilege($3, d.oid, 'CONNECT'))
     LIMIT 1`,
    [database, MARK_PATTERN, role],
  );
  if (rows[0]) throw new AppError('invalid_state', { params: { server: server.name, reason: 'isolation_broken', database: rows[0].name } });
}

async function staysOutOfNeighbours(connection: PgConnection, { server }: TenantTarget, schema: string, role: string): Promise<void> {
  const { rows } = await connection.query<{ name: string }>(
    `SELECT n.nspname::text AS name FROM pg_catalog.pg_namespace n
     JOIN pg_catalog.pg_description d ON d.objoid = n.oid AND d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
     WHERE d.description LIKE $1 AND n.nspname <> $2 ORDER BY n.oid DESC LIMIT $3`,
    [MARK_PATTERN, schema, NEIGHBOURS_TRIED],
  );
  for (const { name } of rows) {
    const tried = await connection
      .pipeline([`BEGIN; SET LOCAL ROLE ${quoteIdentifier(role)}`, `SELECT 1 FROM ${qualified(name, 'app_user')} LIMIT 1`, 'ROLLBACK'])
      .then(() => 'read', codeOf);
    // 3F000, 42P01: that neighbour was dropped, or is not migrated yet.
    if (tried === 'read') throw new AppError('invalid_state', { params: { server: server.name, reason: 'isolation_broken', schema: name } });
  }
}
