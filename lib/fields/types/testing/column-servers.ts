import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@/lib/embedded-postgres';
import type { Isolation } from '@/lib/model/common';
import { mysql } from '@/lib/store/adapters/mysql';
import { postgres } from '@/lib/store/adapters/postgres';
import { sqlite } from '@/lib/store/adapters/sqlite';
import type { ServerTarget } from '@/lib/store/ports';
import type { AdapterMaker } from '@/lib/store/registry';
import { MARIADB_DATABASE, mariaDbMissing, startMariaDb } from '@/lib/store/testing/mariadb';

/** An engine whose columns the values of every type are put through. */
export interface ColumnEngine {
  maker: AdapterMaker;
  isolation: Isolation;
  /** Why it cannot be tested here; null where it can. */
  missing: string | null;
  start(): Promise<{ server: ServerTarget; fileRoots: string[]; stop(): Promise<void> }>;
}

const at = (driver: ServerTarget['driver'], where: Partial<ServerTarget>): ServerTarget => ({
  id: 'server', name: 'Server', driver, host: '', port: 0, directHost: null, directPort: null, database: '', maintenanceDatabase: '', username: '', password: '', tls: { mode: 'disable' }, maxConnections: 20, ...where,
});
const folderFor = (name: string): Promise<string> => mkdtemp(join(tmpdir(), `tenantry-types-${name}-`));

export const COLUMN_ENGINES: readonly ColumnEngine[] = [
  {
    maker: postgres,
    isolation: 'schema',
    missing: null,
    async start() {
      const folder = await folderFor('postgres');
      const { host, port, username, password, stop } = await startPostgres({ dataDir: join(folder, 'data'), databases: ['tenants'], durable: false });
      return {
        server: at('postgres', { host, port, username, password, database: 'tenants', maintenanceDatabase: 'postgres' }),
        fileRoots: [],
        stop: () => stop().then(() => rm(folder, { recursive: true, force: true })),
      };
    },
  },
  {
    maker: mysql,
    isolation: 'database',
    missing: mariaDbMissing(),
    async start() {
      const { host, port, username, password, stop } = await startMariaDb();
      return { server: at('mysql', { host, port, username, password, database: MARIADB_DATABASE }), fileRoots: [], stop };
    },
  },
  {
    maker: sqlite,
    isolation: 'file',
    missing: null,
    async start() {
      const folder = await folderFor('sqlite');
      await mkdir(join(folder, 'tenants'));
      return { server: at('sqlite', { directory: join(folder, 'tenants') }), fileRoots: [folder], stop: () => rm(folder, { recursive: true, force: true }) };
    },
  },
];
