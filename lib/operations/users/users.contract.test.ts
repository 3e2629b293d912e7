import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiToken } from '@/lib/auth/tokens';
import { createRestHandler } from '@/lib/doors/rest/rest-handler';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import type { Role } from '@/lib/model/admin';
import { fieldDefinitionSchema } from '@/lib/model/field';
import { provisioningRunKinds } from '@/lib/provisioning/run-kinds';
import { RunEngine } from '@/lib/runs';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';

const READY_WITHIN_MS = 30_000;
let folder: string;
let server: PostgresServer;
let runtime: TestRuntime;
let engine: RunEngine;
let owner: string;
const handle = createRestHandler();

interface Answer {
  status: number;
  headers: Headers;
  json: Record<string, unknown> & { code?: string; errors?: { path: string; message: string }[]; items?: Record<string, unknown>[] };
}

async function request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}, token = owner): Promise<Answer> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const response = await handle(
    new Request(`http://127.0.0.1/api/v1${path}`, { method, body: text, headers: { authorization: `Bearer ${token}`, ...(text !== undefined && { 'content-type': 'application/json' }), ...headers } }),
    runtime,
  );
  const answer = response.status === 204 ? '' : await response.text();
  return { status: response.status, headers: response.headers, json: (answer ? JSON.parse(answer) : {}) as Answer['json'] };
}
const tokenOf = async (role: Role, tenants: string[] = []) => (await createApiToken(runtime.records, { name: role, role, tenants, createdBy: 'test', expiresAt: null })).secret;

async function ready(slug: string): Promise<void> {
  for (const deadline = Date.now() + READY_WITHIN_MS; ; await delay(30)) {
    const { json } = await request('GET', `/tenants/${slug}/provisioning`);
    if (json['status'] === 'READY') return;
    if (Date.now() > deadline) throw new Error(JSON.stringify(json));
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenantry-users-'));
  server = await startPostgres({ dataDir: join(folder, 'pg'), databases: ['tenants'], durable: false });
  runtime = await openTestRuntime({ TENANT_DB_DSN: server.dsn('tenants') });
  engine = new RunEngine({ records: runtime.records, kinds: provisioningRunKinds(runtime), log: runtime.log, pollMs: 50 });
  engine.start();
  owner = await tokenOf('owner');
  for (const slug of ['acme', 'other']) await request('POST', '/tenants', { slug, name: slug });
  await Promise.all([ready('acme'), ready('other')]);
});
afterAll(async () => {
  await engine?.stop();
  await runtime?.dispose();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const make = (email: string, over: object = {}) => request('POST', '/tenants/acme/users', { email, ...over });

describe('users over REST', () => {
  it('creates, reads, edits under If-Match and deletes', async () => {
    const made = await make('ada@example.com', { name: 'Ada', metadata: { crm: 7 } });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ email: 'ada@example.com', name: 'Ada', status: 'active', metadata: { crm: 7 }, customFields: {}, emailVerified: false });
    const path = `/tenants/acme/users/${String(made.json['id'])}`;
    const read = await request('GET', path);
    expect(read.json).toEqual(made.json);
    const etag = read.headers.get('etag') ?? '';
    expect((await request('PATCH', path, { name: 'x' })).json.code).toBe('precondition_required');
    expect((await request('PATCH', path, { name: 'Countess' }, { 'if-match': etag })).json).toMatchObject({ name: 'Countess', email: 'ada@example.com' });
    expect((await request('PATCH', path, { name: 'lost' }, { 'if-match': etag })).status).toBe(412);
    expect((await request('DELETE', path, undefined, { 'if-match': etag })).status).toBe(412);
    expect((await request('DELETE', path, undefined, { 'if-match': '*' })).status).toBe(204);
    expect((await request('GET', path)).status).toBe(404);
  });

  it('filters by the brackets of a query, sorts, pages, and warns', async () => {
    for (const [n, name] of ['Cy', 'Bea', 'Ann', 'Dan'].entries()) await make(`list${n}@example.com`, { name, emailVerified: n % 2 === 0 });
    const names = async (query: string) => (await request('GET', `/tenants/acme/users?${query}`)).json.items?.map((user) => user['name']);
    expect(await names('filter[email][startsWith]=LIST&sort=name')).toEqual(['Ann', 'Bea', 'Cy', 'Dan']);
    expect(await names('filter[name]=Bea')).toEqual(['Bea']);
    expect(await names('filter[name][in]=Bea,Cy,Nobody&sort=-name')).toEqual(['Cy', 'Bea']);
    expect(await names('filter[emailVerified]=true&filter[email][contains]=list&sort=email')).toEqual(['Cy', 'Ann']);
    const first = await request('GET', '/tenants/acme/users?filter[email][startsWith]=list&sort=name&limit=3');
    const next = await request('GET', `/tenants/acme/users?filter[email][startsWith]=list&sort=name&limit=3&cursor=${String(first.json['nextCursor'])}`);
    expect(next.json).toMatchObject({ items: [{ name: 'Dan' }], nextCursor: null, warnings: [] });
    expect((await request('GET', '/tenants/acme/users?filter[givenName]=x')).json['warnings']).toEqual(['not_indexed']);
    const wrong = await request('GET', '/tenants/acme/users?filter[createdAt][gte]=yesterday');
    expect(wrong.json).toMatchObject({ code: 'validation_failed', errors: [{ path: 'filter.createdAt.gte' }] });
    expect((await request('GET', '/tenants/acme/users?filter[name][like]=x')).status).toBe(422);
  });

  it('disables with a reason until a moment, and enables', async () => {
    const { json } = await make('off@example.com');
    const path = `/tenants/acme/users/${String(json['id'])}`;
    expect((await request('POST', `${path}/disable`, {})).json.errors?.[0]?.path).toBe('reason');
    expect((await request('POST', `${path}/disable`, { reason: 'left', until: '2020-01-01T00:00:00Z' })).json.errors?.[0]?.path).toBe('until');
    expect((await request('POST', `${path}/disable`, { reason: 'left', until: '2099-01-01T00:00:00Z' })).json).toMatchObject({ status: 'disabled', disabledReason: 'left', disabledUntil: '2099-01-01T00:00:00.000Z' });
    expect((await request('POST', `${path}/enable`)).json).toMatchObject({ status: 'active', disabledReason: null });
  });

  it("keeps the tenant's password policy on every path that sets one", async () => {
    await runtime.store.config.tenants.update('acme', '*', (tenant) => ({ ...tenant, settings: { ...tenant.settings, security: { ...tenant.settings.security, passwordMinLength: 14, passwordClasses: 3 } } }));
    const short = await make('policy@example.com', { password: 'Abc-12345' });
    expect(short.json).toMatchObject({ code: 'validation_failed', errors: [{ path: 'password' }] });
    const made = await make('policy@example.com', { password: 'Abc-12345-xyz-9', temporaryPassword: true });
    expect(made.status).toBe(201);
    const path = `/tenants/acme/users/${String(made.json['id'])}/password`;
    expect((await request('POST', path, { password: 'onlysmallletters' })).json.errors?.[0]?.path).toBe('password');
    expect((await request('POST', path, { password: 'Another-Good-1-One' })).status).toBe(204);
  });

  it('writes an audit that tells what changed and no secret', async () => {
    const planted = 'Planted-Secret-42-x';
    const { json } = await make('audited@example.com', { password: planted });
    await request('PATCH', `/tenants/acme/users/${String(json['id'])}`, { name: 'New name' }, { 'if-match': '*' });
    const audit = await request('GET', '/audit?tenant=acme&limit=5');
    expect(JSON.stringify(audit.json)).not.toContain(planted);
    expect(JSON.stringify(audit.json)).not.toContain('argon2');
    expect(audit.json.items?.[0]).toMatchObject({ action: 'users.update', target: { type: 'user', id: json['id'] }, changes: [{ path: 'name', before: null, after: 'New name' }] });
    expect(audit.json.items?.[1]?.['changes']).toContainEqual({ path: 'password', before: null, after: '••••' });
  });

  it('stays inside its tenant, and says what keeps it from answering', async () => {
    const { json } = await make('inside@example.com');
    const id = String(json['id']);
    expect((await request('GET', `/tenants/other/users/${id}`)).status).toBe(404);
    const limited = await tokenOf('tenant-admin', ['other']);
    expect((await request('GET', `/tenants/acme/users/${id}`, undefined, {}, limited)).json.code).toBe('tenant_not_found');
    await request('POST', '/tenants', { slug: 'bare', name: 'bare', database: null });
    expect((await request('GET', '/tenants/bare/users')).json.code).toBe('tenant_no_database');
    const state = (await runtime.store.config.tenants.get('other'))?.id ?? '';
    await runtime.records.machine.setDatabase(state, { status: 'CREATING' });
    await runtime.store.forget({ tenant: 'other' });
    const away = await request('POST', '/tenants/other/users', { email: 'x@example.com', password: 'short' });
    expect(away.json.code).toBe('tenant_not_ready');
    expect(away.headers.get('retry-after')).not.toBeNull();
    await runtime.records.machine.setDatabase(state, { status: 'READY' });
  });

  it('names a taken e-mail, and every wrong field at once', async () => {
    await make('taken@example.com');
    expect((await make('TAKEN@example.com')).json).toMatchObject({ status: 409, code: 'conflict', errors: [{ path: 'email' }] });
    const wrong = await make('no address', { picture: 'javascript:alert(1)', name: 'x'.repeat(201) });
    expect(wrong.json.errors?.map((error) => error.path).sort()).toEqual(['email', 'name', 'picture']);
    expect((await make('fields@example.com', { customFields: { nope: 1 } })).json.errors?.[0]?.path).toBe('customFields.nope');
  });
});

describe('users with fields', () => {
  it("are written, filtered and audited by the tenant's own definitions", async () => {
    const definition = (name: string, type: string, over: object = {}) => fieldDefinitionSchema.parse({ id: randomUUID(), name, column: name, type, state: 'active', ...over });
    const { name: schema } = (await runtime.store.config.tenants.get('acme'))?.database ?? { name: '' };
    const client = new pg.Client({ connectionString: server.dsn('tenants') });
    await client.connect();
    await client.query(`ALTER TABLE "${schema}".app_user ADD department text, ADD employee_id bigint CONSTRAINT zz_unique UNIQUE, ADD is_vip boolean DEFAULT false, ADD level text, ADD salary numeric(18,4)`);
    await client.end();
    await runtime.store.config.fields('acme').change('*', () => [
      definition('department', 'text', { indexed: true, validation: { maxLength: 10 } }),
      definition('employee_id', 'integer', { unique: true, required: true }),
      definition('is_vip', 'boolean', { default: false }),
      definition('level', 'select', { validation: { options: ['junior', 'senior'] } }),
      definition('salary', 'decimal', { pii: true }),
      definition('waiting', 'text', { state: 'pending' }),
    ]);
    const made = await make('field1@example.com', { customFields: { department: 'IT', employee_id: 7, level: 'senior', salary: '1234.5' } });
    expect(made.json['customFields']).toEqual({ department: 'IT', employee_id: 7, is_vip: false, level: 'senior', salary: expect.stringMatching(/^1234\.50*$/) as string });
    const wrong = await make('field2@example.com', { customFields: { department: 'x'.repeat(11), level: 'king', waiting: 'x' } });
    expect(wrong.json.errors?.map((error) => error.path).sort()).toEqual(['customFields.department', 'customFields.employee_id', 'customFields.level', 'customFields.waiting']);
    expect((await make('field2@example.com', { customFields: { employee_id: '7' } })).json).toMatchObject({ code: 'conflict', errors: [{ path: 'customFields.employee_id' }] });
    await make('field3@example.com', { customFields: { employee_id: 8, department: 'HR' } });
    const emails = async (query: string) => (await request('GET', `/tenants/acme/users?${query}`)).json.items?.map((user) => user['email']);
    expect(await emails('filter[department]=IT')).toEqual(['field1@example.com']);
    expect(await emails('filter[employee_id][gte]=7&sort=-employee_id')).toEqual(['field3@example.com', 'field1@example.com']);
    expect(await emails('filter[level][isNull]=true&filter[department]=HR')).toEqual(['field3@example.com']);
    const path = `/tenants/acme/users/${String(made.json['id'])}`;
    const edited = await request('PATCH', path, { customFields: { salary: '99', department: null } }, { 'if-match': '*' });
    expect(edited.json['customFields']).toMatchObject({ department: null, employee_id: 7 });
    const [event] = (await request('GET', '/audit?tenant=acme&action=users.update&limit=1')).json.items ?? [];
    expect(event?.['changes']).toEqual([
      { path: 'customFields.department', before: 'IT', after: null },
      { path: 'customFields.salary', before: '••••', after: '••••' },
    ]);
  });
});

describe('migrations over REST', () => {
  it("tell a tenant's ledger and how many tenants are at each version", async () => {
    const one = await request('GET', '/tenants/acme/migrations?refresh=true');
    expect(one.json).toMatchObject({ state: 'upToDate', pending: [], drift: [], applied: [{ version: '0001' }, { version: '0002' }, { version: '0003' }] });
    const fleet = await request('GET', '/migrations');
    const tenants = fleet.json['tenants'] as Record<string, number>;
    expect(tenants).toEqual({ upToDate: 2, pending: 0, failed: 0, drifted: 0, unknown: 0 });
    expect(fleet.json['engines']).toContainEqual(expect.objectContaining({ engine: 'postgres', versions: expect.arrayContaining([expect.objectContaining({ version: '0003', tenants: 2 })]) as unknown }));
    expect((await request('GET', '/tenants/bare/migrations')).json.code).toBe('tenant_no_database');
  });
  it('count tenants of a server that does not answer as unknown', async () => {
    const made = await request('POST', '/servers', { name: 'dead', driver: 'postgres', host: '127.0.0.1', port: 1, database: 'd', username: 'u', password: 'p' });
    await engine.stop();
    await request('POST', '/tenants', { slug: 'lost', name: 'lost', database: { serverId: made.json['id'] } });
    const { json } = await request('GET', '/migrations');
    expect(json['tenants']).toMatchObject({ upToDate: 2, unknown: 1 });
    expect(json['unanswered']).toMatchObject([{ server: 'dead', code: 'server_unreachable' }]);
  });
});
