import type { AuditEvent } from '@/lib/model/audit';
import type { Runtime } from '@/lib/runtime';

type Deps = Pick<Runtime, 'store' | 'records' | 'log'>;

/** Error of an event whose process ended before the outcome was known, and nothing is left to look at. */
export const INTERRUPTED = 'interrupted';

/**
 * Gives an outcome to intents whose process died: by looking whether what was to be made is there,
 * else as interrupted.
 * @param olderThanMs intents younger than this may still be at work in another process.
 */
export async function settleOpenIntents(runtime: Deps, olderThanMs: number): Promise<number> {
  // An outcome may still wait in the spool.
  await runtime.records.audit.drain();
  const open = await runtime.records.audit.open(olderThanMs);
  for (const event of open) {
    const done = await wasDone(runtime, event);
    await runtime.records.audit.outcome(event.id, done ? { success: true } : { success: false, error: INTERRUPTED });
  }
  if (open.length > 0) runtime.log.info({ settled: open.length }, 'open audit intents settled');
  return open.length;
}

async function wasDone(runtime: Deps, event: AuditEvent): Promise<boolean> {
  switch (event.action) {
    case 'tenants.create':
      return runtime.store.config.tenants.isTaken(event.target.id);
    case 'servers.create':
      return (await runtime.store.config.servers.list()).some((server) => server.name === event.target.id);
    case 'servers.delete':
      return (await runtime.store.config.servers.get(event.target.id)) === null;
    case 'tokens.create':
      return (await runtime.records.tokens.list()).some((token) => token.name === event.target.id && token.createdAt >= event.at);
    default:
      return false;
  }
}
