import type { TenantTarget } from '../../../ports';
import { quoteIdentifier, quoteLiteral } from '../../../sql/quote-identifier';
import { inTransaction, placeOf, qualified, type PgAccess } from '../access';
import { findRole, versionNumber } from '../catalog';
import type { PgConnection } from '../connection';
import { ownership, writeMark } from '../../../sql/mark';
import { scramVerifier } from '../scram';
import { lockTenant, nameTaken } from './create-container';

/** From 16 on, membership says separately whether one may become the role and whether one has its rights. */
const GRANT_OPTIONS_SINCE = 160_000;

/** The tenant's own role: may use its schema and the rows of its tables, owns nothing, reaches nothing else. */
export async function createRole(access: PgAccess, target: TenantTarget): Promise<{ created: boolean }> {
  const { server } = target;
  const place = placeOf(target);
  const created = await access.ddl(server, place.ownLogin ? server.maintenanceDatabase : place.database, (connection) =>
    inTransaction(connection, () => makeRole(connection, target)),
  );
  await access.ddl(server, place.database, (connection) =>
    inTransaction(connection, async () => {
      await lockTenant(connection, target.tenantId);
      await grantAccess(connection, place.schema, place.role);
    }),
  );
  return { created };
}

async function makeRole(connection: PgConnection, target: TenantTarget): Promise<boolean> {
  const { server, tenantId, placement } = target;
  const { role: name, ownLogin } = placeOf(target);
  await lockTenant(connection, tenantId);
  const found = ownership(await findRole(connection, name), tenantId);
  if (found === 'foreign') throw nameTaken(server, name);
  const role = quoteIdentifier(name);
  const attributes = ownLogin ? `LOGIN PASSWORD ${quoteLiteral(scramVerifier(target.password ?? ''))}` : 'NOLOGIN';
  const options = (await versionNumber(connection)) >= GRANT_OPTIONS_SINCE ? ` WITH INHERIT ${ownLogin ? 'TRUE' : 'FALSE'}, SET TRUE` : '';
  await connection.pipeline([
    `${found === 'absent' ? 'CREATE' : 'ALTER'} ROLE ${role} ${attributes}`,
    `COMMENT ON ROLE ${role} IS ${quoteLiteral(writeMark({ tenantId, version: null, checksum: null }))}`,
    `GRANT ${role} TO CURRENT_USER${options}`,
    ...(ownLogin ? [`GRANT CONNECT ON DATABASE ${quoteIdentifier(placement.name)} TO ${role}`] : []),
  ]);
  return found === 'absent';
}

/** Rights on what is there and on what migrations will add. The ledger is read-only for the tenant. */
export async function grantAccess(connection: PgConnection, schemaName: string, roleName: string): Promise<void> {
  const schema = quoteIdentifier(schemaName);
  const role = quoteIdentifier(roleName);
  const rows = 'SELECT, INSERT, UPDATE, DELETE';
  const { rows: ledger } = await connection.query(
    `SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = $1 AND tablename = '_migrations'`,
    [schemaName],
  );
  await connection.pipeline([
    `GRANT USAGE ON SCHEMA ${schema} TO ${role}`,
    `ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT ${rows} ON TABLES TO ${role}`,
    `ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT USAGE ON SEQUENCES TO ${role}`,
    `GRANT ${rows} ON ALL TABLES IN SCHEMA ${schema} TO ${role}`,
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role}`,
    ...(ledger.length > 0 ? [`REVOKE INSERT, UPDATE, DELETE ON ${qualified(schemaName, '_migrations')} FROM ${role}`] : []),
  ]);
}
