import { describe, expect, it, onTestFinished } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerConfig } from '@/lib/model/server';
import type { ConfigStore } from '@/lib/store/ports';
import { describeTenantItems } from './tenant-items';
import { sampleAdmin, sampleServer, sampleTenant } from '@/lib/store/testing/fs-entities';

export type OpenedConfigStore = ConfigStore & { close(): Promise<void> };
/** Opens the store under test on a place; opening the same place twice gives two views of the same data. */
export type ConfigStoreFactory = (place: string, managedServers: ServerConfig[]) => Promise<OpenedConfigStore>;

const code = (value: string) => expect.objectContaining({ code: value });

/** Registers what every keeper of the control plane must do. */
export function describeConfigStore(name: string, factory: ConfigStoreFactory): void {
  async function setUp(managed: ServerConfig[] = []) {
    const place = await mkdtemp(join(tmpdir(), 'tenantry-config-'));
    const open = async () => {
      const store = await factory(place, managed);
      onTestFinished(() => store.close());
      return store;
    };
    onTestFinished(() => rm(place, { recursive: true, force: true }));
    return { open, store: await open() };
  }
  describe(`${name}: tenants`, () => describeTenants(setUp));
  describe(`${name}: lists of tenants`, () => describeTenantLists(setUp));
  describe(`${name}: servers`, () => describeServers(setUp));
  describe(`${name}: admins`, () => describeAdmins(setUp));
  describeTenantItems(name, setUp);
}

type SetUp = (managed?: ServerConfig[]) => Promise<{ open: () => Promise<OpenedConfigStore>; store: OpenedConfigStore }>;

function describeTenants(setUp: SetUp): void {
  it('gives back what was created, by slug and by id, also to another view', async () => {
    const { store, open } = await setUp();
    const other = await open();
    const tenant = sampleTenant('acme', { labels: { tier: 'gold' }, displayName: 'Acmé' });
    const made = await store.tenants.create(tenant);
    expect(made).toEqual({ ...tenant, version: made.version });
    for (const view of [store, other]) {
      expect(await view.tenants.get('acme')).toEqual(made);
      expect(await view.tenants.getById(tenant.id)).toEqual(made);
      expect(await view.tenants.isTaken('acme')).toBe(true);
    }
    expect(await store.tenants.get('nobody')).toBeNull();
    expect(await store.tenants.getById('nobody')).toBeNull();
    expect(await store.tenants.isTaken('nobody')).toBe(false);
  });

  it.each(['../servers', '.', '..', 'a/b', 'A', '', 'a\0b'])('answers nothing for the name %j', async (slug) => {
    const { store } = await setUp();
    expect(await store.tenants.get(slug)).toBeNull();
    await store.tenants.remove(slug);
    await expect(store.tenants.update(slug, '*', (t) => t)).rejects.toEqual(code('tenant_not_found'));
  });

  it('lets exactly one of many creators win', async () => {
    const { store, open } = await setUp();
    const other = await open();
    const results = await Promise.allSettled(Array.from({ length: 10 }, (_, i) => (i % 2 ? store : other).tenants.create(sampleTenant('acme', { name: `n${i}` }))));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toEqual(code('slug_taken'));
  });

  it('updates the version it was given, and no other', async () => {
    const { store, open } = await setUp();
    const made = await store.tenants.create(sampleTenant('acme'));
    const changed = await store.tenants.update('acme', made.version, (t) => ({ ...t, name: 'New' }));
    expect(changed.version).not.toBe(made.version);
    await expect(store.tenants.update('acme', made.version, (t) => t)).rejects.toEqual(code('precondition_failed'));
    expect((await store.tenants.update('acme', '*', (t) => t)).version).toBe(changed.version);
    await expect(store.tenants.update('none', '*', (t) => t)).rejects.toEqual(code('tenant_not_found'));
    expect(await (await open()).tenants.get('acme')).toEqual(changed);
  });

  it('refuses what the schema refuses, per field, and changes nothing', async () => {
    const { store } = await setUp();
    const made = await store.tenants.create(sampleTenant('acme'));
    await expect(store.tenants.update('acme', '*', (t) => ({ ...t, name: '' }))).rejects.toMatchObject({ code: 'validation_failed', issues: [{ path: 'name' }] });
    await expect(store.tenants.update('acme', '*', (t) => ({ ...t, slug: 'other' }))).rejects.toEqual(code('validation_failed'));
    expect(await store.tenants.get('acme')).toEqual(made);
  });

  it('loses no update of two views', async () => {
    const { store, open } = await setUp();
    const other = await open();
    await store.tenants.create(sampleTenant('acme'));
    await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? store : other).tenants.update('acme', '*', (t) => ({ ...t, labels: { ...t.labels, [`k${i}`]: '1' } }))));
    expect(Object.keys((await store.tenants.get('acme'))?.labels ?? {})).toHaveLength(20);
  });

  it('removes once, and frees the slug', async () => {
    const { store } = await setUp();
    const made = await store.tenants.create(sampleTenant('acme'));
    await store.tenants.remove('acme');
    await store.tenants.remove('acme');
    expect(await store.tenants.get('acme')).toBeNull();
    expect(await store.tenants.getById(made.id)).toBeNull();
    await store.tenants.create(sampleTenant('acme'));
  });

  it('is not changed by what callers do to its answers', async () => {
    const { store } = await setUp();
    const made = await store.tenants.create(sampleTenant('acme'));
    const found = await store.tenants.get('acme');
    if (found) found.labels.hacked = 'yes';
    expect(await store.tenants.get('acme')).toEqual(made);
  });
}

function describeTenantLists(setUp: SetUp): void {
  const place = { serverId: 's1', isolation: 'schema' as const, name: 'x', role: null, passwordSealed: null };

  it('searches without case and accents, filters, counts', async () => {
    const { store } = await setUp();
    const a = await store.tenants.create(sampleTenant('alpha', { name: 'Peluquería Ñandú' }));
    await store.tenants.create(sampleTenant('beta', { displayName: 'ÉCLAIR', status: 'SUSPENDED', database: place }));
    await store.tenants.create(sampleTenant('gamma'));
    const slugs = async (query: Omit<Parameters<ConfigStore['tenants']['list']>[0], 'limit'>) => (await store.tenants.list({ limit: 10, ...query })).items.map((t) => t.slug);
    expect(await slugs({})).toEqual(['alpha', 'beta', 'gamma']);
    expect(await slugs({ q: 'peluqueria ñan' })).toEqual(['alpha']);
    expect(await slugs({ q: 'eclair' })).toEqual(['beta']);
    expect(await slugs({ q: 'GAM' })).toEqual(['gamma']);
    expect(await slugs({ status: 'SUSPENDED' })).toEqual(['beta']);
    expect(await slugs({ serverId: 's1' })).toEqual(['beta']);
    expect(await slugs({ slugs: ['gamma', 'nobody'] })).toEqual(['gamma']);
    expect(await slugs({ slugs: [] })).toEqual([]);
    expect(await slugs({ ids: new Set([a.id]) })).toEqual(['alpha']);
    expect(await store.tenants.count()).toEqual({ total: 3, byStatus: { ACTIVE: 2, SUSPENDED: 1, PENDING_DELETION: 0 }, byServer: { s1: 1 } });
  });

  it.each(['slug', '-slug', 'name', '-name', 'createdAt', '-updatedAt'])('pages by %s, each row once, though rows come and go', async (sort) => {
    const { store } = await setUp();
    for (let i = 0; i < 12; i += 1) await store.tenants.create(sampleTenant(`t${String(i).padStart(2, '0')}`, { name: `Name ${i % 3}` }));
    const whole = (await store.tenants.list({ limit: 200, sort })).items.map((t) => t.slug);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.tenants.list({ limit: 5, sort, cursor });
      seen.push(...page.items.map((t) => t.slug));
      cursor = page.nextCursor ?? undefined;
      if (seen.length === 5) {
        expect(page.total).toBe(12);
        await store.tenants.remove(seen[4] ?? '');
        await store.tenants.create(sampleTenant('zz', { name: 'Name 1' }));
      }
    } while (cursor);
    expect(seen.filter((slug) => slug !== 'zz')).toEqual(whole);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('refuses unknown orders and cursors that are not its own', async () => {
    const { store } = await setUp();
    for (let i = 0; i < 3; i += 1) await store.tenants.create(sampleTenant(`t${i}`));
    await expect(store.tenants.list({ limit: 5, sort: '__proto__' })).rejects.toEqual(code('validation_failed'));
    await expect(store.tenants.list({ limit: 5, cursor: '!!' })).rejects.toEqual(code('validation_failed'));
    const { nextCursor } = await store.tenants.list({ limit: 1, sort: 'name' });
    await expect(store.tenants.list({ limit: 1, sort: '-name', cursor: nextCursor ?? '' })).rejects.toEqual(code('validation_failed'));
  });
}

function describeServers(setUp: SetUp): void {
  it('keeps one default, in the same write; the environment’s yields', async () => {
    const managed = sampleServer('embedded', { id: 'embedded', isDefault: true });
    const { store, open } = await setUp([managed]);
    expect((await store.servers.get('embedded'))?.isDefault).toBe(true);
    const a = await store.servers.create(sampleServer('a', { isDefault: true }));
    const b = await store.servers.create(sampleServer('b', { isDefault: true, tls: { mode: 'verify-ca', ca: '-----BEGIN\nx\n-----END\n' } }));
    for (const view of [store, await open()]) {
      expect((await view.servers.list()).map((s) => [s.name, s.isDefault])).toEqual([['embedded', false], ['a', false], ['b', true]]);
      expect(await view.servers.get(b.id)).toEqual(b);
    }
    await expect(store.servers.update(a.id, a.version, (s) => s)).rejects.toEqual(code('precondition_failed'));
    await store.servers.update(b.id, b.version, (s) => ({ ...s, isDefault: false }));
    expect((await store.servers.get('embedded'))?.isDefault).toBe(true);
  });

  it('refuses names that are taken, and writes to managed servers', async () => {
    const { store } = await setUp([sampleServer('Embedded', { id: 'embedded' })]);
    const a = await store.servers.create(sampleServer('a'));
    await expect(store.servers.create(sampleServer('A'))).rejects.toEqual(code('conflict'));
    await expect(store.servers.create(sampleServer('embedded'))).rejects.toEqual(code('conflict'));
    await expect(store.servers.update('embedded', '*', (s) => s)).rejects.toEqual(code('invalid_state'));
    await expect(store.servers.remove('embedded', '*')).rejects.toEqual(code('invalid_state'));
    expect([store.servers.isManaged('embedded'), store.servers.isManaged(a.id)]).toEqual([true, false]);
    await expect(store.servers.remove(a.id, 'x')).rejects.toEqual(code('precondition_failed'));
    await store.servers.remove(a.id, a.version);
    expect(await store.servers.get(a.id)).toBeNull();
    await expect(store.servers.remove(a.id, '*')).rejects.toEqual(code('not_found'));
  });

  it('changes one server’s version and leaves the others’', async () => {
    const { store } = await setUp();
    const a = await store.servers.create(sampleServer('a'));
    const b = await store.servers.create(sampleServer('b'));
    await store.servers.update(a.id, a.version, (s) => ({ ...s, region: 'north' }));
    expect((await store.servers.get(b.id))?.version).toBe(b.version);
    expect((await store.servers.get(a.id))?.version).not.toBe(a.version);
  });
}

function describeAdmins(setUp: SetUp): void {
  it('creates, finds by e-mail without case, updates, refuses a taken e-mail', async () => {
    const { store, open } = await setUp();
    const made = await store.admins.create(sampleAdmin('Ana@Example.com', { tenants: ['acme'] }));
    const other = await open();
    expect(await other.admins.getByEmail('ANA@example.COM')).toEqual(made);
    expect(await other.admins.get(made.id)).toEqual(made);
    await expect(store.admins.create(sampleAdmin('ana@example.com'))).rejects.toEqual(code('conflict'));
    const changed = await store.admins.update(made.id, made.version, (a) => ({ ...a, disabled: true }));
    await expect(store.admins.update(made.id, made.version, (a) => a)).rejects.toEqual(code('precondition_failed'));
    await expect(store.admins.update('nobody', '*', (a) => a)).rejects.toEqual(code('not_found'));
    expect(await other.admins.list()).toEqual([changed]);
  });

  it('loses none of many made at once', async () => {
    const { store, open } = await setUp();
    const other = await open();
    await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 2 ? store : other).admins.create(sampleAdmin(`a${i}@example.com`))));
    expect(await store.admins.list()).toHaveLength(12);
  });
}
