import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres } from '@/lib/embedded-postgres';
import { isAppError } from '@/lib/errors';
import { createLogger } from '@/lib/log';
import { serverConfigSchema, type ServerConfig } from '@/lib/model/server';
import { tenantConfigSchema } from '@/lib/model/tenant';
import { createSecretBox } from '@/lib/secrets';
import { openStore, serverPasswordOwner, type Store } from '.';

/** The whole store on real files and a real server: modes, lookups, and no fallback of any kind. */
describe('store', () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof startPostgres>>;
  let store: Store;
  const statuses = new Map<string, string>();
  const secretbox = createSecretBox([randomBytes(32).toString('base64')]);
  const now = new Date().toISOString();
  const serverConfig = (overrides: Partial<ServerConfig> = {}) =>
    serverConfigSchema.parse({
      id: 'embedded',
      driver: 'postgres',
      name: 'embedded',
      host: server.host,
      port: server.port,
      database: 'tenants',
      username: server.username,
      isDefault: true,
      createdAt: now,
      updatedAt: now,
      ...overrides,
    });
  const addTenant = async (slug: string, serverId: string | null = 'embedded') => {
    const id = randomUUID();
    const names = store.adapter('postgres').physicalNames({ id, slug }, 'schema');
    const database = serverId ? { serverId, isolation: 'schema', ...names } : null;
    return store.config.tenants.create(tenantConfigSchema.parse({ id, slug, name: slug, database, createdAt: now, updatedAt: now }));
  };
  const rejectsWith = (promise: Promise<unknown>, code: Parameters<typeof isAppError>[1]) =>
    expect(promise).rejects.toSatisfy((error) => isAppError(error, code));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenantry-store-'));
    server = await startPostgres({ dataDir: join(folder, 'pg'), databases: ['tenants'], durable: false });
    store = await openStore({
      fsRoot: join(folder, 'fs'),
      globalDb: true,
      managedServers: [{ config: serverConfig(), password: server.password }],
      secretbox,
      status: { statusOf: async (id) => statuses.get(id) ?? null },
      log: createLogger('silent', 'test'),
      migrationsDir: join(process.cwd(), 'migrations'),
    });
  });
  afterAll(async () => {
    await store?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('knows its mode, and names the known drivers when asked for another', async () => {
    expect(await store.mode()).toBe('full_db');
    expect(await store.capabilities()).toMatchObject({ users: true, tokens: true, globalSync: true });
    expect(store.drivers()).toEqual([
      { driver: 'postgres', isolations: ['schema', 'database'], defaultIsolation: 'schema' },
      { driver: 'mysql', isolations: ['database'], defaultIsolation: 'database' },
      { driver: 'sqlite', isolations: ['file'], defaultIsolation: 'file' },
    ]);
    expect(() => store.adapter('oracle')).toThrow(expect.objectContaining({ code: 'unknown_driver', params: { driver: 'oracle', known: 'postgres, mysql, sqlite, mongo, noop' } }));
  });

  it('goes from a tenant file to its users, by slug and by id', async () => {
    const tenant = await addTenant('acme');
    const access = await store.forTenant('acme');
    await rejectsWith(access.users.count(), 'tenant_not_ready');
    const target = await store.tenantTarget('acme');
    const { provisioner } = store.adapter('postgres');
    await provisioner.createContainer(target);
    await provisioner.createRole(target);
    await provisioner.migrate(target, 'test');
    await provisioner.verify(target);
    statuses.set(tenant.id, 'READY');
    const user = await access.users.create({ email: 'ada@example.com' });
    expect(await (await store.forTenant(tenant.id)).users.getById(user.id)).toEqual(user);
    expect(store.pools()).toContainEqual(expect.objectContaining({ serverId: 'embedded', database: 'tenants' }));
  });

  it('keeps one access per tenant until its settings change or it is forgotten', async () => {
    const tenant = await addTenant('kept');
    const first = await store.forTenant('kept');
    expect(await store.forTenant(tenant.id)).toBe(first);
    await store.config.tenants.update('kept', '*', (t) => ({ ...t, name: 'Other' }));
    const second = await store.forTenant('kept');
    expect(second).not.toBe(first);
    await store.forget({ tenant: tenant.id });
    expect(await store.forTenant('kept')).not.toBe(second);
  });

  it('has a cache for each tenant, kept through changed settings, and without a data plane', async () => {
    await addTenant('cached', null);
    await (await store.forTenant('cached')).cache.set('k', 'v', 60_000);
    await store.config.tenants.update('cached', '*', (t) => ({ ...t, name: 'Other' }));
    expect(await (await store.forTenant('cached')).cache.get('k')).toBe('v');
    expect(await (await store.forTenant('kept')).cache.get('k')).toBeNull();
  });

  it('answers each lack with its own error', async () => {
    await rejectsWith(store.forTenant('nobody'), 'tenant_not_found');
    await addTenant('bare', null);
    const bare = await store.forTenant('bare');
    expect(bare.hasDb()).toBe(false);
    await rejectsWith(bare.users.count(), 'tenant_no_database');
    await rejectsWith(store.tenantTarget('bare'), 'tenant_no_database');
    await store.config.tenants.update('acme', '*', (t) => ({ ...t, status: 'SUSPENDED' }));
    await rejectsWith((await store.forTenant('acme')).users.count(), 'tenant_suspended');
    await store.config.tenants.update('acme', '*', (t) => ({ ...t, status: 'ACTIVE' }));
    expect(await (await store.forTenant('acme')).users.count()).toBe(1);
  });

  it('opens sealed passwords and uses changed ones without a restart', async () => {
    const id = randomUUID();
    const seal = (password: string) => secretbox.seal(password, serverPasswordOwner(id));
    await store.config.servers.create(serverConfig({ id, name: 'Second', isDefault: false, passwordSealed: seal('wrong') }));
    const tenant = await addTenant('moved', id);
    statuses.set(tenant.id, 'READY');
    await rejectsWith((await store.forTenant('moved')).users.count(), 'server_auth_failed');
    await store.config.servers.update(id, '*', (s) => ({ ...s, passwordSealed: seal(server.password) }));
    await store.forget({ serverId: id });
    expect((await store.serverTarget(id)).password).toBe(server.password);
    const { provisioner } = store.adapter('postgres');
    const target = await store.tenantTarget('moved');
    await provisioner.createContainer(target);
    await provisioner.createRole(target);
    await provisioner.migrate(target, 'test');
    expect(await (await store.forTenant('moved')).users.count()).toBe(0);
  });
});
