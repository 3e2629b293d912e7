import { AppError } from '@/lib/errors';
import type { ServerTarget, TenantTarget } from '../../../ports';
import { quoteIdentifier, quoteLiteral } from '../../../sql/quote-identifier';
import { inTransaction, placeOf, type PgAccess } from '../access';
import { findDatabase, findSchema } from '../catalog';
import type { PgConnection } from '../connection';
import { codeOf } from '../errors';
import { ownership, writeMark } from '../../../sql/mark';
import { lockKeyOf, temporaryDatabase } from '../names';

const unversioned = (tenantId: string) => quoteLiteral(writeMark({ tenantId, version: null, checksum: null }));

export const nameTaken = (server: ServerTarget, name: string) => new AppError('physical_name_taken', { params: { server: server.name, name } });

/** Waits for the tenant's lock until the end of the transaction. */
export async function lockTenant(connection: PgConnection, tenantId: string): Promise<void> {
  await connection.query('SELECT pg_catalog.pg_advisory_xact_lock($1, $2)', lockKeyOf(tenantId));
}

/** Makes the schema or database, known as this tenant's from its first moment. */
export async function createContainer(access: PgAccess, target: TenantTarget): Promise<{ created: boolean }> {
  const { server, placement, tenantId } = target;
  const place = placeOf(target);
  if (!place.ownLogin) return access.ddl(server, place.database, (connection) => createSchema(connection, target, place.schema));
  const created = await access.ddl(server, server.maintenanceDatabase, (connection) =>
    withSessionLock(connection, tenantId, () => createDatabase(connection, target, placement.name)),
  );
  await access.ddl(server, place.database, (connection) => createSchema(connection, target, place.schema));
  return { created };
}

async function createSchema(connection: PgConnection, { server, tenantId }: TenantTarget, name: string): Promise<{ created: boolean }> {
  const schema = quoteIdentifier(name);
  try {
    return await inTransaction(connection, async () => {
      await lockTenant(connection, tenantId);
      const found = ownership(await findSchema(connection, name), tenantId);
      if (found === 'foreign') throw nameTaken(server, name);
      if (found === 'ours') return { created: false };
      await connection.pipeline([
        `CREATE SCHEMA ${schema}`,
        `COMMENT ON SCHEMA ${schema} IS ${unversioned(tenantId)}`,
        `REVOKE ALL ON SCHEMA ${schema} FROM PUBLIC`,
      ]);
      return { created: true };
    });
  } catch (error) {
    // Somebody who does not know our lock made one of that name in between.
    if (codeOf(error) === '42P06' || codeOf(error) === '23505') throw nameTaken(server, name);
    throw error;
  }
}

/**
 * CREATE DATABASE takes no part in transactions: it is made under a name that says whose it is, marked,
 * and only then renamed. A crash leaves a temporary one, which the next run drops.
 */
async function createDatabase(connection: PgConnection, { server, tenantId }: TenantTarget, name: string): Promise<boolean> {
  const temporary = temporaryDatabase(tenantId);
  const found = ownership(await findDatabase(connection, name), tenantId);
  if (found === 'foreign') throw nameTaken(server, name);
  await connection.query(`DROP DATABASE IF EXISTS ${quoteIdentifier(temporary)} WITH (FORCE)`);
  if (found === 'ours') return false;
  await connection.query(`CREATE DATABASE ${quoteIdentifier(temporary)} TEMPLATE template0`);
  await connection.query(`REVOKE ALL ON DATABASE ${quoteIdentifier(temporary)} FROM PUBLIC`);
  await connection.query(`COMMENT ON DATABASE ${quoteIdentifier(temporary)} IS ${unversioned(tenantId)}`);
  try {
    await connection.query(`ALTER DATABASE ${quoteIdentifier(temporary)} RENAME TO ${quoteIdentifier(name)}`);
  } catch (error) {
    if (codeOf(error) !== '42P04') throw error;
    await connection.query(`DROP DATABASE ${quoteIdentifier(temporary)}`);
    throw nameTaken(server, name);
  }
  return true;
}

/** The tenant's lock across several transactions; it ends with the connection at the latest. */
export async function withSessionLock<T>(connection: PgConnection, tenantId: string, work: () => Promise<T>): Promise<T> {
  const key = lockKeyOf(tenantId);
  await connection.query('SELECT pg_catalog.pg_advisory_lock($1, $2)', key);
  try {
    return await work();
  } finally {
    await connection.query('SELECT pg_catalog.pg_advisory_unlock($1, $2)', key).catch(() => connection.destroy());
  }
}
