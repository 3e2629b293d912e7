import { AppError } from '@/lib/errors';
import type { DatabaseStatus } from '@/lib/model/tenant';
import type { Runtime } from '@/lib/runtime';

/**
 * How far a tenant's database is: what the records say; while they are out of reach, what this process
 * saw last; and of a tenant it never saw, by looking at the tenant's own server: the data plane does
 * not go down with the console's records.
 * @throws AppError `server_unreachable` when neither records nor looking can tell.
 */
export async function databaseStatus({ records, store }: Pick<Runtime, 'records' | 'store'>, tenantId: string): Promise<DatabaseStatus | null> {
  const { states, stale } = await records.machine.lastKnown([tenantId]);
  const state = states.get(tenantId);
  if (state || !stale) return state?.status ?? null;
  const target = await store.tenantTarget(tenantId);
  const adapter = store.adapter(target.server.driver);
  const [physical, shipped] = await Promise.all([adapter.provisioner.inspect(target), adapter.migrations()]);
  const whole = physical.container === 'ours' && shipped.every(({ version }) => physical.applied.includes(version));
  if (whole) return 'READY';
  throw new AppError('server_unreachable', { params: { server: 'records' }, retryAfterSeconds: 5 });
}
