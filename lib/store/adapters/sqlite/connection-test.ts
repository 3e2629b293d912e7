import { randomUUID } from 'node:crypto';
import { open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConnectionCheck, ConnectionTest } from '@/lib/model/server';
import { FILE_CHECKS } from '@/lib/model/server-drivers';
import type { CheckDetail } from '../../check-details';
import type { ServerTarget } from '../../ports';
import { directoryOf, whileBusy, type SqliteAccess } from './access';
import { statement } from './catalog';
import { besides } from './names';
import { isWritableFolder, nearestThere } from './nearest';

/** Below this a disk is said to be full, and the rest is not tried. */
const SPACE_LOW_BYTES = 1024 ** 3;
/** Row values, STRICT tables, DROP COLUMN and RETURNING are there since. */
const VERSION_MIN = '3.37.0';

interface Finding {
  ok: boolean;
  detail: CheckDetail;
  params?: Record<string, string | number>;
  skipped?: boolean;
}
interface State {
  target: ServerTarget;
  directory: string;
  /** The nearest folder there is, in which a trial file may be made. */
  place: string;
  version: string | null;
}

type Check = (access: SqliteAccess, state: State) => Promise<Finding>;
const CHECKS: Record<(typeof FILE_CHECKS)[number], Check> = { directory: checkDirectory, version: checkVersion, read_write: checkReadWrite, space: checkSpace };

/** Looks at the folder as a tenant's file will meet it; a trial file is made and removed. */
export async function testConnection(access: SqliteAccess, target: ServerTarget, onCheck?: (check: ConnectionCheck) => void, signal?: AbortSignal): Promise<ConnectionTest> {
  const directory = directoryOf(target);
  const state: State = { target, directory, place: directory, version: null };
  const checks: ConnectionCheck[] = [];
  let blocked = false;
  for (const name of FILE_CHECKS) {
    const startedAt = performance.now();
    const finding: Finding = blocked || signal?.aborted ? { ok: false, skipped: true, detail: 'not_run' } : await CHECKS[name](access, state).catch((): Finding => ({ ok: false, detail: 'check_failed' }));
    if (!finding.ok && name === 'directory') blocked = true;
    const check = { name, ...finding, latencyMs: Math.round((performance.now() - startedAt) * 10) / 10 };
    checks.push(check);
    onCheck?.(check);
  }
  return { ok: checks.every((check) => check.ok), ...(state.version ? { version: state.version } : {}), checks };
}

async function checkDirectory(access: SqliteAccess, state: State): Promise<Finding> {
  const { directory, target } = state;
  const params = { directory };
  access.forgetAllowed();
  if (!(await access.assertAllowed(target).then(() => true, () => false))) return { ok: false, detail: 'directory_outside', params };
  state.place = await nearestThere(directory);
  const writable = await isWritableFolder(state.place);
  if (state.place === directory) return writable ? { ok: true, detail: 'directory_ok', params } : { ok: false, detail: 'directory_not_writable', params };
  return writable ? { ok: true, detail: 'directory_new', params } : { ok: false, detail: 'directory_missing', params: { ...params, parent: state.place } };
}

async function checkVersion(access: SqliteAccess, state: State): Promise<Finding> {
  state.version = await access.version();
  const ok = state.version.localeCompare(VERSION_MIN, 'en', { numeric: true }) >= 0;
  return ok ? { ok, detail: 'version_ok', params: { version: state.version } } : { ok, detail: 'version_too_old', params: { version: state.version, minimum: VERSION_MIN } };
}

async function checkReadWrite(access: SqliteAccess, state: State): Promise<Finding> {
  try {
    const [mode, , , value] = await trial(access, state, ['PRAGMA journal_mode = WAL', 'CREATE TABLE trial (value text)', `INSERT INTO trial VALUES ('x')`, 'SELECT value FROM trial']);
    if (mode !== 'wal') return { ok: false, detail: 'file_no_wal' };
    return value === 'x' ? { ok: true, detail: 'file_read_write' } : { ok: false, detail: 'file_write_failed' };
  } catch {
    return { ok: false, detail: 'file_write_failed' };
  }
}

async function checkSpace(_access: SqliteAccess, { place }: State): Promise<Finding> {
  const { bavail, bsize } = await statfs(place);
  const bytes = bavail * bsize;
  const params = { free: Math.floor((bytes / 1024 ** 3) * 10) / 10 };
  return bytes < SPACE_LOW_BYTES ? { ok: false, detail: 'space_low', params } : { ok: true, detail: 'space_ok', params };
}

/** Runs statements on a file that is gone afterwards; the first value of each answer. */
async function trial(access: SqliteAccess, { target, place }: State, texts: readonly string[]): Promise<unknown[]> {
  const file = join(place, `.test-${randomUUID()}`);
  await (await open(file, 'wx', 0o600)).close();
  try {
    return await access.aside(target, file, async (connection) => {
      const values: unknown[] = [];
      for (const text of texts) values.push((await whileBusy(() => connection.unit([statement(text)], true)))[0]?.rows[0]?.[0]);
      return values;
    });
  } finally {
    for (const path of [file, ...besides(file)]) await rm(path, { force: true });
  }
}
