import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EnvironmentError } from '@/lib/env';
import type { SecretBox } from './secretbox';

const OWNER = 'system/key-check';
const KNOWN_TEXT = 'tenantry master key';

/** A known text, sealed: what opens it is a key this `FS_ROOT` was made with. */
export function keyCheckValue(box: SecretBox): string {
  return box.seal(KNOWN_TEXT, OWNER);
}

/** Whether the loaded keys open a stored check value. */
export function verifyKeyCheck(box: SecretBox, stored: string): boolean {
  try {
    return box.open(stored.trim(), OWNER) === KNOWN_TEXT;
  } catch {
    return false;
  }
}

/**
 * Compares the loaded keys with `FS_ROOT/keys/check`, which is made when absent (exactly one of
 * several concurrent starters makes it, the others compare).
 *
 * The file stays under its old key after a rotation until {@link renewKeyCheck}: while secrets may
 * still be sealed with that key, a start without it must fail.
 *
 * @throws EnvironmentError naming `SECRETBOX_MASTER_KEY` when no loaded key opens it.
 */
export async function ensureMasterKeyMatches(fsRoot: string, box: SecretBox): Promise<void> {
  const stored = (await readCheck(fsRoot)) ?? (await createCheck(fsRoot, box)) ?? (await readCheck(fsRoot));
  if (stored !== null && verifyKeyCheck(box, stored)) return;
  throw new EnvironmentError([
    {
      variable: 'SECRETBOX_MASTER_KEY',
      reason: `does not open the secrets stored under ${fsRoot}; start with the key they were made with (several, comma separated, are accepted)`,
    },
  ]);
}

/** The last act of re-encrypting everything: from here on the former key may be left out. */
export async function renewKeyCheck(fsRoot: string, box: SecretBox): Promise<void> {
  const { folder, file } = await checkPath(fsRoot);
  const temporary = await writeTemporary(folder, keyCheckValue(box));
  await rename(temporary, file);
  await syncFolder(folder);
}

async function checkPath(fsRoot: string) {
  const folder = join(fsRoot, 'keys');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return { folder, file: join(folder, 'check') };
}

async function readCheck(fsRoot: string): Promise<string | null> {
  try {
    return await readFile(join(fsRoot, 'keys', 'check'), 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Answers null when another process was faster: `link` never replaces, where `rename` would. */
async function createCheck(fsRoot: string, box: SecretBox): Promise<string | null> {
  const { folder, file } = await checkPath(fsRoot);
  const value = keyCheckValue(box);
  const temporary = await writeTemporary(folder, value);
  try {
    await link(temporary, file);
    return value;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return null;
    throw error;
  } finally {
    await rm(temporary, { force: true });
    await syncFolder(folder);
  }
}

async function writeTemporary(folder: string, text: string): Promise<string> {
  const path = join(folder, `.check-${randomBytes(6).toString('hex')}.tmp`);
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(`${text}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return path;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}
