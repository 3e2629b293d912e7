import { reconcileTenants } from '@/lib/provisioning/reconcile';
import type { Runtime } from '@/lib/runtime';
import { orphanServers } from '@/lib/tenants/orphan-servers';
import { startLoop, type Loop } from './loop';

const LEASE_NAME = 'reconcile';
const PAUSE_MS = 5_000;
const KEEP_EVENTS_MS = 24 * 3_600_000;

/** Keeps records and servers at what the files want; one worker at a time. */
export function startReconcileLoop(runtime: Runtime, owner: string): Loop {
  const settleOrphans = orphanServers(runtime);
  return startLoop('reconcile', PAUSE_MS, runtime.log, async () => {
    if (!(await runtime.records.leases.acquire(LEASE_NAME, owner, PAUSE_MS * 4))) return;
    await reconcileTenants(runtime);
    await settleOrphans();
    await runtime.records.events.prune(KEEP_EVENTS_MS);
  });
}
