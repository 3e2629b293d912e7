import { isAppError } from '@/lib/errors';
import type { Runtime } from '@/lib/runtime';

/** Tenants looked at in one pass: one statement each, one after another, so that the fleet hardly notices. */
const TENANTS = 200;
/** Events of one tenant in one statement: well under a second of its writer on any engine. */
const BATCH = 5_000;
/** Of one tenant in one pass; what is left waits for the next round. */
const BATCHES = 20;
/** A server that answered so is left alone for the rest of the pass. */
const AWAY = new Set(['server_unreachable', 'pool_exhausted', 'server_auth_failed']);

export interface ActivityPass {
  /** Where the next pass goes on; null: all tenants were looked at. */
  cursor: string | null;
  pruned: number;
}

type Deps = Pick<Runtime, 'store' | 'records' | 'log'>;

/**
 * Forgets sign-in events older than `days` of the next tenants whose data plane is ready. A tenant that cannot be
 * reached keeps its own until the next round.
 */
export async function pruneActivity({ store, records, log }: Deps, days: number, { cursor, signal }: { cursor?: string; signal?: AbortSignal } = {}): Promise<ActivityPass> {
  const page = await store.config.tenants.list({ limit: TENANTS, cursor, status: 'ACTIVE' });
  const states = await records.machine.databases(page.items.map((tenant) => tenant.id));
  const away = new Set<string>();
  let pruned = 0;
  for (const { id, slug, database } of page.items) {
    if (signal?.aborted) break;
    if (database === null || away.has(database.serverId) || states.get(id)?.status !== 'READY') continue;
    try {
      const { activity } = await store.forTenant(slug);
      for (let batch = 0; batch < BATCHES; batch += 1) {
        const gone = await activity.prune(days, BATCH);
        pruned += gone;
        if (gone < BATCH) break;
      }
    } catch (error) {
      if (!isAppError(error)) throw error;
      if (AWAY.has(error.code)) away.add(database.serverId);
      log.warn({ tenant: slug, code: error.code }, 'old sign-in events could not be forgotten yet');
    }
  }
  return { cursor: page.nextCursor, pruned };
}
