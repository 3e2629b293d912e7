import { join } from 'node:path';
import { readdir } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import pLimit from 'p-limit';
import type { Logger } from '@/lib/log';
import type { AdminConfig } from '@/lib/model/admin';
import type { ServerConfig } from '@/lib/model/server';
import type { ConfigProblem, ConfigStore, ConfigWriteListener } from '@/lib/store/ports';
import { adminsFileSchema, createAdmins } from './admins';
import { type Disk, nodeDisk } from './disk';
import { type Writer, makeDirectory, sweepTemporaries } from './durable';
import { toConfigProblem } from './file-state';
import { createFields } from './fields';
import { createListFile } from './list-file';
import { createLocks } from './lock';
import { createOwners } from './owner';
import { createServers, serversFileSchema } from './servers';
import { tenantPaths } from './tenant-files';
import { type TenantIndex, createTenantIndex } from './tenant-index';
import { createTenants } from './tenants';

const SWEEP_MS = 2_000;
/** The sweep may take at most this share of one core's time, however many tenants there are. */
const SWEEP_REST = 9;
const DIRECTORIES_AT_ONCE = 16;

export interface FsConfigOptions {
  /** Absolute. */
  fsRoot: string;
  /** Servers that the environment gives: shown and used, never written. */
  managedServers: ServerConfig[];
  log: Logger;
  onWrite?: ConfigWriteListener;
  /** Rest between two looks at all files; default 2 s. */
  sweepMs?: number;
  /** What writes go through; the file system itself when absent. */
  disk?: Disk;
}

/** Removes what killed writers left; what living ones work on stays. */
async function sweepLeftovers(fsRoot: string, tenantsRoot: string, writer: Writer): Promise<number> {
  const limit = pLimit(DIRECTORIES_AT_ONCE);
  const folders = await readdir(tenantsRoot);
  const fixed = [join(fsRoot, 'servers'), join(fsRoot, 'admins')].map((directory) => sweepTemporaries(directory, writer));
  const tenants = folders.filter((name) => !name.startsWith('.')).map((name) => limit(() => sweepTemporaries(join(tenantsRoot, name), writer)));
  const swept = await Promise.all([sweepTemporaries(tenantsRoot, writer, folders), ...fixed, ...tenants]);
  return swept.reduce((sum, count) => sum + count, 0);
}

/** Looks at all files again and again until stopped; never keeps the process alive. */
function startSweeping(index: TenantIndex, restMs: number, log: Logger): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const round = async () => {
    const began = performance.now();
    try {
      await index.sweep();
    } catch (error) {
      log.error({ err: error }, 'looking at the tenants’ files failed');
    }
    schedule(Math.max(restMs, (performance.now() - began) * SWEEP_REST));
  };
  const schedule = (ms: number) => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = round();
    }, ms);
    timer.unref();
  };
  schedule(restMs);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}

/**
 * Opens the control plane below `fsRoot`: one YAML file per tenant, one for servers, one for
 * admins. Several processes may have it open and write at once.
 */
export async function openConfigStore(options: FsConfigOptions): Promise<ConfigStore & { close(): Promise<void> }> {
  const { fsRoot, log, disk = nodeDisk } = options;
  const paths = tenantPaths(fsRoot);
  for (const directory of [paths.root, join(fsRoot, 'servers'), join(fsRoot, 'admins')]) await makeDirectory(directory, disk);
  const owners = await createOwners();
  const writer = { owners, disk };
  const locks = await createLocks(join(fsRoot, 'run', 'locks'), owners, disk);
  const swept = await sweepLeftovers(fsRoot, paths.root, writer);
  if (swept > 0) log.info({ files: swept }, 'removed what interrupted writes had left');

  const written = options.onWrite ?? (async () => undefined);
  const shared = { locks, writer, log, written };
  const serversFile = createListFile<ServerConfig, 'servers'>({ ...shared, ...listPaths(fsRoot, 'servers'), schema: serversFileSchema, key: 'servers' });
  const adminsFile = createListFile<AdminConfig, 'admins'>({ ...shared, ...listPaths(fsRoot, 'admins'), schema: adminsFileSchema, key: 'admins' });
  const index = createTenantIndex(paths, log);
  await index.sweep();
  const stop = startSweeping(index, options.sweepMs ?? SWEEP_MS, log);

  const fields = createFields({ ...shared, paths, index });

  return {
    tenants: createTenants({ paths, index, locks, writer, written }),
    servers: createServers(serversFile, options.managedServers),
    admins: createAdmins(adminsFile),
    fields: fields.of,
    async problems() {
      const problems: ConfigProblem[] = [];
      for (const file of [serversFile, adminsFile]) {
        const problem = await file.problem();
        if (problem) problems.push(problem);
      }
      for (const entry of index.entries()) {
        if (entry.problem) problems.push(toConfigProblem(paths.file(entry.slug), entry.problem, entry.good !== null));
      }
      problems.push(...(await fields.problems()));
      return problems;
    },
    close: stop,
  };
}

function listPaths(fsRoot: string, name: 'servers' | 'admins'): { path: string; file: string } {
  return { path: join(fsRoot, name, `${name}.yaml`), file: `${name}/${name}.yaml` };
}
