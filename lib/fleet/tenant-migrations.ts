import type { TenantMigrations } from '@/lib/model/migration';
import type { Runtime } from '@/lib/runtime';
import { compareMigrations } from './compare-migrations';

/** One tenant's ledger against the shipped files. @throws AppError `tenant_not_found`, `tenant_no_database`, and what a connection may throw. */
export async function tenantMigrations({ store, records }: Pick<Runtime, 'store' | 'records'>, slug: string): Promise<TenantMigrations> {
  const target = await store.tenantTarget(slug);
  const adapter = store.adapter(target.server.driver);
  const [shipped, state, config] = await Promise.all([adapter.migrations(), records.machine.database(target.tenantId), store.config.tenants.current(target.tenantId)]);
  const applied = await adapter.ledger(target);
  const { pending, drift, drifted } = compareMigrations(shipped, applied);
  // One that serves with an error is at the version before the migration that failed.
  const error = state?.error ?? null;
  const stalled = state?.status === 'READY' && error !== null && pending.length > 0;
  return { policy: config?.settings.migrationPolicy ?? 'auto', error: stalled ? error : null, state: stateOf(state?.status === 'ERROR' || stalled, drifted, pending.length), applied, pending, drift };
}

function stateOf(failed: boolean, drifted: boolean, pending: number): TenantMigrations['state'] {
  if (failed) return 'failed';
  if (drifted) return 'drifted';
  return pending > 0 ? 'pending' : 'upToDate';
}
