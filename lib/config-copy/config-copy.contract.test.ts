import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import { runOperation } from '@/lib/operations/pipeline';
import { operations } from '@/lib/operations/registry';
import { readinessOf } from '@/lib/overview/readiness';
import { openRuntime, type Runtime } from '@/lib/runtime';
import { sampleClient, sampleBranding, sampleImage, sampleScope, sampleServer, sampleTenant } from '@/lib/store/testing/fs-entities';
import { startTcpProxy, type TcpProxy } from '@/lib/store/testing/tcp-proxy';
import { callAs, openTestRuntime, principalOf, testMasterKey, type TestRuntime } from '@/lib/testing/test-runtime';
import { ensureInstallation, installationId } from './installation';

const owner = principalOf('owner');
const masterKey = testMasterKey();
let folder: string;
let server: PostgresServer;
let network: TcpProxy;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenantry-copy-'));
  server = await startPostgres({ dataDir: join(folder, 'pg'), databases: ['one', 'two', 'three', 'history'], durable: false });
  network = await startTcpProxy({ host: '127.0.0.1', port: server.port });
});
afterAll(async () => {
  await network.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

function dsn(database: string): string {
  const through = new URL(server.dsn(database));
  through.port = String(network.port);
  return through.href;
}

async function open(database: string): Promise<TestRuntime & { copy: NonNullable<Runtime['configCopy']> }> {
  const runtime = await openTestRuntime({ GLOBAL_DB_DSN: dsn(database), SECRETBOX_MASTER_KEY: masterKey });
  onTestFinished(() => runtime.dispose());
  if (!runtime.configCopy) throw new Error('no copy');
  return { ...runtime, copy: runtime.configCopy };
}

/** Every configuration file below a root: path, bytes, mode. */
async function filesOf(fsRoot: string): Promise<Record<string, { bytes: string; mode: string }>> {
  const found: Record<string, { bytes: string; mode: string }> = {};
  for (const top of ['admins', 'servers', 'tenants']) {
    for (const entry of await readdir(join(fsRoot, top), { recursive: true, withFileTypes: true }).catch(() => [])) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      found[path.slice(fsRoot.length + 1)] = { bytes: (await readFile(path)).toString('base64'), mode: ((await stat(path)).mode & 0o777).toString(8) };
    }
  }
  return found;
}

async function sql(database: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: server.dsn(database) });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

const diff = (runtime: Runtime) => runOperation(operations.config.diff, {}, callAs(owner), runtime);

describe('the copy in the global database', () => {
  it('follows each write, also those nobody told of, and rebuilds an empty FS_ROOT byte for byte', async () => {
    const runtime = await open('one');
    const { config } = runtime.store;
    await config.tenants.create(sampleTenant('acme'));
    await config.tenants.create(sampleTenant('gone'));
    await config.scopes('acme').create(sampleScope('invoices:read'));
    await config.images('acme').create(sampleImage('0'.repeat(32)));
    await config.branding('acme').change('*', () => [sampleBranding(0, { logo: '0'.repeat(32) }), sampleBranding(1)]);
    await config.clients('acme').create(sampleClient('web', { scopes: ['openid', 'invoices:read'] }));
    await config.servers.create({ ...sampleServer('main'), passwordSealed: runtime.secretbox.seal('hush', 'server/x/password') });
    await runtime.copy.round();
    await config.tenants.update('acme', '*', (tenant) => ({ ...tenant, name: 'Acme & Söhne 🦊' }));
    await config.tenants.remove('gone');
    expect((await runtime.copy.lag()).waiting).toBe(2);
    expect((await diff(runtime)).items).toEqual([{ path: 'tenants/acme/tenant.yaml', kind: 'different' }, { path: 'tenants/gone/tenant.yaml', kind: 'removed' }]);
    await runtime.copy.round();
    expect(await diff(runtime)).toMatchObject({ equal: true, waiting: 0 });
    // As an editor, or a process killed between rename and outbox, leaves it.
    await appendFile(join(runtime.env.fsRoot, 'tenants/acme/tenant.yaml'), '# a remark by hand\n');
    await writeFile(join(runtime.env.fsRoot, 'tenants/acme/logo.bin'), Buffer.from([0, 255, 254, 10, 0]), { mode: 0o600 });
    await mkdir(join(runtime.env.fsRoot, 'tenants/acme/texts'));
    await writeFile(join(runtime.env.fsRoot, 'tenants/acme/texts/en.yaml'), 'é: "\u0085"\r\n', { mode: 0o600 });
    expect(await runtime.copy.round()).toBe(3);
    expect(await diff(runtime)).toMatchObject({ equal: true });
    expect(JSON.stringify(await sql('one', 'SELECT content FROM tenantry.config_file'))).not.toContain('hush');
    expect((await sql('one', "SELECT version FROM tenantry.config_file WHERE path = 'tenants/acme/tenant.yaml'"))[0]).toEqual({ version: '3' });

    const fresh = join(folder, 'restored');
    const env = { ...runtime.env, fsRoot: fresh };
    const alone = await openRuntime(env, 'cli');
    onTestFinished(() => alone.close());
    await expect(runOperation(operations.config.restore, { fromGlobalDb: true }, callAs(owner), runtime)).rejects.toMatchObject({ code: 'invalid_state', params: { state: 'served' } });
    const restored = await runOperation(operations.config.restore, { fromGlobalDb: true }, callAs(owner), alone);
    expect(await filesOf(fresh)).toEqual(await filesOf(runtime.env.fsRoot));
    expect(new Set(Object.values(await filesOf(fresh)).map((file) => file.mode))).toEqual(new Set(['600']));
    expect(await installationId(fresh)).toBe(restored.installation);
    const sealed = (await alone.store.config.servers.list())[0]?.passwordSealed ?? '';
    expect(alone.secretbox.open(sealed, 'server/x/password')).toBe('hush');
    await expect(runOperation(operations.config.restore, { fromGlobalDb: true }, callAs(owner), alone)).rejects.toMatchObject({ code: 'invalid_state', params: { state: 'notEmpty' } });

    // The one it replaced copies nothing any more, and does not start again.
    await config.tenants.create(sampleTenant('late'));
    await expect(runtime.copy.round()).rejects.toMatchObject({ code: 'invalid_state', params: { state: 'foreign' } });
    await expect(ensureInstallation(runtime.records.configCopy, runtime.env.fsRoot)).rejects.toThrow(/GLOBAL_DB_DSN: this database belongs to another FS_ROOT/);
    expect(await alone.configCopy?.differences()).toEqual([]);
  });

  it('is refused to a second FS_ROOT, until that one takes it over', async () => {
    const first = await open('two');
    await first.store.config.tenants.create(sampleTenant('acme'));
    await first.copy.round();
    const second = await openRuntime({ ...first.env, fsRoot: join(folder, 'second') }, 'cli');
    onTestFinished(() => second.close());
    await expect(ensureInstallation(second.records.configCopy, second.env.fsRoot)).rejects.toThrow(/another FS_ROOT \(installation [0-9a-f-]{36}, taken on .*config adopt/);
    await second.store.config.tenants.create(sampleTenant('other'));
    await expect(second.configCopy?.round()).rejects.toMatchObject({ code: 'invalid_state' });
    await runOperation(operations.config.adopt, {}, callAs(owner), second);
    await ensureInstallation(second.records.configCopy, second.env.fsRoot);
    await second.configCopy?.round();
    expect((await sql('two', 'SELECT path FROM tenantry.config_file ORDER BY path')).map((row) => row['path'])).toEqual(['tenants/other/tenant.yaml']);
    expect((await second.records.audit.list({ limit: 5, action: 'config.adopt' })).items[0]).toMatchObject({ outcome: 'success' });
  });

  it('lags while the database is away, catches up in order, and never wins over a file', async () => {
    const runtime = await open('three');
    await runtime.store.config.tenants.create(sampleTenant('acme'));
    await runtime.copy.round();
    await network.set('refuse');
    for (let n = 0; n < 5; n += 1) await runtime.store.config.tenants.update('acme', '*', (tenant) => ({ ...tenant, name: `Name ${n}` }));
    await expect(runtime.copy.round()).rejects.toMatchObject({ code: 'server_unreachable' });
    expect((await readinessOf(async () => runtime)).components['configCopy']).toMatchObject({ status: 'degraded', waiting: 5 });
    const lagging = await runtime.metrics.text();
    expect(lagging).toMatch(/^tenantry_config_copy_waiting 5$/m);
    expect(lagging).toMatch(/^tenantry_config_copy_lag_seconds \d+$/m);
    expect(lagging).toMatch(/^tenantry_records_up 0$/m);
    await network.set('pass');
    await expect.poll(() => runtime.copy.round().catch(() => -1), { timeout: 20_000 }).toBeGreaterThan(4);
    expect(await sql('three', "SELECT count(*)::int AS n, count(DISTINCT sha256)::int AS states FROM tenantry.config_change WHERE path = 'tenants/acme/tenant.yaml'")).toEqual([{ n: 6, states: 6 }]);

    await sql('three', "UPDATE tenantry.config_file SET content = 'tampered', sha256 = 'x'; INSERT INTO tenantry.config_file VALUES ('tenants/ghost/tenant.yaml', 'x', 'utf8', 'x', 1, now())");
    expect((await diff(runtime)).total).toBe(2);
    const restarted = await openRuntime(runtime.env, 'worker');
    onTestFinished(() => restarted.close());
    expect(await restarted.configCopy?.round()).toBe(2);
    expect(await diff(runtime)).toMatchObject({ equal: true });
    expect((await readinessOf(async () => runtime)).components['configCopy']).toMatchObject({ status: 'ok', waiting: 0, detail: expect.stringMatching(/^2 differed at /) });
    expect((await runtime.store.config.tenants.get('acme'))?.name).toBe('Name 4');
    expect(await runtime.metrics.text()).toMatch(/^tenantry_config_copy_waiting 0$/m);
  });

  it('keeps a bounded history of changes: the oldest go first, and not all at once', async () => {
    const runtime = await open('history');
    const { configCopy } = runtime.records;
    await configCopy.adopt('history', 'here');
    const change = (n: number) => ({ id: randomUUID(), path: 'tenants/kept/tenant.yaml', content: `n: ${n}`, encoding: 'utf8' as const, sha256: `${n}`, at: new Date().toISOString() });
    for (let n = 0; n < 20; n += 1) await configCopy.apply('history', [change(n)]);
    const left = async () => (await sql('history', "SELECT sha256 FROM tenantry.config_change WHERE path = 'tenants/kept/tenant.yaml' ORDER BY seq")).map((row) => Number(row['sha256']));
    await sql('history', "DELETE FROM tenantry.config_change WHERE path <> 'tenants/kept/tenant.yaml'");
    expect(await configCopy.prune({ olderThanDays: 30, keep: 100, max: 10 })).toBe(0);
    await sql('history', "UPDATE tenantry.config_change SET copied_at = now() - interval '31 days' WHERE sha256::int < 8");
    expect(await configCopy.prune({ olderThanDays: 30, keep: 100, max: 5 })).toBe(5);
    expect(await configCopy.prune({ olderThanDays: 30, keep: 100, max: 5 })).toBe(3);
    expect(await configCopy.prune({ olderThanDays: 30, keep: 4, max: 100 })).toBe(8);
    expect(await left()).toEqual([16, 17, 18, 19]);
    expect((await configCopy.files(''))[0]?.bytes.toString()).toBe('n: 19');
  });
});

it('without a global database there is nothing to compare', async () => {
  const runtime = await openTestRuntime();
  onTestFinished(() => runtime.dispose());
  await expect(diff(runtime)).rejects.toMatchObject({ code: 'capability_unsupported' });
  expect(Object.keys((await readinessOf(async () => runtime)).components)).not.toContain('configCopy');
});
