import { join } from 'node:path';
import type { Logger } from '@/lib/log';
import type { AdminConfig } from '@/lib/model/admin';
import type { ServerConfig } from '@/lib/model/server';
import type { ConfigProblem, ConfigStore, ConfigWriteListener } from '@/lib/store/ports';
import { adminsFileSchema, createAdmins } from './admins';
import { createBranding, createImages } from './branding';
import { createClients } from './clients';
import { type Disk, nodeDisk } from './disk';
import { makeDirectory } from './durable';
import { toConfigProblem } from './file-state';
import { createFields } from './fields';
import { createListFile } from './list-file';
import { createLocks } from './lock';
import { createOwners } from './owner';
import { createScopes } from './scopes';
import { createServers, serversFileSchema } from './servers';
import { tenantPaths } from './tenant-files';
import { UNSAVED_MIN, startSweeping, sweepLeftovers } from './sweeping';
import { createTenantIndex } from './tenant-index';
import { createTenants } from './tenants';
import { readWarmIndex } from './warm-index';

const SWEEP_MS = 2_000;

export interface FsConfigOptions {
  /** Absolute. */
  fsRoot: string;
  /** Servers that the environment gives: shown and used, never written. */
  managedServers: ServerConfig[];
  log: Logger;
  onWrite?: ConfigWriteListener;
  /** Rest between two looks at all files; default 2 s. */
  sweepMs?: number;
  /** Changes of tenants after which what is known of them is saved for the next start; default 64. */
  unsavedMin?: number;
  /** What writes go through; the file system itself when absent. */
  disk?: Disk;
}

/**
 * Opens the control plane below `fsRoot`: a folder of YAML files per tenant, one file for servers, one for
 * admins. Several processes may have it open and write at once.
 */
export async function openConfigStore(options: FsConfigOptions): Promise<ConfigStore & { close(): Promise<void> }> {
  const { fsRoot, log, disk = nodeDisk } = options;
  const paths = tenantPaths(fsRoot);
  for (const directory of [paths.root, join(fsRoot, 'servers'), join(fsRoot, 'admins')]) await makeDirectory(directory, disk);
  const owners = await createOwners();
  const writer = { owners, disk };
  const locks = await createLocks(join(fsRoot, 'run', 'locks'), owners, disk);
  const run = join(fsRoot, 'run');
  const swept = await sweepLeftovers([join(fsRoot, 'servers'), join(fsRoot, 'admins'), run], paths.root, writer);
  if (swept > 0) log.info({ files: swept }, 'removed what interrupted writes had left');

  const written = options.onWrite ?? (async () => undefined);
  const shared = { locks, writer, log, written };
  const serversFile = createListFile<ServerConfig, 'servers'>({ ...shared, ...listPaths(fsRoot, 'servers'), schema: serversFileSchema, key: 'servers' });
  const adminsFile = createListFile<AdminConfig, 'admins'>({ ...shared, ...listPaths(fsRoot, 'admins'), schema: adminsFileSchema, key: 'admins' });
  const index = createTenantIndex(paths, log);
  const warmPath = join(run, 'tenants.index');
  await index.open(await readWarmIndex(warmPath));
  const stop = startSweeping(index, { restMs: options.sweepMs ?? SWEEP_MS, warmPath, unsavedMin: options.unsavedMin ?? UNSAVED_MIN, writer, log });

  const ofTenants = { ...shared, paths, index };
  const [fields, clients, scopes] = [createFields(ofTenants), createClients(ofTenants), createScopes(ofTenants)];
  const [branding, images] = [createBranding(ofTenants), createImages(ofTenants)];

  return {
    tenants: createTenants({ paths, index, locks, writer, written }),
    servers: createServers(serversFile, options.managedServers),
    admins: createAdmins(adminsFile),
    fields: fields.of,
    clients: clients.of,
    scopes: scopes.of,
    branding: branding.of,
    images: images.of,
    async problems() {
      const problems: ConfigProblem[] = [];
      for (const file of [serversFile, adminsFile]) {
        const problem = await file.problem();
        if (problem) problems.push(problem);
      }
      for (const entry of index.entries()) {
        if (entry.problem) problems.push(toConfigProblem(paths.file(entry.slug), entry.problem, entry.good !== null));
      }
      for (const lists of [fields, clients, scopes, branding, images]) problems.push(...(await lists.problems()));
      return problems;
    },
    close: stop,
  };
}

function listPaths(fsRoot: string, name: 'servers' | 'admins'): { path: string; file: string } {
  return { path: join(fsRoot, name, `${name}.yaml`), file: `${name}/${name}.yaml` };
}
