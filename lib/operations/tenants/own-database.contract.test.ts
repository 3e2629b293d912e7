import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiToken } from '@/lib/auth/tokens';
import { createRestHandler } from '@/lib/doors/rest/rest-handler';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import type { ConnectionTest, Server } from '@/lib/model/server';
import type { Tenant } from '@/lib/model/tenant';
import { provisioningRunKinds } from '@/lib/provisioning/run-kinds';
import { RunEngine } from '@/lib/runs';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';

const WITHIN_MS = 30_000;
let folder: string;
let shared: PostgresServer;
let brought: PostgresServer;
let runtime: TestRuntime;
let engine: RunEngine;
const tokens: Record<string, string> = {};
const handle = createRestHandler();

interface Answer {
  status: number;
  code: string;
  errors: { path: string }[];
  body: unknown;
}

async function request(method: string, path: string, body?: unknown, role = 'owner'): Promise<Answer> {
  const headers = { authorization: `Bearer ${tokens[role] ?? ''}`, 'if-match': '*', ...(body !== undefined && { 'content-type': 'application/json' }) };
  const response = await handle(new Request(`http://127.0.0.1/api/v1${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }), runtime);
  const text = await response.text();
  const json = (text === '' ? {} : JSON.parse(text)) as { code?: string; errors?: { path: string }[] };
  return { status: response.status, code: json.code ?? '', errors: json.errors ?? [], body: json };
}

async function settled(slug: string, wanted = 'READY'): Promise<Tenant> {
  for (const deadline = Date.now() + WITHIN_MS; ; await delay(30)) {
    const tenant = (await request('GET', `/tenants/${slug}`)).body as Tenant;
    if ((tenant.database?.status ?? 'NONE') === wanted) return tenant;
    if (Date.now() > deadline) throw new Error(JSON.stringify(tenant));
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenantry-own-'));
  shared = await startPostgres({ dataDir: join(folder, 'shared'), databases: ['tenants'], durable: false });
  brought = await startPostgres({ dataDir: join(folder, 'brought'), databases: ['acme'], durable: false });
  runtime = await openTestRuntime({ TENANT_DB_DSN: shared.dsn('tenants') });
  engine = new RunEngine({ records: runtime.records, kinds: provisioningRunKinds(runtime), log: runtime.log, pollMs: 50, backoff: { firstMs: 100, maxMs: 300 } });
  engine.start();
  for (const role of ['owner', 'operator'] as const) tokens[role] = (await createApiToken(runtime.records, { name: role, role, tenants: [], createdBy: 'test', expiresAt: null })).secret;
});
afterAll(async () => {
  await engine.stop();
  await runtime.dispose();
  await Promise.all([shared.stop(), brought.stop()]);
  await rm(folder, { recursive: true, force: true });
});
const dsn = () => brought.dsn('acme');
const servers = async (query = '') => ((await request('GET', `/servers${query}`)).body as { items: Server[] }).items;

describe("a tenant's own connection string", () => {
  it('places it on a server that is its alone, and is told to nobody', async () => {
    const made = await request('POST', '/tenants', { slug: 'acme', name: 'Acme', database: { dsn: dsn(), isolation: 'schema' } }, 'operator');
    expect(made.status).toBe(202);
    const tenant = await settled('acme');
    expect(tenant.database).toMatchObject({ private: true, isolation: 'schema', driver: 'postgres' });
    expect((await request('POST', '/tenants/acme/users', { email: 'a@example.com' })).status).toBe(201);

    const serverId = tenant.database?.serverId ?? '';
    expect((await servers()).map((server) => server.name)).not.toContain(tenant.database?.serverName);
    const [own] = (await servers('?private=true')).filter((server) => server.id === serverId);
    expect(own).toMatchObject({ privateTenant: 'acme', hasPassword: true, tenants: 1, isDefault: false });
    const file = await readFile(join(runtime.env.fsRoot, 'servers', 'servers.yaml'), 'utf8');
    const audit = JSON.stringify((await request('GET', '/audit?limit=200')).body);
    for (const text of [file, audit, JSON.stringify(made.body), JSON.stringify(tenant), JSON.stringify(own)]) expect(text).not.toContain(brought.password);
    expect(audit).not.toContain('postgres://');
  });

  it('lets nobody else onto it, nor delete it or make it the default', async () => {
    const id = (await settled('acme')).database?.serverId ?? '';
    const other = await request('POST', '/tenants', { slug: 'other', name: 'Other', database: { serverId: id } });
    expect(other).toMatchObject({ status: 422, errors: [{ path: 'database.serverId' }] });
    expect(await request('DELETE', `/servers/${id}`)).toMatchObject({ code: 'in_use' });
    expect(await request('PATCH', `/servers/${id}`, { isDefault: true })).toMatchObject({ status: 422, errors: [{ path: 'isDefault' }] });
  });

  it('is tried before anything is written', async () => {
    const before = (await servers('?private=true')).length;
    const wrong = dsn().replace(encodeURIComponent(brought.password), 'wrong');
    const refused = async (text: string) => request('POST', '/tenants', { slug: 'tried', name: 'Tried', database: { dsn: text } });
    expect(await refused(wrong)).toMatchObject({ code: 'server_auth_failed' });
    expect(await refused('postgres://u:p@127.0.0.1:1/x')).toMatchObject({ code: 'server_unreachable' });
    expect(await refused('postgres://u:p@169.254.169.254/x')).toMatchObject({ code: 'host_denied' });
    expect(await refused('not a string')).toMatchObject({ status: 422, errors: [{ path: 'database.dsn' }] });
    expect(await request('POST', '/tenants', { slug: 'tried', name: 'Tried', database: { dsn: dsn(), serverId: 'auto' } })).toMatchObject({ status: 422, errors: [{ path: 'database.dsn' }] });
    expect(await request('POST', '/tenants', { slug: 'acme', name: 'Twice', database: { dsn: dsn() } })).toMatchObject({ code: 'slug_taken' });
    expect(await servers('?private=true')).toHaveLength(before);
    expect(await request('GET', '/tenants/tried')).toMatchObject({ code: 'tenant_not_found' });
    const test = async (text: string) => (await request('POST', '/tenant-databases/test', { dsn: text }, 'operator')).body as ConnectionTest;
    expect(await test(dsn())).toMatchObject({ ok: true });
    expect((await test(wrong)).checks.find((check) => !check.ok)).toMatchObject({ name: 'authenticate', detail: 'auth_failed' });
  });
});

describe('a data plane given later', () => {
  it('goes to the default server, once', async () => {
    await request('POST', '/tenants', { slug: 'later', name: 'Later', database: null });
    expect(await request('GET', '/tenants/later/users')).toMatchObject({ code: 'tenant_no_database' });
    const both = await Promise.all([request('PUT', '/tenants/later/database', {}), request('PUT', '/tenants/later/database', { isolation: 'database' })]);
    expect(both.map((answer) => answer.status).sort()).toEqual([202, 409]);
    expect(both.find((answer) => answer.status === 202)?.body).toMatchObject({ slug: 'later', runId: expect.any(String) as string });
    expect(await settled('later')).toMatchObject({ database: { private: false } });
    expect((await request('GET', '/tenants/later/users')).status).toBe(200);
    expect(await request('PUT', '/tenants/later/database', {})).toMatchObject({ status: 409, code: 'invalid_state' });
    expect(await request('PUT', '/tenants/nobody/database', {})).toMatchObject({ code: 'tenant_not_found' });
    expect(await request('PUT', '/tenants/later/database', { dsn: 'x', serverId: 'y' })).toMatchObject({ status: 422, errors: [{ path: 'dsn' }] });
  });

  it('may be its own, and leaves nothing when it is rolled back', async () => {
    await request('POST', '/tenants', { slug: 'guest', name: 'Guest', database: null });
    expect(await request('PUT', '/tenants/guest/database', { dsn: 'nonsense' })).toMatchObject({ status: 422, errors: [{ path: 'dsn' }] });
    await engine.stop();
    expect((await request('PUT', '/tenants/guest/database', { dsn: dsn(), isolation: 'database' })).status).toBe(202);
    expect((await servers('?private=true')).map((server) => server.privateTenant)).toContain('guest');
    expect((await request('POST', '/tenants/guest/provisioning/rollback')).status).toBe(202);
    engine.start();
    await settled('guest', 'NONE');
    await expect.poll(async () => (await servers('?private=true')).map((server) => server.privateTenant)).not.toContain('guest');
    expect((await request('PUT', '/tenants/guest/database', { dsn: dsn(), isolation: 'database' })).status).toBe(202);
    expect(await settled('guest')).toMatchObject({ database: { private: true, isolation: 'database' } });
  });
});
