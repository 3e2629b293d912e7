import type { Environment } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { isBelow } from '@/lib/store';
import { assertHostAllowed } from './host-deny';

/**
 * Refuses an address that no server may have: a host on the deny list, a folder outside those that the
 * environment allows. What is not given is not checked.
 * @throws AppError `host_denied`, `validation_failed` (`directory`).
 */
export async function assertAddressAllowed(address: { host?: string; directory?: string }, env: Pick<Environment, 'serverHostDeny' | 'sqliteRoots'>): Promise<void> {
  if (address.host) await assertHostAllowed(address.host, env.serverHostDeny);
  if (!address.directory || (await isBelow(address.directory, env.sqliteRoots))) return;
  throw new AppError('validation_failed', { issues: [{ path: 'directory', message: 'directoryOutside', params: { roots: env.sqliteRoots.join(', ') } }] });
}
