import { isAppError } from '@/lib/errors';
import type { Runtime } from '@/lib/runtime';

/** Chains what was spooled, if the records can be reached; an outage is told by other means. @returns how many entries. */
export async function drainAudit({ records }: Pick<Runtime, 'records'>): Promise<number> {
  if ((await records.audit.waiting()) === 0) return 0;
  try {
    return await records.audit.drain();
  } catch (error) {
    if (isAppError(error, 'server_unreachable')) return 0;
    throw error;
  }
}
