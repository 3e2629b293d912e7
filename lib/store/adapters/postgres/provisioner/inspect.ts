import type { PhysicalState, TenantTarget } from '../../../ports';
import { placeOf, type PgAccess } from '../access';
import { findDatabase, findRole, findSchema, readLedger } from '../catalog';
import { ownership } from '../../../sql/mark';

/** Looks what is there, without changing anything. */
export async function inspect(access: PgAccess, target: TenantTarget): Promise<PhysicalState> {
  const { server, placement, tenantId } = target;
  const place = placeOf(target);
  if (!place.ownLogin) {
    return access.ddl(server, place.database, async (connection) => {
      const container = ownership(await findSchema(connection, place.schema), tenantId);
      const role = ownership(await findRole(connection, place.role), tenantId);
      const ledger = container === 'ours' ? await readLedger(connection, place.schema) : [];
      return { container, role, applied: ledger.map((row) => row.version) };
    });
  }
  const { container, role } = await access.ddl(server, server.maintenanceDatabase, async (connection) => ({
    container: ownership(await findDatabase(connection, placement.name), tenantId),
    role: ownership(await findRole(connection, place.role), tenantId),
  }));
  const ledger = container === 'ours' ? await access.ddl(server, place.database, (connection) => readLedger(connection, place.schema)) : [];
  return { container, role, applied: ledger.map((row) => row.version) };
}
