import { isAppError } from '@/lib/errors';
import type { ServerHealth } from '@/lib/model/server';
import type { Runtime } from '@/lib/runtime';

const UNKNOWN: ServerHealth = { status: 'UNKNOWN', reason: 'never_checked', since: null, latencyMs: null, version: null, connections: null, checkedAt: null };

/** Health of servers as the records have it; UNKNOWN, with the reason, where there is none or they are out of reach. */
export async function lastHealth({ records }: Pick<Runtime, 'records'>, serverIds: readonly string[]): Promise<(serverId: string) => ServerHealth> {
  try {
    const latest = await records.health.latest(serverIds);
    return (id) => latest.get(id) ?? UNKNOWN;
  } catch (error) {
    if (!isAppError(error, 'server_unreachable')) throw error;
    return () => ({ ...UNKNOWN, reason: 'records_unreachable' });
  }
}

/** A server that is switched off is not probed. */
export const INACTIVE: ServerHealth = { ...UNKNOWN, reason: 'inactive' };
