import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import { tenantConfigSchema } from '@/lib/model/tenant';
import { runOperation } from '@/lib/operations/pipeline';
import { operations } from '@/lib/operations/registry';
import { RunEngine } from '@/lib/runs';
import { callAs, openTestRuntime, principalOf, testMasterKey, type TestRuntime } from '@/lib/testing/test-runtime';
import { FIRST_USE_ACTION } from './first-use';
import { fleetMigrations } from './fleet-migrations';
import { migrateRunKind } from './migrate-tenant';
import { tenantMigrations } from './tenant-migrations';

/** What an operator sees of migrations that apply themselves: who did it and when, and why they could not. */
describe('migrations at the first use, as recorded', () => {
  let folder: string;
  let server: PostgresServer;
  let variables: Record<string, string>;
  const open: TestRuntime[] = [];
  const runtimeOf = async () => {
    const runtime = await openTestRuntime(variables);
    open.push(runtime);
    return runtime;
  };
  const admin = async (text: string) => {
    const client = new pg.Client({ connectionString: server.dsn('tenants') });
    await client.connect();
    await client.query(text).finally(() => client.end());
  };
  const events = async ({ records }: TestRuntime, tenant: string) =>
    (await records.audit.list({ limit: 10, tenant, action: FIRST_USE_ACTION })).items.map(({ actor, outcome, error, changes }) => ({ actor: actor.id, outcome, error, left: changes.find(({ path }) => path === 'pending')?.after }));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenantry-first-use-'));
    server = await startPostgres({ dataDir: join(folder, 'pg'), databases: ['tenants', 'records'], durable: false });
    variables = { FS_ROOT: join(folder, 'root'), TENANT_DB_DSN: server.dsn('tenants'), GLOBAL_DB_DSN: server.dsn('records'), SECRETBOX_MASTER_KEY: testMasterKey() };
  });
  afterAll(async () => {
    for (const runtime of open) await runtime.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** A ready tenant that lacks the newest migration, and still has its table if `broken`: it cannot be made a second time. */
  const behind = async ({ store, records }: TestRuntime, slug: string, { broken = false } = {}) => {
    const id = randomUUID();
    const at = new Date().toISOString();
    const names = store.adapter('postgres').physicalNames({ id, slug }, 'schema');
    const [managed] = await store.config.servers.list();
    const database = { serverId: managed!.id, isolation: 'schema', ...names };
    await store.config.tenants.create(tenantConfigSchema.parse({ id, slug, name: slug, database, createdAt: at, updatedAt: at }));
    const target = await store.tenantTarget(slug);
    const { provisioner } = store.adapter('postgres');
    await provisioner.createContainer(target);
    await provisioner.createRole(target);
    await provisioner.migrate(target, 'provisioning');
    await provisioner.seed(target);
    await admin(`DELETE FROM "${names.name}"._migrations WHERE version = '0003'; ${broken ? '' : `DROP TABLE "${names.name}".mfa_attempt`}`);
    await records.machine.setDatabase(id, { status: 'READY' });
    return { id, schema: names.name };
  };

  /** Works a run to its end, as the worker does. */
  const worked = async (runtime: TestRuntime, runId: string) => {
    const engine = new RunEngine({ records: runtime.records, kinds: [migrateRunKind(runtime)], log: runtime.log, pollMs: 20, unknownAttempts: 1 });
    engine.start();
    await expect.poll(async () => ['succeeded', 'failed'].includes((await runtime.records.runs.get(runId))?.status ?? ''), { timeout: 30_000 }).toBe(true);
    await engine.stop();
  };

  it('tells who applied what', async () => {
    const runtime = await runtimeOf();
    await behind(runtime, 'acme');
    expect(await tenantMigrations(runtime, 'acme')).toMatchObject({ state: 'pending', policy: 'auto', error: null });
    const { users } = await runtime.store.forTenant('acme');
    expect(await Promise.all(Array.from({ length: 10 }, () => users.count()))).toEqual(Array.from({ length: 10 }, () => 0));
    expect(await events(runtime, 'acme')).toEqual([{ actor: 'web', outcome: 'success', error: null, left: [] }]);
    expect(await tenantMigrations(runtime, 'acme')).toMatchObject({ state: 'upToDate', error: null, pending: [] });
  });

  it('leaves one of the policy `manual` until that is changed', async () => {
    const runtime = await runtimeOf();
    await behind(runtime, 'manual');
    const { store } = runtime;
    const policy = (migrationPolicy: 'auto' | 'manual') => store.config.tenants.update('manual', '*', (tenant) => ({ ...tenant, settings: { ...tenant.settings, migrationPolicy } }));
    await policy('manual');
    expect(await (await store.forTenant('manual')).users.count()).toBe(0);
    expect(await tenantMigrations(runtime, 'manual')).toMatchObject({ state: 'pending', policy: 'manual' });
    expect(await events(runtime, 'manual')).toEqual([]);
    await policy('auto');
    expect(await (await store.forTenant('manual')).users.count()).toBe(0);
    expect(await tenantMigrations(runtime, 'manual')).toMatchObject({ state: 'upToDate', policy: 'auto' });
  });

  it('applies at once what an operator asks for, once at a time, whatever the policy', async () => {
    const runtime = await runtimeOf();
    await behind(runtime, 'by-hand');
    await runtime.store.config.tenants.update('by-hand', '*', (tenant) => ({ ...tenant, settings: { ...tenant.settings, migrationPolicy: 'manual' } }));
    const apply = (slug: string, by = principalOf('operator')) => runOperation(operations.migrations.apply, { slug }, callAs(by), runtime);
    await expect(apply('by-hand', principalOf('viewer'))).rejects.toMatchObject({ code: 'forbidden' });
    const { runId } = await apply('by-hand');
    await expect(apply('by-hand')).rejects.toMatchObject({ code: 'invalid_state', params: { state: 'queued' } });
    await worked(runtime, runId);
    expect(await runtime.records.runs.get(runId)).toMatchObject({ status: 'succeeded', progress: { done: 3, total: 3 } });
    const { state, policy, applied } = await tenantMigrations(runtime, 'by-hand');
    expect([state, policy, applied.at(-1)?.appliedBy]).toEqual(['upToDate', 'manual', 'operator']);
    await expect(apply('by-hand')).rejects.toMatchObject({ code: 'invalid_state', params: { state: 'nothing_pending' } });
  });

  it('tells why one failed that an operator asked for, and applies it when it is mended and tried again', async () => {
    const runtime = await runtimeOf();
    const { schema } = await behind(runtime, 'by-hand-broken', { broken: true });
    await runtime.store.config.tenants.update('by-hand-broken', '*', (tenant) => ({ ...tenant, settings: { ...tenant.settings, migrationPolicy: 'manual' } }));
    const { runId } = await runOperation(operations.migrations.apply, { slug: 'by-hand-broken' }, callAs(principalOf('owner')), runtime);
    await worked(runtime, runId);
    expect(await runtime.records.runs.get(runId)).toMatchObject({ status: 'failed' });
    expect(await tenantMigrations(runtime, 'by-hand-broken')).toMatchObject({ state: 'failed', error: { code: 'internal' }, pending: [{ version: '0003' }] });
    await admin(`DROP TABLE "${schema}".mfa_attempt`);
    await runtime.records.runs.request(runId, 'retry');
    await worked(runtime, runId);
    expect(await tenantMigrations(runtime, 'by-hand-broken')).toMatchObject({ state: 'upToDate', error: null });
    const { applied } = await tenantMigrations(runtime, 'by-hand-broken');
    await admin(`UPDATE "${schema}"._migrations SET checksum = 'x' WHERE version = '${applied[0]?.version ?? ''}'`);
    await expect(runOperation(operations.migrations.apply, { slug: 'by-hand-broken' }, callAs(principalOf('owner')), runtime)).rejects.toMatchObject({ params: { state: 'migrations_differ' } });
  });

  it('serves one whose migration fails, tells why, and forgets it when it is mended', async () => {
    const runtime = await runtimeOf();
    const { schema } = await behind(runtime, 'broken', { broken: true });
    expect(await (await runtime.store.forTenant('broken')).users.count()).toBe(0);
    const seen = await tenantMigrations(runtime, 'broken');
    expect(seen).toMatchObject({ state: 'failed', error: { code: 'internal', params: { reference: expect.any(String) as string } }, pending: [{ version: '0003' }] });
    expect((await fleetMigrations(runtime)).tenants).toMatchObject({ failed: 1 });
    expect(await events(runtime, 'broken')).toEqual([{ actor: 'web', outcome: 'failure', error: 'internal', left: ['0003'] }]);
    await admin(`DROP TABLE "${schema}".mfa_attempt`);
    const later = await runtimeOf();
    expect(await (await later.store.forTenant('broken')).users.count()).toBe(0);
    expect(await tenantMigrations(later, 'broken')).toMatchObject({ state: 'upToDate', error: null });
    expect((await fleetMigrations(later)).tenants).toMatchObject({ failed: 0 });
  });
});
