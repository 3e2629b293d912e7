import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
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

const LEASE_MS = 900;
function startEngine(): RunEngine {
  const started = new RunEngine({ records: runtime.records, kinds: allRunKinds(runtime), log: runtime.log, pollMs: 50, leaseMs: LEASE_MS });
  started.start();
  return started;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenantry-user-files-'));
  server = await startPostgres({ dataDir: join(folder, 'pg'), databases: ['tenants'], durable: false });
  runtime = await openTestRuntime({ TENANT_DB_DSN: server.dsn('tenants') });
  engine = startEngine();
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

interface Report {
  rows: number;
  created: number;
  updated: number;
  skipped: number;
  refused: number;
  columns: { heading: string; column: string | null; left: string | null }[];
  problems: { row: number; column: string | null; value: string | null; message: string }[];
  problemsTotal: number;
}
const check = async (file: string, query = '', type = 'text/csv') => {
  const response = await send('POST', `/tenants/acme/users/import?dryRun=true${query}`, file, type);
  return { status: response.status, answer: (await response.json()) as { runId: null; report: Report; errors?: { path: string; message: string }[]; code?: string } };
};
async function importFile(file: string, query = '', type = 'text/csv') {
  const response = await send('POST', `/tenants/acme/users/import?${query}`, file, type);
  const { importId, runId } = (await response.json()) as { importId: string; runId: string };
  expect([response.status, response.headers.get('location')]).toEqual([202, `/api/v1/runs/${runId}`]);
  return { runId, ended: await until(`/tenants/acme/users/imports/${importId}`, ({ status }) => status === 'succeeded' || status === 'failed'), importId };
}
const userOf = async (email: string) => {
  const { items } = await json('GET', `/tenants/acme/users?filter[email]=${encodeURIComponent(email)}`);
  return (items as Record<string, unknown>[])[0];
};

describe('a dry run', () => {
  it('says of each row what would become of it, and what is wrong with it, and writes nothing', async () => {
    const before = (await json('GET', '/tenants/acme/users?limit=200'))['items'] as unknown[];
    const { status, answer } = await check('E-mail;Department;AGE;remote;shoe;createdAt\r\nnew@example.com;IT;40;yes;x;\r\nUSER0@example.com;IT;1;no;;\r\nbad;Legal;-1;perhaps;;\r\nNEW@example.com;;;;;\r\nshort@example.com;IT\r\n');
    expect([status, answer.runId]).toEqual([200, null]);
    const { columns, problems, ...counts } = answer.report;
    expect(counts).toEqual({ rows: 5, created: 1, updated: 0, skipped: 0, refused: 4, problemsTotal: 7 });
    expect(columns.map(({ heading, column, left }) => [heading, column, left])).toEqual([['E-mail', 'email', null], ['Department', 'department', null], ['AGE', 'age', null], ['remote', 'remote', null], ['shoe', null, 'unknown'], ['createdAt', null, 'readOnly']]);
    expect(problems.map(({ row, column, value }) => [row, column, value])).toEqual([[3, 'email', 'USER0@example.com'], [4, 'email', 'bad'], [4, 'department', 'Legal'], [4, 'age', '-1'], [4, 'remote', 'perhaps'], [5, 'email', 'NEW@example.com'], [6, null, null]]);
    expect(problems[0]?.message).toBe('A user with this address is there already.');
    expect((await json('GET', '/tenants/acme/users?limit=200'))['items']).toEqual(before);
    expect((await check('email\nuser0@example.com\n', '&mode=update')).answer.report).toMatchObject({ updated: 1, refused: 0 });
    expect((await check('email\nuser0@example.com\n', '&mode=skip')).answer.report).toMatchObject({ skipped: 1, refused: 0 });
  });

  it('refuses a file that leads nowhere, naming why', async () => {
    const refused = async (file: BodyInit, query = '', type = 'text/csv') => {
      const response = await send('POST', `/tenants/acme/users/import?${query}`, file, type);
      const { code, errors } = (await response.json()) as { code: string; errors?: { path: string }[] };
      return [response.status, code, errors?.[0]?.path];
    };
    expect(await refused('name\nAda\n')).toEqual([422, 'validation_failed', 'mapping.email']);
    expect(await refused('email,E-Mail\na,b\n')).toEqual([422, 'validation_failed', 'mapping.email']);
    expect(await refused('email\n"open')).toEqual([422, 'validation_failed', 'file']);
    expect(await refused(new Uint8Array([0x65, 0x6d, 0xff, 0xfe]))).toEqual([422, 'validation_failed', 'file']);
    expect(await refused('mail\nada@example.com\n', '&mapping[email]=address')).toEqual([422, 'validation_failed', 'mapping.email']);
    expect(await refused('mail\nada@example.com\n', '&mapping[id]=mail')).toEqual([422, 'validation_failed', 'mapping.id']);
    expect(await refused('<a/>', '', 'application/xml')).toEqual([415, 'unsupported_media_type', undefined]);
    expect(await refused('{}', '', 'application/json')).toEqual([422, 'validation_failed', 'file']);
    expect((await send('POST', '/tenants/acme/users', 'email\nx@example.com', 'text/csv')).status).toBe(415);
    expect((await check('mail\nada@example.com\n')).answer.report).toMatchObject({ rows: 0, columns: [{ heading: 'mail', column: null, left: 'unknown' }], problems: [{ row: 1, column: 'email' }] });
    expect((await check('mail\nada@example.com\n', '&mapping[email]=mail')).answer.report).toMatchObject({ created: 1 });
  });
});

describe('an import', () => {
  it('creates who is not there, refuses what is wrong, and gives the refused rows back with the reason', async () => {
    const file = 'email,name,badge,status,disabledReason,metadata,passwordHash\none@import.test,\'=SUM(1),B1,,,"{""crm"":1}",\ntwo@import.test,Two,B1,,,,\nthree@import.test,Three,B3,disabled,Left,,"$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$c29tZWhhc2hzb21laGFzaHNvbWVoYXNoc29tZWhhc2g"\nno address,Four,B4,,,,$argon2id$broken\n';
    const { ended, importId } = await importFile(file);
    expect(ended).toMatchObject({ status: 'succeeded', rows: 4, created: 2, refused: 2, progress: 1, hasRejected: true });
    expect(await userOf('one@import.test')).toMatchObject({ name: '=SUM(1)', metadata: { crm: 1 }, customFields: { badge: 'B1' } });
    expect(await userOf('three@import.test')).toMatchObject({ status: 'disabled', disabledReason: 'Left' });
    expect(await userOf('two@import.test')).toBeUndefined();
    const rejected = await send('GET', `/tenants/acme/users/imports/${importId}/rejected`);
    const rows = rowsOf(await rejected.text());
    expect(rows.map(({ email, name, import_row, import_problem }) => [email, name, import_row, import_problem])).toEqual([
      ['two@import.test', 'Two', '3', 'badge: Another user has this value, or it was taken meanwhile.'],
      ['no address', 'Four', '5', 'email: Enter an e-mail address, like name@example.com. passwordHash: Only argon2id hashes are taken, as $argon2id$v=19$…'],
    ]);
    expect(await readdir(join(runtime.env.fsRoot, 'imports', importId))).not.toContain('source');
    await expect.poll(async () => lastAudit('users.import')).toMatchObject({ door: 'worker', outcome: 'success', changes: expect.arrayContaining([{ path: 'created', before: null, after: 2 }]) as unknown });
    expect((await send('GET', `/tenants/acme/users/imports/${importId}`, undefined, undefined, await tokenOf('tenant-admin', ['other']))).status).toBe(404);
    expect((await send('POST', '/tenants/acme/users/import', file, 'text/csv', await tokenOf('viewer'))).status).toBe(403);
  });

  it('changes who is there, empties what is empty, and leaves what the file does not have', async () => {
    await json('POST', '/tenants/acme/users', { email: 'change@import.test', name: 'Before', language: 'es', customFields: { age: 9, department: 'IT' } });
    const { ended } = await importFile('email,name,age,status\nCHANGE@import.test,After,,disabled\n', 'mode=update');
    expect(ended).toMatchObject({ created: 0, updated: 1, refused: 0 });
    expect(await userOf('change@import.test')).toMatchObject({ name: 'After', language: 'es', status: 'disabled', customFields: { age: null, department: 'IT' } });
    expect((await importFile('email,status\nchange@import.test,active\n', 'mode=update')).ended).toMatchObject({ updated: 1 });
    expect(await userOf('change@import.test')).toMatchObject({ status: 'active', disabledReason: null });
    expect((await importFile('email,name\nchange@import.test,Never\n', 'mode=skip')).ended).toMatchObject({ skipped: 1, updated: 0 });
    expect(await userOf('change@import.test')).toMatchObject({ name: 'After' });
  });

  it.each(['csv', 'ndjson'])('takes back what was exported, as %s, with nothing changed', async (format) => {
    const read = async () => (await (await send('GET', `/tenants/acme/users/export?format=${format}&sort=email&columns=email,emailVerified,name,givenName,language,status,disabledReason,metadata,department,age,remote,badge`)).text());
    const before = await read();
    const { ended } = await importFile(before, 'mode=update', format === 'csv' ? 'text/csv' : 'application/x-ndjson');
    expect(ended).toMatchObject({ status: 'succeeded', created: 0, refused: 0, updated: before.trim().split('\n').length - (format === 'csv' ? 1 : 0) });
    expect(await read()).toBe(before);
  });

  it('goes on where a killed process was, and makes nobody twice', async () => {
    const rows = 1_750;
    await engine.stop();
    const file = `email,name\n${Array.from({ length: rows }, (_, n) => `kill${n}@import.test,Name ${n}`).join('\n')}\nkill0@import.test,Again\n`;
    const { importId, runId } = (await (await send('POST', '/tenants/acme/users/import', file, 'text/csv')).json()) as { importId: string; runId: string };
    const { env } = runtime;
    const variables = { FS_ROOT: env.fsRoot, GLOBAL_DB_DSN: 'none', TENANT_DB_DSN: server.dsn('tenants'), SECRETBOX_MASTER_KEY: env.source['SECRETBOX_MASTER_KEY'] };
    const child = spawn(process.execPath, ['--import', 'tsx', 'lib/users/testing/dying-import.ts', '--batches', '2', '--lease', String(LEASE_MS)], { env: { PATH: env.source['PATH'] ?? '', NODE_ENV: 'test', LOG_LEVEL: 'silent', NEXTAUTH_SECRET: 'for tests only', ...variables }, stdio: 'ignore' });
    expect(await new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))).toBe('SIGKILL');
    const count = async () => (await runtime.store.forTenant('acme')).users.count([{ field: 'email', operator: 'startsWith', value: 'kill' }]);
    expect(await count()).toBe(1_000);
    // As if it had died between writing the second batch and noting that.
    await rm(join(env.fsRoot, 'imports', importId, 'state.json'));
    engine = startEngine();
    await until(`/runs/${runId}`, ({ status }) => status === 'succeeded');
    expect(await json('GET', `/tenants/acme/users/imports/${importId}`)).toMatchObject({ rows: rows + 1, created: rows, refused: 1, progress: 1 });
    expect(await count()).toBe(rows);
  });
});

describe('many users at once', () => {
  it('changes, disables, enables and deletes each by itself, and each is in the audit', async () => {
    const ids: string[] = [];
    for (const n of [1, 2, 3]) ids.push(String((await json('POST', '/tenants/acme/users', { email: `bulk${n}@edit.test`, customFields: { department: 'Sales', ...(n === 3 && { badge: 'unique' }) } }))['id']));
    const missing = randomUUID();
    const act = async (change: object, of = ids) => (await json('POST', '/tenants/acme/users/bulk', { ids: of, change }))['results'] as { id: string; ok: boolean; code: string | null }[];
    expect(await act({ kind: 'set', language: 'pt', customFields: { department: 'IT' } }, [...ids, missing])).toMatchObject([{ ok: true }, { ok: true }, { ok: true }, { id: missing, ok: false, code: 'not_found' }]);
    expect(await userOf('bulk2@edit.test')).toMatchObject({ language: 'pt', customFields: { department: 'IT' } });
    expect(await lastAudit('users.update')).toMatchObject({ outcome: 'failure', target: { id: missing } });
    const audit = (await runtime.records.audit.list({ limit: 4, action: 'users.update' })).items.filter(({ outcome }) => outcome === 'success');
    expect(audit.map(({ target, changes }) => [target.id, changes.find(({ path }) => path === 'customFields.department')])).toEqual([...ids].reverse().map((id) => [id, { path: 'customFields.department', before: 'Sales', after: 'IT' }]));
    expect((await act({ kind: 'set', customFields: { badge: 'unique' } })).map(({ ok, code }) => code ?? ok)).toEqual(['conflict', 'conflict', true]);
    expect((await act({ kind: 'disable', reason: 'left' })).every(({ ok }) => ok)).toBe(true);
    expect(await userOf('bulk1@edit.test')).toMatchObject({ status: 'disabled', disabledReason: 'left' });
    expect((await act({ kind: 'enable' }, ids.slice(1))).every(({ ok }) => ok)).toBe(true);
    expect((await act({ kind: 'delete' })).every(({ ok }) => ok)).toBe(true);
    expect(await userOf('bulk1@edit.test')).toBeUndefined();
    expect(await json('POST', '/tenants/acme/users/bulk', { ids: Array.from({ length: 201 }, () => missing), change: { kind: 'enable' } })).toMatchObject({ code: 'validation_failed' });
  });
});
