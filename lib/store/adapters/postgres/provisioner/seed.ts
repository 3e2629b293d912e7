import type { TenantTarget } from '../../../ports';
import { placeOf, qualified, type PgAccess } from '../access';

/** Roles every tenant starts with. They may be changed afterwards: a second run leaves them as they are. */
const STANDARD_ROLES = [
  { name: 'admin', description: 'May do everything in this tenant', permissions: ['*'] },
  { name: 'member', description: 'An ordinary user', permissions: [] },
];

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
