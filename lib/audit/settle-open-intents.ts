import type { AuditEvent } from '@/lib/model/audit';
import type { Runtime } from '@/lib/runtime';
import { isInDataPlane } from './find-target';
import { look, type Seen } from './look';

type Deps = Pick<Runtime, 'store' | 'records' | 'log'>;

/** Error of an event whose process ended before it wrote the outcome, and that was found not done, or that cannot be told. */
export const INTERRUPTED = 'interrupted';
/** What could not be reached for so long is not waited for any more. */
const LOOKED_FOR_MS = 86_400_000;

/**
 * Gives an outcome to intents whose process died, by looking at what there is: done, not done, or `unknown` where that
 * cannot tell. One whose tenant's server does not answer stays open for a day.
 * @param olderThanMs intents younger than this may still be at work in another process.
 * @param how `dataPlane: false` leaves those open that a tenant's own database tells of: what starts does not wait for it.
 */
export async function settleOpenIntents(runtime: Deps, olderThanMs: number, { dataPlane = true }: { dataPlane?: boolean } = {}): Promise<number> {
  // An outcome may still wait in the spool.
  await runtime.records.audit.drain();
  const silent = new Set<string>();
  let settled = 0;
  for (const event of await runtime.records.audit.open(olderThanMs)) {
    if (!dataPlane && isInDataPlane(event)) continue;
    const seen = await seenOf(runtime, event, silent);
    if (seen === 'later') continue;
    await runtime.records.audit.outcome(event.id, seen === true ? { success: true } : { success: seen, error: INTERRUPTED });
    settled += 1;
  }
  if (settled > 0) runtime.log.info({ settled }, 'open audit intents settled');
  return settled;
}

/** @param silent tenants that did not answer this time: one wait for each is enough */
async function seenOf(runtime: Deps, event: AuditEvent, silent: Set<string>): Promise<Seen | 'later'> {
  const tenant = isInDataPlane(event) ? (event.target.tenant ?? '') : null;
  try {
    if (tenant === null || !silent.has(tenant)) return await look(runtime, event);
  } catch (error) {
    runtime.log.warn({ err: error, action: event.action }, 'an open audit intent could not be looked at');
    if (tenant !== null) silent.add(tenant);
  }
  return Date.now() - Date.parse(event.at) > LOOKED_FOR_MS ? null : 'later';
}
