import { rm } from 'node:fs/promises';
import { isAppError } from '@/lib/errors';
import type { TenantTarget } from '../../../ports';
import { directoryOf, fileOf, type SqliteAccess } from '../access';
import { codeOf, translateError } from '../errors';
import { besides } from '../names';
import { removeTemporary, sync } from './create-container';
import { ownerOf } from './inspect';

/** Removes the file that is marked as this tenant's, with what belongs to it, and nothing else. */
export async function drop(access: SqliteAccess, target: TenantTarget): Promise<void> {
  const { server } = target;
  await access.assertAllowed(server);
  const file = fileOf(target);
  try {
    const found = await ownerOf(access, target);
    if (found === 'foreign') return;
    if (found === 'ours') {
      // As its last writer, so that nothing is under way in it.
      await access.transaction(target, 'long', () => Promise.resolve()).catch((error: unknown) => {
        if (!isAppError(error, 'tenant_not_ready')) throw error;
      });
      await access.drainFile(target);
      await rm(file, { force: true });
    }
    // Also what a run left that died between the file and its log.
    for (const path of besides(file)) await rm(path, { force: true });
    await removeTemporary(target, 0);
    await sync(directoryOf(server));
  } catch (error) {
    // Where there is no folder there is no file.
    if (codeOf(error) === 'ENOENT') return;
    throw translateError(error, server.name);
  }
}
