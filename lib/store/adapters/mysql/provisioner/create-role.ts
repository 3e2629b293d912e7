import { createHash } from 'node:crypto';
import { AppError } from '@/lib/errors';
import type { TenantTarget } from '../../../ports';
import { writeMark, type Mark } from '../../../sql/mark';
import { placeOf, type MysqlAccess } from '../access';
import { findDatabase, LEDGER, ownerOf, readTables, userExists } from '../catalog';
import type { MysqlConnection } from '../connection';
import { numberOf } from '../errors';
import { withTenantLock } from '../locks';
import { account, literal, qualified } from '../names';
import { nameTaken } from './create-container';

const USER_EXISTS = 1396;

/** Written over the ledger's comment: an instant change of the catalogue. */
export async function writeLedgerMark(connection: MysqlConnection, database: string, mark: Mark): Promise<void> {
  await connection.query(`ALTER TABLE ${qualified(database, LEDGER)} COMMENT = ${literal(writeMark(mark))}`);
}

/**
 * The tenant's own login: rows of its tables, and nothing else. A login can carry no mark on every engine, so the
 * database's mark names it, from before it is made until the database is gone.
 */
export async function createRole(access: MysqlAccess, target: TenantTarget): Promise<{ created: boolean }> {
  return access.ddl(target.server, (connection) =>
    withTenantLock(connection, target, async () => {
      const { server, tenantId } = target;
      const { database, role } = placeOf(target);
      const found = await findDatabase(connection, database);
      const mark = found?.mark;
      if (ownerOf(found, tenantId) === 'foreign') throw nameTaken(server, role);
      if (!mark) throw new AppError('invalid_state', { params: { server: server.name, reason: 'tables_missing' } });
      const exists = await userExists(connection, role);
      if (exists && mark.role !== role) throw nameTaken(server, role);
      if (mark.role !== role) await writeLedgerMark(connection, database, { ...mark, role });
      await makeUser(connection, target, exists, mark);
      await grantAccess(connection, database, role);
      return { created: !exists };
    }),
  );
}

async function makeUser(connection: MysqlConnection, target: TenantTarget, exists: boolean, mark: Mark): Promise<void> {
  const { database, role } = placeOf(target);
  const identified = passwordClause(connection, target.password ?? '');
  try {
    await connection.query(`${exists ? 'ALTER' : 'CREATE'} USER ${account(role)} ${identified}`);
  } catch (error) {
    if (exists || numberOf(error) !== USER_EXISTS) throw error;
    // Somebody made one of that name in between: it is not ours to change.
    await writeLedgerMark(connection, database, { ...mark, role: null });
    throw nameTaken(target.server, role);
  }
}

/** Where the engine takes it, the hash: statements may be logged. (MySQL itself blots passwords out of its logs.) */
function passwordClause({ traits }: MysqlConnection, password: string): string {
  if (!traits.takesPasswordHash) return `IDENTIFIED BY ${literal(password)}`;
  const once = createHash('sha1').update(password).digest();
  return `IDENTIFIED BY PASSWORD '*${createHash('sha1').update(once).digest('hex').toUpperCase()}'`;
}

/** Table by table, so that the ledger is read-only for the tenant: a right on the whole database knows no exception. */
export async function grantAccess(connection: MysqlConnection, database: string, role: string): Promise<void> {
  for (const table of (await readTables(connection, database)).keys()) {
    const rights = table === LEDGER ? 'SELECT' : 'SELECT, INSERT, UPDATE, DELETE';
    await connection.query(`GRANT ${rights} ON ${qualified(database, table)} TO ${account(role)}`);
  }
}
