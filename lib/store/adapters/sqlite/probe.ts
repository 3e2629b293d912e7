import { stat, statfs } from 'node:fs/promises';
import type { ServerProbe, ServerTarget } from '../../ports';
import { directoryOf, serverIdOf, type SqliteAccess } from './access';
import { codeOf } from './errors';
import { isWritableFolder, nearestThere } from './nearest';

/** Above this an answer of the file system is called slow. */
const SLOW_MS = 500;
/** Share of the budget of open files above which it is near its limit. */
const NEAR_LIMIT = 0.9;
/** Below this share of free blocks a disk is nearly full. */
const SPACE_LOW = 0.02;

/** Looks at the folder: there, ours to write, with room left. Never throws. */
export async function probe(access: SqliteAccess, target: ServerTarget, deadlineMs: number): Promise<ServerProbe> {
  const startedAt = performance.now();
  const elapsed = () => Math.round((performance.now() - startedAt) * 10) / 10;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), deadlineMs);
  });
  const reason = await Promise.race([look(access, target).catch((error: unknown) => reasonOf(error)), late]);
  clearTimeout(timer);
  const latencyMs = elapsed();
  if (['timeout', 'unreachable', 'auth_failed'].includes(reason)) return { status: 'UNHEALTHY', reason, latencyMs, version: null, connections: null };
  const totals = access.pools.totals().find(({ serverId }) => serverId === serverIdOf(target));
  const ours = totals?.open ?? 0;
  const near = ours > target.maxConnections * NEAR_LIMIT;
  const version = await access.version().catch(() => null);
  const found = reason !== 'ok' ? reason : near ? 'near_limit' : latencyMs > SLOW_MS ? 'slow' : 'ok';
  return { status: found === 'ok' ? 'HEALTHY' : 'DEGRADED', reason: found, latencyMs, version, connections: { used: ours, max: target.maxConnections, ours } };
}

async function look(access: SqliteAccess, target: ServerTarget): Promise<string> {
  const directory = directoryOf(target);
  await access.assertAllowed(target);
  // Where there is none yet, it is made with the first tenant.
  const place = await nearestThere(directory);
  if (!(await stat(place)).isDirectory()) return 'unreachable';
  if (!(await isWritableFolder(place))) return 'read_only';
  const { bavail, blocks } = await statfs(place);
  return bavail < blocks * SPACE_LOW ? 'disk_full' : 'ok';
}

const reasonOf = (error: unknown): string => (codeOf(error) === 'server_privilege_missing' || codeOf(error) === 'EACCES' ? 'auth_failed' : 'unreachable');
