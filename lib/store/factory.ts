import type { Logger } from '@/lib/log';
import type { ServerConfig } from '@/lib/model/server';
import type { SecretBox } from '@/lib/secrets/secretbox';
import { openConfigStore } from './adapters/fs';
import { MemoryCache } from './cache';
import type { CustomColumnsOf } from './field-columns';
import { StoreManager } from './manager';
import { FirstUse, type AroundMigration } from './migrate';
import type { ConfigWriteListener, DatabaseStatusSource, Store } from './ports';
import { openRegistry, type AdapterMaker } from './registry';
import { Targets } from './targets';

export interface OpenStoreOptions {
  /** Absolute folder of the control plane's files. */
  fsRoot: string;
  globalDb: boolean;
  /** Servers that the environment gives, with their passwords in the clear. */
  managedServers: readonly { config: ServerConfig; password: string }[];
  secretbox: SecretBox;
  status: DatabaseStatusSource;
  /** What repositories read and write of a tenant's fields; none when absent. */
  customColumns?: CustomColumnsOf;
  log: Logger;
  /** Folders below which servers may keep tenants' files; none when absent. */
  fileRoots?: readonly string[];
  /** Adapters besides the product's own. */
  adapters?: readonly AdapterMaker[];
  /** Folder with `<engine>/tenant/*.sql`. */
  migrationsDir: string;
  /** This process's part of each server's `maxConnections`; see `POOL_SHARES`. Default: the web process's. */
  poolShare?: number;
  /** Around what is applied of a tenant's pending migrations at its first use; nothing else is told when absent. */
  aroundMigration?: AroundMigration;
  /** Told of every durable change of a configuration file. */
  onConfigWrite?: ConfigWriteListener;
  /** How often files are looked at for changes by hand. */
  sweepMs?: number;
}

/** Opens the store. Reads files; connects to no database until one is needed. */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { fsRoot, managedServers, log, sweepMs, secretbox, migrationsDir } = options;
  const config = await openConfigStore({
    fsRoot,
    managedServers: managedServers.map((server) => server.config),
    log,
    ...(sweepMs === undefined ? {} : { sweepMs }),
    ...(options.onConfigWrite ? { onWrite: options.onConfigWrite } : {}),
  });
  const passwords = new Map(managedServers.map((server) => [server.config.id, server.password]));
  return new StoreManager({
    config,
    globalDb: options.globalDb,
    registry: openRegistry({ migrationsDir, fileRoots: options.fileRoots ?? [], pools: options.poolShare === undefined ? {} : { share: options.poolShare } }, options.adapters),
    targets: new Targets(config, secretbox, passwords),
    status: options.status,
    customColumns: options.customColumns ?? (() => []),
    secretbox,
    cache: new MemoryCache(),
    firstUse: new FirstUse({ log, ...(options.aroundMigration ? { around: options.aroundMigration } : {}) }),
  });
}
