import { randomUUID } from 'node:crypto';
import type { TenantTarget } from '../../../ports';
import { STANDARD_ROLES } from '@/lib/model/standard-roles';
import type { SqliteAccess } from '../access';
import { statement } from '../catalog';

export async function seed(access: SqliteAccess, target: TenantTarget): Promise<{ roles: number }> {
  const inserts = STANDARD_ROLES.map(({ name, description, permissions }) =>
    statement('INSERT INTO rbac_role (id, name, description, permissions, system) VALUES (?, ?, ?, ?, 1) ON CONFLICT (name) DO NOTHING', [randomUUID(), name, description, JSON.stringify(permissions)]),
  );
  const answers = await access.write(target, [...inserts, statement('SELECT count(*) FROM rbac_role')]);
  return { roles: Number(answers.at(-1)?.rows[0]?.[0] ?? 0) };
}
