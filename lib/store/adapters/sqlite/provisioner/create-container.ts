import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@/lib/errors';
import type { TenantTarget } from '../../../ports';
import { directoryOf, fileOf, whileBusy, type SqliteAccess } from '../access';
import { markStatements, statement } from '../catalog';
import { codeOf, translateError } from '../errors';
import { besides, temporaryPrefix } from '../names';
import { ownerOf } from './inspect';

/** An unfinished file this old is of a run that died. */
const LEFTOVER_MS = 60 * 60_000;
/** `TNRY`: what `file(1)` and others may know our files by. */
const APPLICATION_ID = 0x544e_5259;

/** Makes the tenant's file, known as its own from its first moment, for our user's eyes only. */
export async function createContainer(access: SqliteAccess, target: TenantTarget): Promise<{ created: boolean }> {
  const { server, placement } = target;
  await access.assertAllowed(server);
  const directory = directoryOf(server);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await removeTemporary(target, LEFTOVER_MS);
    const found = await ownerOf(access, target);
    if (found === 'ours') return { created: false };
    if (found === 'absent' && (await make(access, target))) return { created: true };
    // Another run of ours came first, or somebody who has the name and not the mark.
    if ((await ownerOf(access, target)) === 'ours') return { created: false };
  } catch (error) {
    throw translateError(error, server.name);
  }
  throw new AppError('physical_name_taken', { params: { server: server.name, name: `${placement.name}.db` } });
}

/** Made under another name, and linked to its own when it is whole: of many that do so at once one wins, and none is overwritten. */
async function make(access: SqliteAccess, target: TenantTarget): Promise<boolean> {
  const file = fileOf(target);
  const temporary = join(dirname(file), `${temporaryPrefix(target.tenantId)}${randomUUID()}`);
  try {
    await (await open(temporary, 'wx', 0o600)).close();
    await access.aside(target.server, temporary, async (connection) => {
      // The log comes last and is left empty: what is linked is the file alone.
      const marked = markStatements({ tenantId: target.tenantId, version: null, checksum: null });
      for (const text of [`PRAGMA application_id = ${APPLICATION_ID}`, ...marked, 'PRAGMA journal_mode = WAL', 'PRAGMA wal_checkpoint(TRUNCATE)']) {
        await whileBusy(() => connection.unit([statement(text)], true));
      }
    });
    await sync(temporary);
    await link(temporary, file);
    await sync(dirname(file));
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    for (const path of [temporary, ...besides(temporary)]) await rm(path, { force: true });
  }
}

/** What is written, or named in a folder, survives a loss of power. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes unfinished files of this tenant that are older than `olderThanMs`. */
export async function removeTemporary({ server, tenantId }: TenantTarget, olderThanMs: number): Promise<void> {
  const directory = directoryOf(server);
  for (const name of await readdir(directory)) {
    if (!name.startsWith(temporaryPrefix(tenantId))) continue;
    const path = join(directory, name);
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs >= olderThanMs) await rm(path, { force: true });
  }
}
