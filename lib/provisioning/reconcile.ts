import type { Runtime } from '@/lib/runtime';
import { requestProvisioning } from './request';
import { PROVISION_KIND } from './steps';

type Deps = Pick<Runtime, 'store' | 'records' | 'log'>;
const PAGE = 200;

/**
 * Compares what the files want with how far the records are, and asks for what is missing: a tenant
 * written just before a crash, records that were lost, a file that came by git.
 * @returns how many runs were asked for.
 */
export async function reconcileTenants(runtime: Deps): Promise<number> {
  let asked = 0;
  let cursor: string | undefined;
  do {
    const page = await runtime.store.config.tenants.list({ limit: PAGE, cursor });
    const wanted = page.items.filter((tenant) => tenant.database !== null && tenant.status !== 'PENDING_DELETION');
    const states = await runtime.records.machine.databases(wanted.map((tenant) => tenant.id));
    for (const tenant of wanted) {
      const status = states.get(tenant.id)?.status ?? null;
      if (status !== null && status !== 'PENDING' && status !== 'CREATING') continue;
      const latest = await runtime.records.runs.latestFor(tenant.slug, PROVISION_KIND);
      // A live run goes on by itself; a failed one waits for a person, unless records say it never ended.
      if (latest && ['queued', 'running', 'paused', 'cancelled'].includes(latest.status) && status !== null) continue;
      await requestProvisioning(runtime, tenant);
      runtime.log.info({ tenant: tenant.slug, status }, 'provisioning asked for by the reconciler');
      asked += 1;
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return asked;
}
