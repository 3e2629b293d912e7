import { rm } from 'node:fs/promises';
import type { TenantTarget } from '../../../ports';
import { directoryOf, fileOf, whileBusy, type SqliteAccess } from '../access';
import { statement } from '../catalog';
import type { SqliteConnection } from '../connection';
import { codeOf, translateError } from '../errors';
import { besides } from '../names';
import { removeTemporary, sync } from './create-container';
import { ownerOf } from './inspect';

/**
 * How long other processes are waited for: longer than their pools keep an idle connection. Leaving the log's mode
 * needs the file to oneself; whoever held it beyond its end would, on closing, take away the log of the next of its name.
 */
const OTHERS_CLOSE_MS = 45_000;

/** Removes the file that is marked as this tenant's, with what belongs to it, and nothing else. */
export async function drop(access: SqliteAccess, target: TenantTarget): Promise<void> {
  const { server } = target;
  await access.assertAllowed(server);
  const file = fileOf(target);
  try {
    const found = await ownerOf(access, target);
    if (found === 'foreign') return;
    if (found === 'ours') {
      await access.drainFile(target);
      const leaveLog = async (connection: SqliteConnection) => {
        await access.collect();
        return connection.unit([statement('PRAGMA journal_mode = DELETE')], true);
      };
      await access.aside(server, file, (connection) => whileBusy(() => leaveLog(connection), OTHERS_CLOSE_MS));
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
