import type { TenantTarget } from '../../../ports';
import { STANDARD_ROLES } from '@/lib/model/standard-roles';
import { placeOf, type MysqlAccess } from '../access';
import { qualified } from '../names';

export async function seed(access: MysqlAccess, target: TenantTarget): Promise<{ roles: number }> {
  const roles = qualified(placeOf(target).database, 'rbac_role');
  return access.ddl(target.server, async (connection) => {
    for (const { name, description, permissions } of STANDARD_ROLES) {
      await connection.query(`INSERT INTO ${roles} (name, description, permissions, \`system\`) VALUES (?, ?, ?, 1) ON DUPLICATE KEY UPDATE name = name`, [name, description, JSON.stringify(permissions)]);
    }
    const { rows } = await connection.query<{ n: string }>(`SELECT count(*) AS n FROM ${roles}`);
    return { roles: Number(rows[0]?.n ?? 0) };
  });
}
