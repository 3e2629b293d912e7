import type { TenantContext, TenantDatabase } from '../ports';
import type { SqlExecutor } from './executor';
import { SqlUsers } from './users';

/** Every repository of one tenant's data plane, for an engine that speaks SQL. */
export function sqlRepositories(executor: SqlExecutor, { customColumns }: TenantContext): TenantDatabase {
  return { users: new SqlUsers(executor, customColumns) };
}
