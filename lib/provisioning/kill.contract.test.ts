import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import { RunEngine } from '@/lib/runs';
import { createTenant } from '@/lib/tenants/create-tenant';
import { createTenantInputSchema } from '@/lib/model/tenant';
import { openTestRuntime, testMasterKey, type TestRuntime } from '@/lib/testing/test-runtime';
import { reconcileTenants } from './reconcile';
import { provisioningOf } from './provisioning-of';
import { provisioningRunKinds } from './run-kinds';
import { PROVISION_STEPS } from './steps';

const LEASE_MS = 1_500;
const CONVERGE_MS = 30_000;

let directory: string;
let server: PostgresServer;
let variables: Record<string, string>;
let runtime: TestRuntime;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tenantry-kill-'));
  server = await startPostgres({ dataDir: join(directory, 'pg'), databases: ['records', 'tenants'], durable: false });
  variables = {
    FS_ROOT: join(directory, 'root'),
    GLOBAL_DB_DSN: server.dsn('records'),
    TENANT_DB_DSN: server.dsn('tenants'),
    SECRETBOX_MASTER_KEY: testMasterKey(),
  };
  runtime = await openTestRuntime(variables);
});
afterAll(async () => {
  await runtime.dispose();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

/** Runs a worker of its own until it has killed itself in that step. */
async function killIn(step: string, when: string): Promise<void> {
  const args = ['--import', 'tsx', 'lib/provisioning/testing/dying-worker.ts', '--step', step, '--when', when, '--lease', String(LEASE_MS)];
  const env = { PATH: process.env.PATH, NODE_ENV: 'test', LOG_LEVEL: 'silent', NEXTAUTH_SECRET: 'for tests only', ...variables } as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
  const signal = await new Promise((resolve) => child.once('exit', (_code, by) => resolve(by)));
  expect(signal).toBe('SIGKILL');
}

async function converge(slug: string): Promise<void> {
  const engine = new RunEngine({ records: runtime.records, kinds: provisioningRunKinds(runtime), log: runtime.log, leaseMs: LEASE_MS, pollMs: 50 });
  engine.start();
  try {
    for (const deadline = Date.now() + CONVERGE_MS; ; await delay(50)) {
      const state = await provisioningOf(runtime, slug);
      // The run ends a moment after the last step says that the tenant is ready.
      if (state.status === 'READY' && state.steps.every((step) => step.status === 'done' || step.status === 'skipped')) return;
      if (Date.now() > deadline) throw new Error(`did not converge: ${JSON.stringify(state)}`);
    }
  } finally {
    await engine.stop();
  }
}

/** What there is on the server for a slug, counted by looking. */
async function physical(slug: string) {
  const tenant = await runtime.store.config.tenants.get(slug);
  const place = tenant?.database;
  if (!place) throw new Error('no placement');
  const prefix = `${slug.replaceAll('-', '\\_')}%`;
  const client = new pg.Client({ connectionString: server.dsn(place.isolation === 'database' ? place.name : 'tenants') });
  await client.connect();
  try {
    const count = async (text: string) => Number((await client.query<{ n: string }>(text, [`%${prefix}`])).rows[0]?.n);
    const ledger = place.isolation === 'database' ? '"_migrations"' : `"${place.name}"."_migrations"`;
    const schema = place.isolation === 'database' ? await ledgerSchema(client) : place.name;
    return {
      schemas: await count('SELECT count(*) AS n FROM pg_namespace WHERE nspname LIKE $1'),
      databases: await count('SELECT count(*) AS n FROM pg_database WHERE datname LIKE $1'),
      roles: await count('SELECT count(*) AS n FROM pg_roles WHERE rolname LIKE $1'),
      applied: (await client.query<{ version: string }>(`SELECT version FROM ${place.isolation === 'database' ? `"${schema}"."_migrations"` : ledger}`)).rowCount,
      standardRoles: (await client.query(`SELECT 1 FROM "${schema}"."rbac_role"`)).rowCount,
      users: (await client.query(`SELECT 1 FROM "${schema}"."app_user"`)).rowCount,
    };
  } finally {
    await client.end();
  }
}

async function ledgerSchema(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ nspname: string }>("SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = '_migrations'");
  expect(rows).toHaveLength(1);
  return rows[0]?.nspname ?? '';
}

const moments = [
  ...PROVISION_STEPS.map((step) => ({ step, when: 'after' })),
  ...(process.env.TENANTRY_LONG ? PROVISION_STEPS : (['create_container', 'migrate'] as const)).map((step) => ({ step, when: 'during' })),
];

describe.each(['schema', 'database'] as const)('a worker killed while provisioning (%s isolation)', (isolation) => {
  it.each(moments)('$when $step: the next one converges, with nothing twice and nothing left over', async ({ step, when }) => {
    const slug = `kill-${isolation}-${when}-${step.replaceAll('_', '-')}`;
    await createTenant(runtime, createTenantInputSchema.parse({ slug, name: slug, database: { isolation } }));
    await killIn(step, when);
    await converge(slug);
    expect(await physical(slug)).toEqual({
      schemas: isolation === 'schema' ? 1 : 0,
      databases: isolation === 'database' ? 1 : 0,
      roles: 1,
      applied: (await runtime.store.adapter('postgres').migrations()).length,
      standardRoles: expect.any(Number) as number,
      users: 0,
    });
    const access = await runtime.store.forTenant(slug);
    expect(await access.users.count()).toBe(0);
  });
});

describe('the reconciler', () => {
  it('asks for what was wished for just before a crash', async () => {
    const slug = 'kill-before-run';
    const { tenant } = await createTenant(runtime, createTenantInputSchema.parse({ slug: 'kill-donor', name: 'donor' }));
    await converge('kill-donor');
    const donor = await runtime.store.config.tenants.get(tenant.slug);
    if (!donor?.database) throw new Error('no donor');
    const id = crypto.randomUUID();
    const names = runtime.store.adapter('postgres').physicalNames({ id, slug }, 'schema');
    // As a process that died right after writing the file leaves it: no run, no state.
    await runtime.store.config.tenants.create({ ...donor, id, slug, name: slug, database: { ...donor.database, ...names } });
    expect(await reconcileTenants(runtime)).toBe(1);
    expect(await reconcileTenants(runtime)).toBe(0);
    await converge(slug);
  });
});
