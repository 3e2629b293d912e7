import type { Runtime } from '@/lib/runtime';
import { pruneActivity } from '@/lib/users/prune-activity';
import { startLoop, type Loop } from './loop';

const LEASE_NAME = 'history';
const PAUSE_MS = 60_000;
/** All tenants are looked at once in so long; a round of 50,000 takes a few hours of passes. */
const ROUND_MS = 86_400_000;
/** Nobody but people reads which changes were copied when: a year of a busy console. */
const CONFIG_CHANGES = { olderThanDays: 365, keep: 200_000, max: 5_000 } as const;

/** Forgets what is kept for a time only: sign-in events in every tenant's data plane, and the history of the configuration's copy. */
export function startHistoryLoop(runtime: Runtime, owner: string): Loop {
  const { records, env, log } = runtime;
  let cursor: string | undefined;
  let notBefore = 0;
  return startLoop('history', PAUSE_MS, log, async (signal) => {
    if (!(await records.leases.acquire(LEASE_NAME, owner, PAUSE_MS * 3))) return;
    if (runtime.configCopy) await records.configCopy.prune(CONFIG_CHANGES);
    if (Date.now() < notBefore) return;
    const pass = await pruneActivity(runtime, env.signInRetentionDays, { cursor, signal });
    cursor = pass.cursor ?? undefined;
    if (cursor === undefined) notBefore = Date.now() + ROUND_MS;
    if (pass.pruned > 0) log.info({ events: pass.pruned, days: env.signInRetentionDays }, 'old sign-in events were forgotten');
  });
}
