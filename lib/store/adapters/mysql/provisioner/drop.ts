import type { TenantTarget } from '../../../ports';
import { placeOf, type MysqlAccess } from '../access';
import { findDatabase, ownerOf } from '../catalog';
import { withTenantLock } from '../locks';
import { account, intentDatabase, quoted } from '../names';

/** Removes what is marked as this tenant's, and nothing else. The login goes first: the database's mark tells whose it is. */
export async function drop(access: MysqlAccess, target: TenantTarget): Promise<void> {
  const { server, tenantId } = target;
  const { database, role } = placeOf(target);
  await access.drainDatabase(server, database);
  await access.ddl(server, (connection) =>
    withTenantLock(connection, target, async () => {
      const found = await findDatabase(connection, database);
      const begun = (await findDatabase(connection, intentDatabase(tenantId))) !== undefined;
      if (ownerOf(found, tenantId) === 'ours') {
        if (found?.mark?.role === role) await connection.query(`DROP USER IF EXISTS ${account(role)}`);
        await connection.query(`DROP DATABASE IF EXISTS ${quoted(database)}`);
      } else if (begun && found?.tables === 0) {
        await connection.query(`DROP DATABASE IF EXISTS ${quoted(database)}`);
      }
      if (begun) await connection.query(`DROP DATABASE IF EXISTS ${quoted(intentDatabase(tenantId))}`);
    }),
  );
}
