import type { TenantTarget } from '../../../ports';
import { quoteIdentifier } from '../../../sql/quote-identifier';
import { inTransaction, placeOf, type PgAccess } from '../access';
import { findDatabase, findRole, findSchema } from '../catalog';
import type { PgConnection } from '../connection';
import { codeOf } from '../errors';
import { isMarkOf } from '../../../sql/mark';
import { temporaryDatabase } from '../names';
import { lockTenant, withSessionLock } from './create-container';

/** Removes what is marked as this tenant's, and nothing else. */
export async function drop(access: PgAccess, target: TenantTarget): Promise<void> {
  const { server, placement, tenantId } = target;
  const place = placeOf(target);
  if (place.ownLogin) {
    await access.drainDatabase(server, place.database);
    await access.ddl(server, server.maintenanceDatabase, (connection) =>
      withSessionLock(connection, tenantId, async () => {
        await connection.query(`DROP DATABASE IF EXISTS ${quoteIdentifier(temporaryDatabase(tenantId))} WITH (FORCE)`);
        const found = await findDatabase(connection, placement.name);
        if (found && isMarkOf(found.comment, tenantId)) await dropDatabase(connection, quoteIdentifier(placement.name));
        await dropRole(connection, target, place.role);
      }),
    );
    return;
  }
  await access.ddl(server, place.database, (connection) =>
    inTransaction(connection, async () => {
      await lockTenant(connection, tenantId);
      const found = await findSchema(connection, place.schema);
      if (found && isMarkOf(found.comment, tenantId)) await connection.query(`DROP SCHEMA ${quoteIdentifier(place.schema)} CASCADE`);
      await dropRole(connection, target, place.role);
    }),
  );
}

/**
 * Whoever is still connected is sent away. A pooler's own superuser may not be by one who is none: then
 * the server waits five seconds for it to leave by itself, and says that it is in use if it did not.
 */
async function dropDatabase(connection: PgConnection, database: string): Promise<void> {
  try {
    await connection.query(`DROP DATABASE ${database} WITH (FORCE)`);
  } catch (error) {
    if (codeOf(error) !== '42501') throw error;
    await connection.query(`DROP DATABASE ${database}`);
  }
}

async function dropRole(connection: PgConnection, { tenantId }: TenantTarget, name: string): Promise<void> {
  const found = await findRole(connection, name);
  if (found && isMarkOf(found.comment, tenantId)) await connection.query(`DROP ROLE ${quoteIdentifier(name)}`);
}
