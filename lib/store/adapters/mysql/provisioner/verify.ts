import { randomUUID } from 'node:crypto';
import { AppError } from '@/lib/errors';
import { SYSTEM_COLUMNS } from '@/lib/model/field';
import type { PromisedCatalog } from '../../../migrate';
import type { TenantTarget, VerifyReport } from '../../../ports';
import { missingFrom } from '../../../sql/missing-from';
import { MARK_PATTERN } from '../../../sql/mark';
import { placeOf, type MysqlAccess } from '../access';
import { LEDGER, readTables } from '../catalog';
import type { MysqlConnection } from '../connection';
import { columnOf, numberOf } from '../errors';
import { qualified } from '../names';

/** Neighbours whose tables the tenant's login tries to read. */
const NEIGHBOURS_TRIED = 3;
const WITHOUT_VALUE = new Set([1048, 1364]);

/** Proves that the place is what the migrations promise and that its login can work there and nowhere else. */
export async function verify(access: MysqlAccess, catalog: PromisedCatalog, target: TenantTarget): Promise<VerifyReport> {
  const { server } = target;
  const { database } = placeOf(target);
  const { tables, neighbours } = await access.ddl(server, async (connection) => ({
    tables: await readTables(connection, database),
    neighbours: await neighboursOf(connection, database),
  }));
  const missing = missingFrom(catalog, tables);
  if (missing.length > 0) throw new AppError('invalid_state', { params: { server: server.name, reason: 'tables_missing', missing: missing.slice(0, 5).join(', ') } });
  await access.data(target, async (connection) => {
    await writeAndReadBack(connection, target, database);
    for (const name of neighbours) await staysOut(connection, target, name);
  });
  return { tables: tables.size, columns: [...tables.values()].reduce((sum, columns) => sum + columns.length, 0) };
}

async function neighboursOf(connection: MysqlConnection, database: string): Promise<string[]> {
  const { rows } = await connection.query<{ name: string }>(
    `SELECT table_schema AS name FROM information_schema.tables WHERE table_name = '${LEDGER}' AND table_comment LIKE ? AND table_schema <> ? ORDER BY create_time DESC LIMIT ?`,
    [MARK_PATTERN, database, NEIGHBOURS_TRIED],
  );
  return rows.map((row) => row.name);
}

async function writeAndReadBack(connection: MysqlConnection, { server }: TenantTarget, database: string): Promise<void> {
  const id = randomUUID();
  const users = qualified(database, 'app_user');
  await connection.query('START TRANSACTION');
  try {
    await connection.query(`INSERT INTO ${users} (id, email) VALUES (?, ?)`, [id, `verify-${id}@tenantry.invalid`]);
    const { rows } = await connection.query<{ id: string }>(`SELECT id FROM ${users} WHERE id = ?`, [id]);
    if (rows[0]?.id !== id) throw new AppError('invalid_state', { params: { server: server.name, reason: 'not_read_back' } });
  } catch (error) {
    if (!isRuleOfField(error)) throw error;
  } finally {
    await connection.query('ROLLBACK').catch(() => connection.destroy());
  }
}

/** A custom field wants a value that this row does not have: it came as far as the table's own rules. */
function isRuleOfField(error: unknown): boolean {
  const number = numberOf(error) ?? 0;
  return WITHOUT_VALUE.has(number) && !SYSTEM_COLUMNS.has(columnOf(error));
}

async function staysOut(connection: MysqlConnection, { server }: TenantTarget, name: string): Promise<void> {
  const tried = await connection.query(`SELECT 1 AS found FROM ${qualified(name, 'app_user')} LIMIT 1`).then(() => 'read', numberOf);
  if (tried === 'read') throw new AppError('invalid_state', { params: { server: server.name, reason: 'isolation_broken', schema: name } });
}
