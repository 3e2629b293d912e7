import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminPrincipal, resolveSession } from '@/lib/auth/sessions';
import { resolveToken } from '@/lib/auth/tokens';
import type { AdminConfig } from '@/lib/model/admin';
import { hashPassword } from '@/lib/secrets/password';
import { callAs, openTestRuntime, principalOf, type TestRuntime } from '@/lib/testing/test-runtime';
import { runOperation } from '../pipeline';
import { operations } from '../registry';

const PASSWORD = 'correct horse battery';
let runtime: TestRuntime;
let passwordHash: string;
let boss: AdminConfig;

beforeAll(async () => {
  runtime = await openTestRuntime();
  passwordHash = await hashPassword(PASSWORD);
  boss = await add('boss@example.com', { role: 'owner' });
  for (const slug of ['north', 'south']) await run(operations.tenants.create, { slug, name: slug, database: null });
});
afterAll(() => runtime?.dispose());

async function add(email: string, over: Partial<AdminConfig> = {}): Promise<AdminConfig> {
  const now = new Date().toISOString();
  return runtime.store.config.admins.create({ id: randomUUID(), email, name: '', role: 'operator', tenants: [], passwordHash, language: 'en', disabled: false, createdAt: now, updatedAt: now, ...over });
}
const run = <T extends Parameters<typeof runOperation>[0]>(operation: T, input: unknown, by = principalOf('owner')): ReturnType<typeof runOperation<T['input'], T['output']>> =>
  runOperation(operation as never, input, callAs(by, { ifMatch: '*' }), runtime) as never;
const admin = (id: string) => runtime.store.config.admins.get(id);
const sessionOf = (adminId: string) => runtime.records.sessions.create({ adminId, ttlMs: 60_000, ip: null, userAgent: null });
const whoHas = (sessionId: string) => resolveSession({ records: runtime.records, config: runtime.store.config }, sessionId);
const whoHolds = (secret: string) => resolveToken({ records: runtime.records, config: runtime.store.config }, secret);
const tokenOfLink = (path: string) => new URL(path, 'http://x').searchParams.get('token') ?? '';

describe('an invitation', () => {
  it('lets somebody in who chooses a password, once', async () => {
    const { id, link, status, linkExpiresAt } = await run(operations.admins.invite, { email: 'Grace@Example.com', name: 'Grace', role: 'tenant-admin', tenants: ['north'] });
    expect(status).toBe('invited');
    expect(linkExpiresAt).not.toBeNull();
    const token = tokenOfLink(link.path);
    expect(await run(operations.invitations.check, { token })).toEqual({ state: 'open', kind: 'invitation', email: 'grace@example.com', name: 'Grace', role: 'tenant-admin' });
    await expect(run(operations.invitations.accept, { token, password: 'short' })).rejects.toMatchObject({ code: 'validation_failed' });
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => run(operations.invitations.accept, { token, name: 'Grace Hopper', password: PASSWORD })));
    expect(tries.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await run(operations.admins.get, { id })).toMatchObject({ name: 'Grace Hopper', role: 'tenant-admin', tenants: ['north'], status: 'active', linkExpiresAt: null });
    expect(await run(operations.invitations.check, { token })).toEqual({ state: 'void' });
  });
  it('keeps nothing of the link but its hash, not in the record either', async () => {
    const { link } = await run(operations.admins.invite, { email: 'quiet@example.com', role: 'viewer' });
    const { items } = await runtime.records.audit.list({ limit: 20 });
    expect(JSON.stringify(items)).not.toContain(tokenOfLink(link.path));
    expect(JSON.stringify(await runtime.store.config.admins.list())).not.toContain(tokenOfLink(link.path));
  });
  it('is void when a newer one was made, when it expired, and when its admin was disabled', async () => {
    const { id, link } = await run(operations.admins.invite, { email: 'late@example.com', role: 'viewer' });
    const newer = await run(operations.admins.reset, { id });
    expect(await run(operations.invitations.check, { token: tokenOfLink(link.path) })).toEqual({ state: 'void' });
    expect(await run(operations.invitations.check, { token: tokenOfLink(newer.path) })).toMatchObject({ state: 'open' });
    await run(operations.admins.disable, { id });
    expect(await run(operations.invitations.check, { token: tokenOfLink(newer.path) })).toEqual({ state: 'void' });
    await expect(run(operations.admins.reset, { id })).rejects.toMatchObject({ code: 'invalid_state', params: { state: 'admin_disabled' } });
  });
  it('takes tenants for the limited role alone, and only such as there are', async () => {
    const invite = (role: string, tenants: string[]) => run(operations.admins.invite, { email: `${randomUUID()}@example.com`, role, tenants });
    await expect(invite('tenant-admin', [])).rejects.toMatchObject({ issues: [{ path: 'tenants', message: 'tenantsRequired' }] });
    await expect(invite('viewer', ['north'])).rejects.toMatchObject({ issues: [{ path: 'tenants', message: 'tenantsNotAllowed' }] });
    await expect(invite('tenant-admin', ['north', 'nowhere'])).rejects.toMatchObject({ issues: [{ path: 'tenants.1', message: 'tenantUnknown' }] });
    await expect(run(operations.admins.invite, { email: 'BOSS@example.com', role: 'viewer' })).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('the list of admins', () => {
  it('is searched, filtered, sorted and paged by the server', async () => {
    const people: Partial<AdminConfig>[] = [{ name: 'Álvaro Paged', role: 'tenant-admin', tenants: ['south'] }, { name: 'Berta Paged', disabled: true }, { name: 'Carla Paged' }];
    for (const [index, over] of people.entries()) await add(`${index}@paged.example`, over);
    const list = (input: object) => run(operations.admins.list, input);
    const names = async (input: object) => (await list(input)).items.map(({ name }) => name);
    expect(await names({ q: 'alvaro' })).toEqual(['Álvaro Paged']);
    expect(await names({ q: 'paged south' })).toEqual(['Álvaro Paged']);
    expect(await names({ q: 'paged', status: 'disabled' })).toEqual(['Berta Paged']);
    expect(await names({ q: 'paged', role: 'tenant-admin' })).toEqual(['Álvaro Paged']);
    const first = await list({ q: 'paged', sort: '-email', limit: 2 });
    expect([first.items.map(({ name }) => name), first.total]).toEqual([['Carla Paged', 'Berta Paged'], 3]);
    expect(await list({ q: 'paged', sort: '-email', limit: 2, cursor: first.nextCursor })).toMatchObject({ items: [{ name: 'Álvaro Paged' }], nextCursor: null });
    await expect(list({ sort: 'passwordHash' })).rejects.toMatchObject({ issues: [{ path: 'sort' }] });
    for (const { id } of (await list({ q: 'paged' })).items) await run(operations.admins.delete, { id });
  });
});

describe('the last active owner', () => {
  it('is neither removed nor disabled nor demoted, and an invited owner does not count', async () => {
    await run(operations.admins.invite, { email: 'owner-to-be@example.com', role: 'owner' });
    const last = { code: 'invalid_state', params: { state: 'last_owner' } };
    await expect(run(operations.admins.disable, { id: boss.id })).rejects.toMatchObject(last);
    await expect(run(operations.admins.delete, { id: boss.id })).rejects.toMatchObject(last);
    await expect(run(operations.admins.update, { id: boss.id, role: 'operator' })).rejects.toMatchObject(last);
    expect(await admin(boss.id)).toMatchObject({ role: 'owner', disabled: false });
  });
  it.each(['disable', 'delete', 'update'] as const)('stays, of two that are taken away at once by %s', async (verb) => {
    const others = await Promise.all(['one', 'two', 'three'].map((name) => add(`${name}-${verb}@example.com`, { role: 'owner' })));
    const away = (id: string) => (verb === 'update' ? run(operations.admins.update, { id, role: 'viewer' }) : run(operations.admins[verb], { id }));
    const results = await Promise.allSettled([boss, ...others].map(({ id }) => away(id)));
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    const owners = (await runtime.store.config.admins.list()).filter(({ role, disabled, passwordHash: hash }) => role === 'owner' && !disabled && hash !== null);
    expect(owners).toHaveLength(1);
    boss = await add(`boss-after-${verb}@example.com`, { role: 'owner' });
    for (const { id } of owners) await run(operations.admins.delete, { id });
  });
  it('nor does anybody lock themselves out by accident', async () => {
    const second = await add('second@example.com', { role: 'owner' });
    const own = { code: 'invalid_state', params: { state: 'own_account' } };
    await expect(run(operations.admins.disable, { id: second.id }, adminPrincipal(second))).rejects.toMatchObject(own);
    await expect(run(operations.admins.delete, { id: second.id }, adminPrincipal(second))).rejects.toMatchObject(own);
    await expect(run(operations.admins.update, { id: second.id, role: 'viewer' }, adminPrincipal(second))).rejects.toMatchObject({ params: { state: 'own_role' } });
    await run(operations.admins.update, { id: second.id, name: 'Second' }, adminPrincipal(second));
    await run(operations.admins.delete, { id: second.id });
  });
});

describe('a disabled admin', () => {
  it('is out at once, with every session and token, and comes back without them', async () => {
    const { id } = await add('leaving@example.com');
    const session = await sessionOf(id);
    const { token } = await run(operations.tokens.create, { name: 'mine', role: 'viewer' }, adminPrincipal((await admin(id)) ?? boss));
    expect(await whoHas(session.id)).not.toBeNull();
    expect(await whoHolds(token)).toMatchObject({ role: 'viewer' });
    await run(operations.admins.disable, { id });
    expect([await whoHas(session.id), await whoHolds(token)]).toEqual([null, null]);
    await run(operations.admins.enable, { id });
    expect([await whoHas(session.id), await whoHolds(token)]).toEqual([null, null]);
    expect(await runtime.records.sessions.get((await sessionOf(id)).id)).toMatchObject({ revokedAt: null });
  });
});

describe('sessions of another admin', () => {
  it('are seen and ended by an owner', async () => {
    const { id } = await add('traveller@example.com');
    const [first, second] = [await sessionOf(id), await sessionOf(id)];
    expect((await run(operations.admins.sessions, { id })).items).toHaveLength(2);
    await expect(run(operations.admins.revokeSession, { id: boss.id, session: first.id })).rejects.toMatchObject({ code: 'not_found' });
    await run(operations.admins.revokeSession, { id, session: first.id });
    expect([await whoHas(first.id), (await whoHas(second.id))?.id]).toEqual([null, id]);
    expect(await run(operations.admins.signOut, { id })).toEqual({ sessions: 1 });
    expect(await whoHas(second.id)).toBeNull();
  });
});

describe('an API token', () => {
  it('may no more than its maker, when it is made', async () => {
    const operator = await add('operator@example.com');
    const make = (role: string, tenants: string[] = [], by = adminPrincipal(operator)) => run(operations.tokens.create, { name: 'x', role, tenants }, by);
    for (const role of ['owner', 'runtime']) await expect(make(role, role === 'runtime' ? ['north'] : [])).rejects.toMatchObject({ issues: [{ path: 'role', message: 'roleBeyondYours' }] });
    expect(await make('tenant-admin', ['north'])).toMatchObject({ status: 'active', createdByName: 'operator@example.com' });
    const limited = principalOf('tenant-admin', ['north']);
    await expect(make('tenant-admin', ['south'], limited)).rejects.toMatchObject({ issues: [{ path: 'tenants', message: 'tenantUnknown' }] });
    await expect(make('viewer', [], limited)).rejects.toMatchObject({ issues: [{ path: 'role' }] });
    await expect(make('tenant-admin', ['north'], principalOf('viewer'))).rejects.toMatchObject({ issues: [{ path: 'role' }] });
  });
  it('may no more than its maker may now, and stops with them', async () => {
    const maker = await add('maker@example.com', { role: 'owner' });
    const { id, token } = await run(operations.tokens.create, { name: 'deploy', role: 'operator' }, adminPrincipal(maker));
    const principal = await whoHolds(token);
    const child = await run(operations.tokens.create, { name: 'child', role: 'viewer' }, principal ?? principalOf('viewer'));
    const powers = async () => [(await whoHolds(token))?.role, (await whoHolds(child.token))?.role];
    const statusOf = async (of: string) => (await run(operations.tokens.list, {})).items.find((item) => item.id === of)?.status;
    expect(await powers()).toEqual(['operator', 'viewer']);
    await run(operations.admins.update, { id: maker.id, role: 'viewer' });
    expect([await powers(), await statusOf(id)]).toEqual([['viewer', 'viewer'], 'limited']);
    // Neither covers the other: nothing is left.
    await run(operations.admins.update, { id: maker.id, role: 'tenant-admin', tenants: ['north'] });
    expect([await whoHolds(token), await statusOf(child.id)]).toEqual([expect.objectContaining({ role: 'tenant-admin', tenants: ['north'] }), 'stopped']);
    await run(operations.admins.update, { id: maker.id, role: 'owner' });
    await run(operations.tokens.revoke, { id });
    expect([await powers(), await statusOf(child.id)]).toEqual([[undefined, undefined], 'stopped']);
    await run(operations.admins.delete, { id: maker.id });
  });
  it('is found among others by what it is for, who made it and what it is worth', async () => {
    const maker = await add('listed@example.com', { name: 'Lista' });
    for (const name of ['deploys', 'backups', 'reports']) await run(operations.tokens.create, { name, role: 'viewer', ...(name === 'reports' && { expiresInDays: 1 }) }, adminPrincipal(maker));
    const list = async (input: object) => (await run(operations.tokens.list, { q: 'lista', ...input })).items;
    const names = async (input: object) => (await list(input)).map(({ name }) => name);
    expect(await names({})).toEqual(['reports', 'backups', 'deploys']);
    expect(await names({ sort: 'name', limit: 2 })).toEqual(['backups', 'deploys']);
    expect((await names({ sort: 'expiresAt' }))[0]).toBe('reports');
    expect(await names({ q: 'lista deploy' })).toEqual(['deploys']);
    await run(operations.tokens.revoke, { id: (await list({ q: 'backups' }))[0]?.id });
    expect(await names({ status: 'revoked' })).toEqual(['backups']);
    expect(await names({ role: 'owner' })).toEqual([]);
    await run(operations.admins.delete, { id: maker.id });
  });
  it('is seen and revoked by its maker and by owners, and is not there for others', async () => {
    const [one, two] = [await add('one@example.com'), await add('two@example.com')];
    const mine = await run(operations.tokens.create, { name: 'mine', role: 'viewer' }, adminPrincipal(one));
    expect((await run(operations.tokens.list, {}, adminPrincipal(one))).items.map(({ name }) => name)).toEqual(['mine']);
    expect((await run(operations.tokens.list, {}, adminPrincipal(two))).items).toEqual([]);
    expect((await run(operations.tokens.list, {})).items.map((item) => item.id)).toContain(mine.id);
    await expect(run(operations.tokens.revoke, { id: mine.id }, adminPrincipal(two))).rejects.toMatchObject({ code: 'not_found' });
    await run(operations.tokens.revoke, { id: mine.id }, adminPrincipal(one));
    expect(await whoHolds(mine.token)).toBeNull();
  });
});
