import type { TenantMigrations } from '@/lib/model/migration';
import type { Runtime } from '@/lib/runtime';
import { compareMigrations } from './compare-migrations';

/** One tenant's ledger against the shipped files. @throws AppError `tenant_not_found`, `tenant_no_database`, and what a connection may throw. */
export async function tenantMigrations({ store, records }: Pick<Runtime, 'store' | 'records'>, slug: string): Promise<TenantMigrations> {
  const target = await store.tenantTarget(slug);
  const adapter = store.adapter(target.server.driver);
  const [shipped, state] = await Promise.all([adapter.migrations(), records.machine.database(target.tenantId)]);
  const applied = await adapter.ledger(target);
  const { pending, drift, drifted } = compareMigrations(shipped, applied);
  const failed = state?.status === 'ERROR';
  return { state: failed ? 'failed' : drifted ? 'drifted' : pending.length > 0 ? 'pending' : 'upToDate', applied, pending, drift };
}
