import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import type { Isolation } from '@/lib/model/common';
import { tenantConfigSchema } from '@/lib/model/tenant';
import { tenantPasswordOwner } from '@/lib/store';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';

export interface BenchTenant {
  slug: string;
  /** Database and schema of its tables, its role, and the role's password where it has one. */
  database: string;
  schema: string;
  role: string;
  password: string | null;
}

export interface UsersFixture {
  server: PostgresServer;
  runtime: TestRuntime;
  add(slug: string, isolation: Extract<Isolation, 'schema' | 'database'>): Promise<BenchTenant>;
  dispose(): Promise<void>;
}

/** A Postgres and a runtime of its own, with tenants placed by the product's own provisioner. */
export async function usersFixture(): Promise<UsersFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'tenantry-bench-'));
  const server = await startPostgres({ dataDir: join(folder, 'pg'), databases: ['tenants'] });
  const runtime = await openTestRuntime({ TENANT_DB_DSN: server.dsn('tenants') });
  return {
    server,
    runtime,
    add: (slug, isolation) => addTenant(runtime, slug, isolation),
    dispose: async () => {
      await runtime.dispose();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function addTenant({ store, secretbox, records }: TestRuntime, slug: string, isolation: 'schema' | 'database'): Promise<BenchTenant> {
  const [placed] = await store.config.servers.list();
  if (!placed) throw new Error('the environment gave no server');
  const adapter = store.adapter(placed.driver);
  const id = randomUUID();
  const names = adapter.physicalNames({ id, slug }, isolation);
  const password = isolation === 'database' ? randomUUID() : null;
  const passwordSealed = password && secretbox.seal(password, tenantPasswordOwner(id));
  const now = new Date().toISOString();
  const database = { serverId: placed.id, isolation, ...names, passwordSealed };
  await store.config.tenants.create(tenantConfigSchema.parse({ id, slug, name: slug, database, createdAt: now, updatedAt: now }));
  const target = await store.tenantTarget(slug);
  await adapter.provisioner.createContainer(target);
  await adapter.provisioner.createRole(target);
  await adapter.provisioner.migrate(target, 'bench');
  await records.machine.setDatabase(id, { status: 'READY' });
  const own = isolation === 'database';
  return { slug, database: own || !('database' in placed) ? names.name : placed.database, schema: own ? 'tenant' : names.name, role: names.role ?? '', password };
}
