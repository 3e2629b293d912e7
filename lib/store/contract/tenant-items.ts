import { describe, expect, it } from 'vitest';
import type { ConfigStore, TenantItems, Versioned } from '@/lib/store/ports';
import { sampleClient, sampleScope, sampleTenant } from '@/lib/store/testing/fs-entities';

type Store = ConfigStore & { close(): Promise<void> };
type SetUp = () => Promise<{ open: () => Promise<Store>; store: Store }>;

const code = (value: string) => expect.objectContaining({ code: value });

/** Items that each tenant has in a list of its own: clients and scopes. */
export function describeTenantItems(name: string, setUp: SetUp): void {
  describe(`${name}: clients`, () => describeItems(setUp, { of: (store, slug) => store.clients(slug), make: (id, text) => sampleClient(id, { name: text, redirectUris: [`https://${id}.example/cb`, 'https://other.example/?a=b'] }), idOf: (client) => client.clientId, edit: (client, text) => ({ ...client, name: text }) }));
  describe(`${name}: scopes`, () => describeItems(setUp, { of: (store, slug) => store.scopes(slug), make: (id, text) => sampleScope(id, { description: text, claims: ['email', 'dept'], dependsOn: 'openid' }), idOf: (scope) => scope.name, edit: (scope, text) => ({ ...scope, description: text }) }));
}

interface Kind<T> {
  of(store: ConfigStore, slug: string): TenantItems<T>;
  make(id: string, text: string): T;
  idOf(item: T): string;
  edit(item: T, text: string): T;
}

function describeItems<T extends object>(setUp: SetUp, { of, make, idOf, edit }: Kind<T>): void {
  async function ready() {
    const opened = await setUp();
    await opened.store.tenants.create(sampleTenant('acme'));
    const other = await opened.open();
    return { ...opened, other, items: of(opened.store, 'acme'), theirs: of(other, 'acme') };
  }
  const version = (item: Versioned<T> | null) => item?.version ?? '';

  it('gives back what was made, to another view too, and to no other tenant', async () => {
    const { store, items, theirs } = await ready();
    await store.tenants.create(sampleTenant('beta'));
    const made = await items.create(make('one-item', 'Ñandú: 007'));
    expect(made).toEqual({ ...make('one-item', 'Ñandú: 007'), version: version(made) });
    for (const view of [items, theirs]) {
      expect(await view.get('one-item')).toEqual(made);
      expect(await view.list()).toEqual([made]);
      expect((await view.current()).map(idOf)).toEqual(['one-item']);
    }
    expect(await items.get('two-item')).toBeNull();
    expect(await of(store, 'beta').list()).toEqual([]);
    await expect(items.create(make('one-item', 'again'))).rejects.toEqual(code('conflict'));
  });

  it('knows no tenant that is not there', async () => {
    const { store } = await ready();
    for (const slug of ['nobody', '../acme', 'a/b', '']) {
      await expect(of(store, slug).list()).rejects.toEqual(code('tenant_not_found'));
      await expect(of(store, slug).create(make('one-item', 'x'))).rejects.toEqual(code('tenant_not_found'));
      expect(await of(store, slug).current()).toEqual([]);
    }
  });

  it('changes and removes the version it was given, one item alone', async () => {
    const { items, theirs } = await ready();
    const [a, b] = [await items.create(make('one-item', 'a')), await items.create(make('two-item', 'b'))];
    const { before, after } = await items.update('one-item', version(a), (item) => edit(item, 'new'));
    expect(before).toEqual(a);
    expect(after).toEqual({ ...make('one-item', 'new'), version: after.version });
    await expect(theirs.update('one-item', version(a), (item) => item)).rejects.toEqual(code('precondition_failed'));
    await expect(theirs.remove('one-item', version(a))).rejects.toEqual(code('precondition_failed'));
    expect(version(await theirs.get('two-item'))).toBe(version(b));
    await expect(items.update('no-item', '*', (item) => item)).rejects.toEqual(code('not_found'));
    expect(await theirs.remove('one-item', after.version)).toEqual(after);
    await expect(items.remove('one-item', '*')).rejects.toEqual(code('not_found'));
    expect((await items.list()).map(idOf)).toEqual(['two-item']);
  });

  it('writes nothing that a guard, a change or the schema refuses', async () => {
    const { items } = await ready();
    const a = await items.create(make('one-item', 'a'));
    const refuse = async () => Promise.reject(new Error('no'));
    await expect(items.create(make('two-item', 'b'), refuse)).rejects.toThrow('no');
    await expect(items.update('one-item', '*', async () => refuse())).rejects.toThrow('no');
    await expect(items.remove('one-item', '*', refuse)).rejects.toThrow('no');
    await expect(items.update('one-item', '*', () => make('three-item', 'c'))).rejects.toEqual(code('validation_failed'));
    await expect(items.update('one-item', '*', (item) => edit(item, 'x'.repeat(600)))).rejects.toEqual(code('validation_failed'));
    expect(await items.list()).toEqual([a]);
  });

  it('loses none of many made and changed at once by two views', async () => {
    const { items, theirs } = await ready();
    await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 ? items : theirs).create(make(`item-${i}`, 'x'))));
    await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 ? theirs : items).update(`item-${i}`, '*', (item) => edit(item, `text ${i}`))));
    expect((await theirs.list()).map((item) => edit(item, ''))).toHaveLength(10);
    expect(await items.list()).toEqual(await theirs.list());
  });

  it('is not changed by what callers do to its answers, and goes with its tenant', async () => {
    const { store, items } = await ready();
    const made = await items.create(make('one-item', 'a'));
    Object.assign((await items.get('one-item')) ?? {}, { createdAt: 'never' });
    expect(await items.get('one-item')).toEqual(made);
    await store.tenants.remove('acme');
    await store.tenants.create(sampleTenant('acme'));
    expect(await items.list()).toEqual([]);
  });
}
