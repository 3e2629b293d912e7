import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import { createServerInputSchema } from '@/lib/model/server';
import { createTenantInputSchema } from '@/lib/model/tenant';
import { RunEngine } from '@/lib/runs';
import { createServer, updateServer } from '@/lib/servers/write-server';
import { createTenant } from '@/lib/tenants/create-tenant';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';
import { provisioningOf } from './provisioning-of';
import { retryProvisioning, rollBackProvisioning } from './request';
import { provisioningRunKinds } from './run-kinds';

const WITHIN_MS = 30_000;
let directory: string;
let server: PostgresServer;
let runtime: TestRuntime;
let engine: RunEngine;
let serverId: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tenantry-faults-'));
  server = await startPostgres({ dataDir: join(directory, 'pg'), databases: ['tenants'], durable: false });
  runtime = await openTestRuntime();
  serverId = await register('main', {});
  engine = new RunEngine({ records: runtime.records, kinds: provisioningRunKinds(runtime), log: runtime.log, pollMs: 50, backoff: { firstMs: 100, maxMs: 300 } });
  engine.start();
});
afterAll(async () => {
  await engine.stop();
  await runtime.dispose();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

async function register(name: string, over: Record<string, unknown>): Promise<string> {
  const { host, port, username, password } = server;
  const input = createServerInputSchema.parse({ name, driver: 'postgres', host, port, database: 'tenants', username, password, ...over });
  return (await createServer(runtime, input)).id;
}

const make = (slug: string, on = serverId) => createTenant(runtime, createTenantInputSchema.parse({ slug, name: slug, database: { serverId: on } }));

async function until(slug: string, reached: (state: Awaited<ReturnType<typeof provisioningOf>>) => boolean) {
  for (const deadline = Date.now() + WITHIN_MS; ; await delay(30)) {
    const state = await provisioningOf(runtime, slug);
    if (reached(state)) return state;
    if (Date.now() > deadline) throw new Error(`not reached: ${JSON.stringify(state)}`);
  }
}

async function sql(text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.dsn('tenants') });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

const errorOf = async (slug: string) => {
  const tenant = await runtime.store.config.tenants.get(slug);
  return tenant && (await runtime.records.machine.database(tenant.id))?.error;
};

describe('provisioning that cannot go on', () => {
  it('leaves a foreign schema alone, says so, and rolls back without touching it', async () => {
    await engine.stop();
    await make('foreign');
    const name = (await runtime.store.config.tenants.get('foreign'))?.database?.name ?? '';
    await sql(`CREATE SCHEMA "${name}"; CREATE TABLE "${name}".precious (n int); INSERT INTO "${name}".precious VALUES (7)`);
    engine.start();
    const state = await until('foreign', ({ status }) => status === 'ERROR');
    expect(state.steps.find((step) => step.status === 'failed')).toMatchObject({ name: 'create_container', error: { code: 'physical_name_taken', transient: false } });
    await rollBackProvisioning(runtime, 'foreign');
    for (const deadline = Date.now() + WITHIN_MS; (await runtime.store.config.tenants.get('foreign'))?.database; await delay(30)) {
      if (Date.now() > deadline) throw new Error('not rolled back');
    }
    expect(await sql(`SELECT n FROM "${name}".precious`)).toEqual([{ n: 7 }]);
  });

  it('shows a wrong password, and goes on once it is put right', async () => {
    const wrong = await register('wrong password', { password: 'not this one' });
    await make('locked-out', wrong);
    await until('locked-out', ({ status }) => status === 'ERROR');
    expect(await errorOf('locked-out')).toMatchObject({ code: 'server_auth_failed', transient: false });
    await updateServer(runtime, { id: wrong, password: server.password }, '*');
    await retryProvisioning(runtime, 'locked-out');
    const state = await until('locked-out', ({ status }) => status === 'READY');
    expect(state.steps.every((step) => step.error === null)).toBe(true);
  });

  it('shows a missing privilege, and goes on once it is granted', async () => {
    await sql(`CREATE ROLE "poor" LOGIN PASSWORD 'poor password'; GRANT CONNECT ON DATABASE tenants TO poor`);
    const poor = await register('poor', { username: 'poor', password: 'poor password' });
    await make('underprivileged', poor);
    await until('underprivileged', ({ status }) => status === 'ERROR');
    expect(await errorOf('underprivileged')).toMatchObject({ code: 'server_privilege_missing', transient: false });
    await sql(`ALTER ROLE "poor" CREATEROLE; GRANT CREATE ON DATABASE tenants TO poor`);
    await retryProvisioning(runtime, 'underprivileged');
    await until('underprivileged', ({ status }) => status === 'READY');
  });

  it('waits for a server that is down, and comes up with it by itself', async () => {
    const other = await startPostgres({ dataDir: join(directory, 'other'), databases: ['tenants'], durable: false });
    const id = await register('stopped', { port: other.port, password: other.password });
    await other.kill();
    await make('patient', id);
    const waiting = await until('patient', ({ nextAttemptAt }) => nextAttemptAt !== null);
    expect(waiting.status).toBe('CREATING');
    expect(await errorOf('patient')).toMatchObject({ code: 'server_unreachable', transient: true });
    const again = await startPostgres({ dataDir: join(directory, 'other'), port: other.port, durable: false });
    try {
      await until('patient', ({ status }) => status === 'READY');
    } finally {
      await again.stop();
    }
  });

  it('rolls back a half-made tenant with nothing left on the server', async () => {
    const poor = await register('half', { username: 'half', password: 'half password' });
    await sql(`CREATE ROLE "half" LOGIN PASSWORD 'half password'; GRANT CREATE, CONNECT ON DATABASE tenants TO half`);
    await make('half-made', poor);
    await until('half-made', ({ status }) => status === 'ERROR');
    const name = (await runtime.store.config.tenants.get('half-made'))?.database?.name ?? '';
    expect(await sql(`SELECT 1 AS there FROM pg_namespace WHERE nspname = '${name}'`)).toEqual([{ there: 1 }]);
    await rollBackProvisioning(runtime, 'half-made');
    for (const deadline = Date.now() + WITHIN_MS; (await runtime.store.config.tenants.get('half-made'))?.database; await delay(30)) {
      if (Date.now() > deadline) throw new Error('not rolled back');
    }
    expect(await sql(`SELECT 1 FROM pg_namespace WHERE nspname = '${name}'`)).toEqual([]);
    expect(await sql(`SELECT 1 FROM pg_roles WHERE rolname LIKE '%half\\_made%'`)).toEqual([]);
    await expect(provisioningOf(runtime, 'half-made')).rejects.toMatchObject({ code: 'tenant_no_database' });
  });

  it('refuses to roll back what is ready', async () => {
    await make('fine');
    await until('fine', ({ status }) => status === 'READY');
    await expect(rollBackProvisioning(runtime, 'fine')).rejects.toMatchObject({ code: 'invalid_state' });
  });
});
