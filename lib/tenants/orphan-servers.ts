import { auditingMode, type ModeChangeCause } from '@/lib/audit/audit-mode-change';
import type { Runtime } from '@/lib/runtime';
import { removeOwnServer } from './own-server';

type Deps = Pick<Runtime, 'store' | 'records' | 'log'>;

/**
 * So long a tenant's own server has to be seen unused before it is taken for one that a killed process left behind:
 * far longer than an operation is under way, or than a folder of tenants is away while git exchanges it.
 */
const ORPHANED_MS = 600_000;
const SYSTEM: ModeChangeCause = { principal: { type: 'system', id: 'system', name: 'system' }, door: 'system', ip: null };

/**
 * Finds by looking the servers of tenants' own that their tenants do not live on: a process was killed between
 * registering one and writing its tenant. Nobody else may use such a server, and nothing of ours is on it.
 * While a file is broken nothing is taken for an orphan: the tenant may be in it.
 * @returns one round: removes, audited as the system, those that were orphans in every round for ten minutes; answers how many
 */
export function orphanServers(runtime: Deps): (now?: number) => Promise<number> {
  let seen = new Map<string, number>();
  return async (now = Date.now()) => {
    const orphans = await findOrphans(runtime);
    seen = new Map(orphans.map(({ id }) => [id, seen.get(id) ?? now]));
    const due = orphans.filter(({ id }) => now - (seen.get(id) ?? now) >= ORPHANED_MS);
    for (const { id, name } of due) await remove(runtime, id, name);
    return due.length;
  };
}

async function findOrphans({ store }: Deps): Promise<{ id: string; name: string }[]> {
  const { servers, tenants } = store.config;
  const orphans: { id: string; name: string }[] = [];
  for (const { id, name, privateTo } of await servers.list()) {
    if (privateTo === null) continue;
    const tenant = await tenants.getById(privateTo);
    if (tenant?.database?.serverId !== id) orphans.push({ id, name });
  }
  return orphans.length > 0 && (await store.config.problems()).length > 0 ? [] : orphans;
}

async function remove(runtime: Deps, id: string, name: string): Promise<void> {
  const { audit, events } = runtime.records;
  const intent = await audit.intent({ actor: SYSTEM.principal, door: SYSTEM.door, action: 'servers.delete', target: { type: 'server', id }, changes: [{ path: 'name', before: name, after: null }], ip: null });
  await auditingMode(runtime, SYSTEM, () => removeOwnServer(runtime, id));
  await audit.outcome(intent.id, { success: true });
  await events.publish({ type: 'server', data: { serverId: id } }).catch(() => undefined);
  runtime.log.info({ server: name }, 'a server of a tenant that was never made was removed');
}
