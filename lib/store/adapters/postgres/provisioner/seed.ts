import type { TenantTarget } from '../../../ports';
import { STANDARD_ROLES } from '@/lib/model/standard-roles';
import { placeOf, qualified, type PgAccess } from '../access';

export async function seed(access: PgAccess, target: TenantTarget): Promise<{ roles: number }> {
  const { database, schema } = placeOf(target);
  return access.ddl(target.server, database, async (connection) => {
    await connection.transaction(
      STANDARD_ROLES.map(({ name, description, permissions }) => ({
        text: `INSERT INTO ${qualified(schema, 'rbac_role')} (name, description, permissions, system) VALUES ($1, $2, $3, true)
               ON CONFLICT (name) DO NOTHING`,
        values: [name, description, permissions],
      })),
    );
    const { rows } = await connection.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${qualified(schema, 'rbac_role')}`);
    return { roles: rows[0]?.n ?? 0 };
  });
}
