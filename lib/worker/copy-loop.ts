import type { ConfigCopy } from '@/lib/config-copy/config-copy';
import { isAppError } from '@/lib/errors';
import type { Runtime } from '@/lib/runtime';
import { startLoop, type Loop } from './loop';

const LEASE_NAME = 'config-copy';
const PAUSE_MS = 1_000;
/** Looking at all files may take at most this share of the worker's time, however many tenants there are. */
const REST = 9;

/** Hands changes of the control plane on to the global database; one worker at a time. An outage is told by `/readyz`. */
export function startCopyLoop(runtime: Pick<Runtime, 'records' | 'log'>, copy: ConfigCopy, owner: string): Loop {
  let notBefore = 0;
  let toldForeign = false;
  return startLoop('config copy', PAUSE_MS, runtime.log, async () => {
    if (Date.now() < notBefore) return;
    const began = Date.now();
    try {
      if (await runtime.records.leases.acquire(LEASE_NAME, owner, PAUSE_MS * 60)) await copy.round();
      toldForeign = false;
    } catch (error) {
      if (isAppError(error, 'server_unreachable')) return;
      if (!isAppError(error, 'invalid_state')) throw error;
      if (!toldForeign) runtime.log.error('the global database belongs to another FS_ROOT by now: nothing more is copied there');
      toldForeign = true;
    } finally {
      notBefore = Date.now() + (Date.now() - began) * REST;
    }
  });
}
