import { chmod, mkdir, mkdtemp, readdir, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { createClient } from '@libsql/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapterContract, describeStore, newTenant, provision, tenantContext, type ContractHarness } from '../../contract';
import { sqliteTables } from '../../testing/sqlite-tables';
import type { SqliteConnection } from './connection';
import { Pools } from '../../pools';
import { sqlite } from '.';
import { fileOf, SqliteAccess } from './access';
import { statement } from './catalog';

/** Counting takes so long. */
const SLOW = 'CREATE TABLE slow AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000000) SELECT count(*) AS n FROM c';
const shipped = join(process.cwd(), 'migrations');

/** As another program would: its own connection to the file. */
async function admin(file: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = createClient({ url: pathToFileURL(file).href, timeout: 5_000 });
  try {
    const { rows, columns } = await client.execute(sql);
    return rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
  } finally {
    client.close();
  }
}

function harnessOf(folder: string): ContractHarness {
  return {
    open: ({ share = 1, migrationsDir = shipped, ...limits } = {}) => sqlite.open({ migrationsDir, fileRoots: [join(folder, 'roots')], pools: { share, limits } }),
    server: (overrides = {}) => ({
      id: 'server', name: 'Server', driver: 'sqlite', directory: join(folder, 'roots', 'tenants'), host: '', port: 0, directHost: null, directPort: null,
      database: '', maintenanceDatabase: '', username: '', password: '', tls: { mode: 'disable' }, maxConnections: 40, ...overrides,
    }),
    elsewhere: { fileRoots: [join(folder, 'roots')], slow: SLOW },
    ...sqliteTables(admin, fileOf),
    hostileName: (id) => `we"ird'; DROP --\\ñ😀 %3f?# ${id}`,
    lowPrivilege: () => Promise.resolve({ directory: join(folder, 'elsewhere') }),
    provisioningLogin: () => Promise.resolve({ directory: join(folder, 'roots', 'limited') }),
  };
}

describeStore('sqlite')('sqlite', () => {
  let folder: string;
  let harness: ContractHarness;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenantry-sqlite-'));
    await mkdir(join(folder, 'roots'));
    harness = harnessOf(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  adapterContract(sqlite, () => harness);
  describe('files', () => {
    const accessTo = () => new SqliteAccess(new Pools<SqliteConnection>({ share: 1 }), [join(folder, 'roots')]);
    const made = async (slug: string) => {
      const adapter = harness.open();
      const target = newTenant(adapter, harness.server(), 'file', slug);
      await provision(adapter, target);
      return { adapter, target };
    };

    it('are private, and gone with all that belongs to them', async () => {
      const { adapter, target } = await made('private');
      const file = fileOf(target);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      await adapter.openTenant(target, tenantContext()).users.create({ email: 'a@example.com' });
      await adapter.provisioner.drop(target);
      expect((await readdir(harness.server().directory ?? '')).filter((name) => name.includes(target.tenantId))).toEqual([]);
      await adapter.close();
    });

    it('that are not ours are left alone, whatever they are', async () => {
      const adapter = harness.open();
      const target = newTenant(adapter, harness.server(), 'file', 'foreign');
      await writeFile(fileOf(target), 'this is no database, and long enough to be looked at as if it were one'.repeat(20));
      await expect(adapter.provisioner.createContainer(target)).rejects.toMatchObject({ code: 'physical_name_taken' });
      expect(await adapter.provisioner.inspect(target)).toMatchObject({ container: 'foreign' });
      await adapter.provisioner.drop(target);
      expect((await stat(fileOf(target))).size).toBeGreaterThan(0);
      await adapter.close();
    });

    it('outside of the allowed folders are out of reach, also through a link or a name', async () => {
      const { adapter, target } = await made('kept');
      const outside = { ...target, server: harness.server({ id: 'outside', directory: join(folder, 'elsewhere') }) };
      await expect(adapter.openTenant(outside, tenantContext()).users.count()).rejects.toMatchObject({ code: 'server_privilege_missing' });
      for (const name of ['../x', '.hidden', 'a/b', '']) {
        const odd = { ...target, placement: { ...target.placement, name } };
        await expect(adapter.openTenant(odd, tenantContext()).users.count()).rejects.toMatchObject({ code: 'invalid_state' });
      }
      await adapter.close();
    });

    it('may be written by several processes at once, and no write is lost', async () => {
      const { adapter, target } = await made('shared');
      const other = harness.open();
      const stores = [adapter, other].map((one) => one.openTenant(target, tenantContext()).users);
      await Promise.all(Array.from({ length: 60 }, (_, n) => stores[n % 2]!.create({ email: `both-${n}@example.com` })));
      expect(await stores[0]!.count()).toBe(60);
      await other.close();
      await adapter.close();
    });

    it('that were dropped and made anew are not written to in their old shape', async () => {
      const { adapter, target } = await made('again');
      const other = harness.open();
      const { users } = other.openTenant(target, tenantContext());
      await users.create({ email: 'old@example.com' });
      // The file is not taken from under who holds it: dropping waits until the other lets go.
      let dropped = false;
      const dropping = adapter.provisioner.drop(target).finally(() => (dropped = true));
      expect(await users.count()).toBe(1);
      expect(dropped).toBe(false);
      await other.drain('server');
      await dropping;
      await expect(users.count()).rejects.toMatchObject({ code: 'tenant_not_ready' });
      await provision(adapter, target);
      expect(await users.count()).toBe(0);
      await users.create({ email: 'new@example.com' });
      expect(await adapter.openTenant(target, tenantContext()).users.count()).toBe(1);
      await other.close();
      await adapter.close();
    });

    it('are open within the budget, however many there are', async () => {
      const adapter = harness.open({ share: 0.3, waitMs: 30_000 });
      const server = harness.server({ id: 'narrow', maxConnections: 10 });
      const targets = Array.from({ length: 6 }, (_, n) => newTenant(adapter, server, 'file', `t${n}`));
      for (const target of targets) await provision(adapter, target);
      await Promise.all(Array.from({ length: 60 }, (_, n) => adapter.openTenant(targets[n % 6]!, tenantContext()).users.count()));
      expect(adapter.totals()).toMatchObject([{ serverId: 'narrow', budget: 2 }]);
      expect(adapter.totals()[0]!.open).toBeLessThanOrEqual(2);
      const held = async () => (await Promise.all((await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')))).filter((path) => targets.some((target) => path === fileOf(target))).length;
      expect(await held()).toBeLessThanOrEqual(2);
      await adapter.drain('narrow');
      expect(adapter.totals()[0]!.open).toBe(0);
      expect(await held()).toBe(0);
      await adapter.close();
    });

    it('can be read, and written after the writer is done, while an index is built; the process goes on', async () => {
      const { adapter, target } = await made('indexed');
      await admin(fileOf(target), `INSERT INTO app_user (id, email) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT printf('00000000-0000-4000-8000-%012d', i), 'user' || i || '@example.com' FROM n`);
      const access = accessTo();
      const delay = monitorEventLoopDelay({ resolution: 1 });
      let beats = 0;
      let reads = 0;
      let building = true;
      const startedAt = performance.now();
      delay.enable();
      const built = access
        .transaction(target, 'long', async (connection) => {
          await connection.execute([statement('CREATE INDEX slow_idx ON app_user (hex(email) || hex(id) || hex(email))')]);
        })
        .finally(() => (building = false));
      while (building) {
        beats += 1;
        await access.read(target, [statement('SELECT 1 FROM app_user WHERE id = ?', ['x'])]);
        reads += 1;
      }
      await built;
      delay.disable();
      const tookMs = performance.now() - startedAt;
      // Had the process waited for the index, its longest pause would have been about the whole time.
      expect(delay.max / 1e6).toBeLessThan(tookMs / 2);
      expect([beats, reads].every((count) => count > 10)).toBe(true);
      await access.close();
      await adapter.close();
    });
  });

  describe('connection test and probe', () => {
    const detailsOf = async (directory: string) => {
      const adapter = harness.open();
      const { checks, ok } = await adapter.test(harness.server({ id: null, directory }));
      const probed = await adapter.probe(harness.server({ id: 'probed', directory }), 5_000);
      await adapter.close();
      return { ok, probed, detail: Object.fromEntries(checks.map((check) => [check.name, check.detail])) };
    };

    it('pass for a folder, and for one that can be made; leave nothing behind', async () => {
      const there = join(folder, 'roots', 'there');
      await mkdir(there);
      expect(await detailsOf(there)).toMatchObject({ ok: true, detail: { directory: 'directory_ok', version: 'version_ok', read_write: 'file_read_write', space: 'space_ok' }, probed: { status: 'HEALTHY', reason: 'ok' } });
      expect(await readdir(there)).toEqual([]);
      expect(await detailsOf(join(there, 'new', 'one'))).toMatchObject({ ok: true, detail: { directory: 'directory_new' } });
      expect(await readdir(there)).toEqual([]);
    });

    it('say what is wrong with a folder', async () => {
      expect(await detailsOf(join(folder, 'elsewhere'))).toMatchObject({ ok: false, detail: { directory: 'directory_outside', read_write: 'not_run' }, probed: { status: 'UNHEALTHY', reason: 'auth_failed' } });
      const file = join(folder, 'roots', 'a-file');
      await writeFile(file, '');
      await chmod(file, 0o600);
      expect(await detailsOf(file)).toMatchObject({ ok: false, detail: { directory: 'directory_not_writable' }, probed: { status: 'UNHEALTHY', reason: 'unreachable' } });
    });
  });
});
