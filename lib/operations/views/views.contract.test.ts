import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '@/lib/auth/principal';
import { VIEWS_PER_LIST_MAX } from '@/lib/model/saved-view';
import { callAs, openTestRuntime, principalOf, type TestRuntime } from '@/lib/testing/test-runtime';
import { runOperation } from '../pipeline';
import { operations } from '../registry';

const { views, tenants } = operations;
const ana: Principal = { ...principalOf('operator'), id: 'ana' };
const bea: Principal = { ...principalOf('owner'), id: 'bea' };

let runtime: TestRuntime;
beforeAll(async () => {
  runtime = await openTestRuntime();
  for (const slug of ['acme', 'globex']) await runOperation(tenants.create, { slug, name: slug, database: null }, callAs(bea), runtime);
});
afterAll(() => runtime.dispose());

const save = (who: Principal, name: string, address: string, list: 'tenants' | 'users' = 'tenants', tenant?: string) => runOperation(views.save, { list, name, address, tenant }, callAs(who), runtime);
const names = async (who: Principal, list: 'tenants' | 'users' = 'tenants', tenant?: string) => (await runOperation(views.list, { list, tenant }, callAs(who), runtime)).items.map((view) => view.name);

describe('saved views', () => {
  it('keep of an address what the list knows, in one order, without the page', async () => {
    const view = await save(ana, ' Broken ', 'cursor=abc&status=NOPE&databaseStatus=ERROR&sort=-name&junk=1&view=x&columns=slug,name&q=%20acme%20');
    expect(view).toMatchObject({ name: 'Broken', address: 'columns=name%2Cslug&databaseStatus=ERROR&q=acme&sort=-name', isDefault: false });
  });

  it('are overwritten by the same name', async () => {
    const again = await save(ana, 'Broken', 'databaseStatus=ERROR');
    expect(again.address).toBe('databaseStatus=ERROR');
    expect(await names(ana)).toEqual(['Broken']);
  });

  it('belong to one person: nobody else sees, renames, prefers or deletes them, the owner of the console neither', async () => {
    const { id } = await save(ana, 'Mine', '');
    expect(await names(bea)).toEqual([]);
    const denied = { code: 'not_found' };
    await expect(runOperation(views.rename, { id, name: 'Hers' }, callAs(bea), runtime)).rejects.toMatchObject(denied);
    await expect(runOperation(views.setDefault, { id, isDefault: true }, callAs(bea), runtime)).rejects.toMatchObject(denied);
    await expect(runOperation(views.remove, { id }, callAs(bea), runtime)).rejects.toMatchObject(denied);
    await save(bea, 'Mine', 'q=bea');
    const mine = (await runOperation(views.list, { list: 'tenants' }, callAs(ana), runtime)).items.find((view) => view.id === id);
    expect(mine).toMatchObject({ name: 'Mine', address: '', isDefault: false });
  });

  it('are renamed, though not to a name that is taken', async () => {
    const { id } = await save(ana, 'Old', 'q=x');
    await expect(runOperation(views.rename, { id, name: 'Mine' }, callAs(ana), runtime)).rejects.toMatchObject({ code: 'validation_failed', issues: [{ path: 'name', message: 'nameTaken' }] });
    expect((await runOperation(views.rename, { id, name: 'New' }, callAs(ana), runtime)).name).toBe('New');
    await runOperation(views.remove, { id }, callAs(ana), runtime);
    await expect(runOperation(views.remove, { id }, callAs(ana), runtime)).rejects.toMatchObject({ code: 'not_found' });
    expect(await names(ana)).toEqual(['Broken', 'Mine']);
  });

  it('have one default a list', async () => {
    const first = await save(ana, 'Broken', 'databaseStatus=ERROR');
    const second = await save(ana, 'Mine', '');
    for (const { id } of [first, second]) await runOperation(views.setDefault, { id, isDefault: true }, callAs(ana), runtime);
    const { items } = await runOperation(views.list, { list: 'tenants' }, callAs(ana), runtime);
    expect(items.filter((view) => view.isDefault).map((view) => view.name)).toEqual(['Mine']);
  });

  it('of users belong to one tenant, and name it', async () => {
    await save(ana, 'Vips', 'filter=is_vip.eq.true', 'users', 'acme');
    expect([await names(ana, 'users', 'acme'), await names(ana, 'users', 'globex')]).toEqual([['Vips'], []]);
    await expect(save(ana, 'x', '', 'users')).rejects.toMatchObject({ code: 'validation_failed', issues: [{ path: 'tenant' }] });
    const limited: Principal = { ...principalOf('tenant-admin', ['acme']), id: 'limited' };
    await expect(names(limited, 'users', 'globex')).rejects.toMatchObject({ code: 'tenant_not_found' });
    await expect(save(limited, 'x', '', 'users', 'globex')).rejects.toMatchObject({ code: 'tenant_not_found' });
  });

  it('are bounded, also when they come at once', async () => {
    const many = await Promise.allSettled(Array.from({ length: VIEWS_PER_LIST_MAX + 3 }, (_, index) => save(bea, `v${index}`, '', 'users', 'globex')));
    expect(many.filter((one) => one.status === 'fulfilled')).toHaveLength(VIEWS_PER_LIST_MAX);
    await expect(save(bea, 'one more', '', 'users', 'globex')).rejects.toMatchObject({ code: 'validation_failed', issues: [{ message: 'viewsFull' }] });
    await expect(save(bea, 'x'.repeat(61), '')).rejects.toMatchObject({ code: 'validation_failed' });
    await expect(save(bea, 'x', 'q='.padEnd(4_001, 'x'))).rejects.toMatchObject({ code: 'validation_failed' });
  });

  it('are written to the audit', async () => {
    const { items } = await runOperation(operations.audit.list, { action: 'views.save', actor: 'ana' }, callAs(bea), runtime);
    expect(items.length).toBeGreaterThan(0);
  });
});
