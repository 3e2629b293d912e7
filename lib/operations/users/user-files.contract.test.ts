import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiToken } from '@/lib/auth/tokens';
import { allRunKinds } from '@/lib/boot/run-kinds';
import { createRestHandler } from '@/lib/doors/rest/rest-handler';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import type { Role } from '@/lib/model/admin';
import { RunEngine } from '@/lib/runs';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';

const READY_WITHIN_MS = 30_000;
let folder: string;
let server: PostgresServer;
let runtime: TestRuntime;
let engine: RunEngine;
let owner: string;
const handle = createRestHandler();

const send = (method: string, path: string, body?: BodyInit, type?: string, token = owner) =>
  handle(new Request(`http://127.0.0.1/api/v1${path}`, { method, body, headers: { authorization: `Bearer ${token}`, ...(type && { 'content-type': type }) } }), runtime);
const json = async (method: string, path: string, body?: unknown) => (await (await send(method, path, body === undefined ? undefined : JSON.stringify(body), body === undefined ? undefined : 'application/json')).json()) as Record<string, unknown>;
const tokenOf = async (role: Role, tenants: string[] = []) => (await createApiToken(runtime.records, { name: randomUUID(), role, tenants, createdBy: 'test', expiresAt: null })).secret;

async function until(path: string, done: (answer: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
  for (const deadline = Date.now() + READY_WITHIN_MS; ; await delay(30)) {
    const answer = await json('GET', path);
    if (done(answer)) return answer;
    if (Date.now() > deadline) throw new Error(JSON.stringify(answer));
  }
}

const FIELDS = [
  { op: 'add', name: 'department', type: 'select', validation: { options: ['IT', 'Sales'] } },
  { op: 'add', name: 'age', type: 'integer', validation: { min: 0 } },
  { op: 'add', name: 'remote', type: 'boolean' },
  { op: 'add', name: 'badge', type: 'text', unique: true },
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenantry-user-files-'));
  server = await startPostgres({ dataDir: join(folder, 'pg'), databases: ['tenants'], durable: false });
  runtime = await openTestRuntime({ TENANT_DB_DSN: server.dsn('tenants') });
  engine = new RunEngine({ records: runtime.records, kinds: allRunKinds(runtime), log: runtime.log, pollMs: 50 });
  engine.start();
  owner = await tokenOf('owner');
  await json('POST', '/tenants', { slug: 'acme', name: 'acme' });
  await until('/tenants/acme/provisioning', ({ status }) => status === 'READY');
  const plan = await json('POST', '/tenants/acme/fields/plan', { changes: FIELDS });
  const { runId } = await json('POST', '/tenants/acme/fields/apply', { planId: plan['planId'], hash: plan['hash'] });
  await until(`/runs/${String(runId)}`, ({ status }) => status === 'succeeded');
  for (const [n, customFields] of [{ department: 'IT', age: 30, remote: true }, { department: 'Sales', age: -0, remote: false }, {}].entries()) {
    await json('POST', '/tenants/acme/users', { email: `user${n}@example.com`, name: ['=1+1', 'Ada, "Countess"', 'Zoë'][n], customFields });
  }
});
afterAll(async () => {
  await engine?.stop();
  await runtime?.dispose();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: true });
const lastAudit = async (action: string) => (await runtime.records.audit.list({ limit: 1, action })).items[0];

describe('export', () => {
  it('is CSV with every column, formulas guarded, and is in the audit with its count', async () => {
    const response = await send('GET', '/tenants/acme/users/export?sort=email');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="users-acme-\d{4}-\d\d-\d\d\.csv"$/);
    const text = await response.text();
    expect(text).toContain('\r\n');
    const rows = rowsOf(text);
    expect(rows.map(({ email, name, department, age, remote }) => [email, name, department, age, remote])).toEqual([
      ['user0@example.com', "'=1+1", 'IT', '30', 'true'],
      ['user1@example.com', 'Ada, "Countess"', 'Sales', '0', 'false'],
      ['user2@example.com', 'Zoë', '', '', ''],
    ]);
    expect(await lastAudit('users.export')).toMatchObject({ outcome: 'success', target: { tenant: 'acme' }, changes: expect.arrayContaining([{ path: 'rows', before: null, after: 3 }]) as unknown });
  });

  it('takes filter, order, columns and a mark for Excel', async () => {
    const response = await send('GET', '/tenants/acme/users/export?filter[age][gte]=0&sort=-email&columns=email,age&bom=true');
    expect(Buffer.from(await response.arrayBuffer()).toString('utf8')).toBe('\uFEFFemail,age\r\nuser1@example.com,0\r\nuser0@example.com,30\r\n');
  });

  it('is NDJSON as REST answers users', async () => {
    const lines = (await (await send('GET', '/tenants/acme/users/export?format=ndjson&sort=email&columns=email,remote,metadata')).text()).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { email: 'user0@example.com', metadata: {}, customFields: { remote: true } },
      { email: 'user1@example.com', metadata: {}, customFields: { remote: false } },
      { email: 'user2@example.com', metadata: {}, customFields: { remote: null } },
    ]);
  });

  it('says what is wrong before a byte is sent', async () => {
    for (const query of ['columns=email,shoe', 'filter[shoe]=42', 'sort=shoe', 'columns=email,email', 'format=xls']) {
      const response = await send('GET', `/tenants/acme/users/export?${query}`);
      expect(response.status, query).toBe(422);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    }
    expect((await send('GET', '/tenants/acme/users/export', undefined, undefined, await tokenOf('tenant-admin', ['other']))).status).toBe(404);
    expect((await send('GET', '/tenants/acme/users/export', undefined, undefined, 'tnt_nobody')).status).toBe(401);
  });

  it('reads no further when the reader goes away, and says so', async () => {
    const { body } = await send('GET', '/tenants/acme/users/export');
    const reader = body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await expect.poll(async () => (await lastAudit('users.export'))?.error).toBe('interrupted');
  });
});
