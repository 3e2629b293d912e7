import { AppError } from '@/lib/errors';
import type { ServerTarget, TenantTarget } from '../../../ports';
import { writeMark } from '../../../sql/mark';
import { placeOf, type MysqlAccess } from '../access';
import { findDatabase, LEDGER, ownerOf } from '../catalog';
import type { MysqlConnection } from '../connection';
import { numberOf } from '../errors';
import { withTenantLock } from '../locks';
import { intentDatabase, literal, qualified, quoted } from '../names';

const DATABASE_EXISTS = 1007;
export const nameTaken = (server: ServerTarget, name: string) => new AppError('physical_name_taken', { params: { server: server.name, name } });

/**
 * A database cannot be made and marked in one act, nor renamed. So an empty one that names the tenant is made first, and
 * goes when the mark is there: an empty database of the wanted name beside it is one that we were about to mark.
 */
export async function createContainer(access: MysqlAccess, target: TenantTarget): Promise<{ created: boolean }> {
  return access.ddl(target.server, (connection) =>
    withTenantLock(connection, target, async () => {
      const { server, tenantId } = target;
      const { database } = placeOf(target);
      const intent = intentDatabase(tenantId);
      const found = await findDatabase(connection, database);
      const begun = (await findDatabase(connection, intent)) !== undefined;
      const owner = ownerOf(found, tenantId);
      if (owner === 'foreign' && !(begun && found?.tables === 0)) throw nameTaken(server, database);
      if (owner === 'absent') await createDatabase(connection, target, database, begun);
      if (owner !== 'ours') await createLedger(connection, database, tenantId);
      if (begun || owner === 'absent') await connection.query(`DROP DATABASE IF EXISTS ${quoted(intent)}`);
      return { created: owner !== 'ours' };
    }),
  );
}

async function createDatabase(connection: MysqlConnection, { server, tenantId }: TenantTarget, database: string, begun: boolean): Promise<void> {
  const intent = quoted(intentDatabase(tenantId));
  if (!begun) await connection.query(`CREATE DATABASE ${intent}`);
  try {
    await connection.query(`CREATE DATABASE ${quoted(database)} CHARACTER SET utf8mb4 COLLATE ${connection.traits.exactCollation}`);
  } catch (error) {
    await connection.query(`DROP DATABASE IF EXISTS ${intent}`).catch(() => undefined);
    // Somebody who does not know our lock made one of that name in between.
    if (numberOf(error) === DATABASE_EXISTS) throw nameTaken(server, database);
    throw error;
  }
}

async function createLedger(connection: MysqlConnection, database: string, tenantId: string): Promise<void> {
  await connection.query(`CREATE TABLE ${qualified(database, LEDGER)} (
    version     VARCHAR(16)  NOT NULL PRIMARY KEY,
    name        VARCHAR(200) NOT NULL,
    checksum    CHAR(64)     NOT NULL,
    applied_at  DATETIME(6)  NOT NULL DEFAULT (utc_timestamp(6)),
    duration_ms INT          NOT NULL,
    applied_by  VARCHAR(200) NOT NULL,
    CONSTRAINT migrations_duration_check CHECK (duration_ms >= 0)
  ) ENGINE = InnoDB COMMENT = ${literal(writeMark({ tenantId, version: null, checksum: null }))}`);
}
