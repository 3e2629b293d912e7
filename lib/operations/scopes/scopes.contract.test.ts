import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restCaller, type RestFixture } from '@/lib/doors/testing/rest-fixture';
import { createApiToken } from '@/lib/auth/tokens';
import { fieldDefinitionSchema } from '@/lib/model/field';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';

const STANDARD = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'];
let runtime: TestRuntime;
let call: RestFixture['call'];
beforeAll(async () => {
  runtime = await openTestRuntime();
  const { secret } = await createApiToken(runtime.records, { name: 'owner', role: 'owner', tenants: [], createdBy: 'test', expiresAt: null });
  call = restCaller(runtime, secret);
  await call('POST', '/tenants', { slug: 'acme', name: 'Acme', database: null });
});
afterAll(() => runtime?.dispose());

const at = (path = '') => `/tenants/acme/scopes${path}`;
const make = (name: string, over: object = {}) => call('POST', at(), { name, ...over });
const edit = { headers: { 'if-match': '*' } };

describe('scopes', () => {
  it('of OpenID Connect are there from the start, in no file, and stay', async () => {
    const { json } = await call('GET', at());
    expect(json.items?.map((scope) => scope['name'])).toEqual(STANDARD);
    expect(json.items?.every((scope) => scope['system'] === true)).toBe(true);
    await expect(readFile(join(runtime.env.fsRoot, 'tenants/acme/scopes.yaml'))).rejects.toMatchObject({ code: 'ENOENT' });
    for (const name of STANDARD) {
      expect((await make(name)).json.code, name).toBe('conflict');
      expect((await call('DELETE', at(`/${name}`), undefined, edit)).json).toMatchObject({ code: 'invalid_state', detail: expect.stringContaining('OpenID Connect') as string });
      expect((await call('PATCH', at(`/${name}`), { claims: [] }, edit)).json.code, name).toBe('invalid_state');
    }
    expect((await call('GET', at('/profile'))).json).toMatchObject({ dependsOn: 'openid', usedBy: { clients: [], scopes: [] }, claimSources: expect.arrayContaining([{ claim: 'given_name', from: 'user', field: null }, { claim: 'nickname', from: null, field: null }]) as unknown });
  });

  it('of the tenant are made, read, changed and deleted, by who read them last', async () => {
    const made = await make('invoices:read', { displayName: 'Read invoices', claims: ['customer'], dependsOn: 'openid' });
    expect(made).toMatchObject({ status: 201, json: { name: 'invoices:read', system: false, usedBy: { clients: [], scopes: [] } } });
    expect((await make('invoices:read')).json.code).toBe('conflict');
    const etag = (await call('GET', at('/invoices:read'))).headers.get('etag') ?? '';
    expect((await call('PATCH', at('/invoices:read'), { description: 'x' })).json.code).toBe('precondition_required');
    expect((await call('PATCH', at('/invoices:read'), { description: 'x' }, { headers: { 'if-match': etag } })).json).toMatchObject({ description: 'x', displayName: 'Read invoices' });
    expect((await call('DELETE', at('/invoices:read'), undefined, { headers: { 'if-match': etag } })).json.code).toBe('precondition_failed');
    expect((await call('DELETE', at('/invoices:read'), undefined, edit)).status).toBe(204);
    expect((await call('GET', at('/invoices:read'))).json.code).toBe('not_found');
  });

  it.each([
    [{ name: 'Bad' }, 'name'], [{ name: 'ends-' }, 'name'], [{ name: 'x'.repeat(65) }, 'name'], [{ claims: ['sub'] }, 'claims.0'], [{ claims: ['iss'] }, 'claims.0'],
    [{ claims: ['a b'] }, 'claims.0'], [{ claims: ['a', 'a'] }, 'claims'], [{ dependsOn: 'no-such' }, 'dependsOn'], [{ name: 'own', dependsOn: 'own' }, 'dependsOn'],
  ])('that say %j are refused at %s', async (over, path) => {
    expect((await make('fine', over)).json).toMatchObject({ code: 'validation_failed', errors: [{ path }] });
  });

  it('depend on one another without a circle', async () => {
    await make('a1');
    await make('b1', { dependsOn: 'a1' });
    await make('c1', { dependsOn: 'b1' });
    expect((await call('PATCH', at('/a1'), { dependsOn: 'c1' }, edit)).json.errors).toMatchObject([{ path: 'dependsOn', message: expect.stringContaining('a1 → c1 → b1 → a1') as string }]);
    expect((await call('GET', at('/a1'))).json).toMatchObject({ usedBy: { scopes: ['b1'] } });
  });

  it('that are used stay, and who uses them is named', async () => {
    await make('pay');
    await make('pay:more', { dependsOn: 'pay' });
    const client = { clientId: 'shop', name: 'Shop', kind: 'm2m', type: 'confidential', scopes: ['pay', 'pay:more'] };
    expect((await call('POST', '/tenants/acme/clients', { ...client, scopes: ['pay:more'] })).json.errors).toMatchObject([{ path: 'scopes.0', message: expect.stringContaining('pay') as string }]);
    expect((await call('POST', '/tenants/acme/clients', client)).status).toBe(201);
    const refused = await call('DELETE', at('/pay'), undefined, edit);
    expect(refused.json).toMatchObject({ code: 'in_use', detail: expect.stringContaining('Clients: shop. Scopes: pay:more.') as string });
    expect((await call('PATCH', at('/pay:more'), { dependsOn: 'openid' }, edit)).json.errors).toMatchObject([{ path: 'dependsOn', message: expect.stringContaining('shop') as string }]);
    await call('DELETE', '/tenants/acme/clients/shop', undefined, edit);
    await call('DELETE', at('/pay:more'), undefined, edit);
    expect((await call('DELETE', at('/pay'), undefined, edit)).status).toBe(204);
  });

  it('never lose to a client that takes one while it is deleted', async () => {
    for (let round = 0; round < 8; round += 1) {
      const name = `race${round}`;
      await make(name);
      const [deleted, taken] = await Promise.all([
        call('DELETE', at(`/${name}`), undefined, edit),
        call('POST', '/tenants/acme/clients', { clientId: `racer-${round}`, name, kind: 'm2m', type: 'confidential', scopes: [name] }),
      ]);
      expect([deleted.status, taken.status].sort()).toEqual(deleted.status === 204 ? [204, 422] : [201, 409]);
    }
  });

  it('may bring claims of the tenant’s user fields', async () => {
    const field = (name: string, claim: string | null) => fieldDefinitionSchema.parse({ id: crypto.randomUUID(), name, column: name, type: 'text', state: 'active', claim });
    await runtime.store.config.fields('acme').change('*', () => [field('department', null), field('cost_center', 'https://acme.example/cost')]);
    const { json } = await make('staff', { claims: ['department', 'https://acme.example/cost', 'email', 'shoe_size'] });
    expect(json['claimSources']).toEqual([
      { claim: 'department', from: 'field', field: 'department' },
      { claim: 'https://acme.example/cost', from: 'field', field: 'cost_center' },
      { claim: 'email', from: 'user', field: null },
      { claim: 'shoe_size', from: null, field: null },
    ]);
  });

  it('are found by words, and told of in the audit', async () => {
    expect((await call('GET', at('?q=staff'))).json.items).toMatchObject([{ name: 'staff' }]);
    expect((await call('GET', at('?limit=2&sort=name'))).json).toMatchObject({ items: [{ name: 'a1' }, { name: 'address' }], nextCursor: expect.any(String) as string });
    const { items } = await runtime.records.audit.list({ limit: 200 });
    expect(items.find((event) => event.action === 'scopes.create' && event.target.id === 'staff')?.changes).toContainEqual({ path: 'claims', before: null, after: ['department', 'https://acme.example/cost', 'email', 'shoe_size'] });
  });
});
