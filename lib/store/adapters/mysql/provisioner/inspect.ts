import type { PhysicalState, TenantTarget } from '../../../ports';
import { placeOf, type MysqlAccess } from '../access';
import { findDatabase, ownerOf, readLedger, userExists } from '../catalog';

/** Looks what is there, without changing anything. */
export async function inspect(access: MysqlAccess, target: TenantTarget): Promise<PhysicalState> {
  const { database, role } = placeOf(target);
  return access.ddl(target.server, async (connection) => {
    const found = await findDatabase(connection, database);
    const container = ownerOf(found, target.tenantId);
    const named = container === 'ours' && found?.mark?.role === role;
    const ledger = container === 'ours' ? await readLedger(connection, database) : [];
    return { container, role: (await userExists(connection, role)) ? (named ? 'ours' : 'foreign') : 'absent', applied: ledger.map((row) => row.version) };
  });
}
