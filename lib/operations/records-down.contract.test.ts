import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drainAudit } from '@/lib/audit/drain-audit';
import { createApiToken } from '@/lib/auth/tokens';
import { createRestHandler } from '@/lib/doors/rest/rest-handler';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import { readiness } from '@/lib/overview/readiness';
import { provisioningRunKinds } from '@/lib/provisioning/run-kinds';
import { RunEngine } from '@/lib/runs';
import type { Runtime } from '@/lib/runtime';
import { totpCode } from '@/lib/secrets/totp';
import { startTcpProxy, type TcpProxy } from '@/lib/store/testing/tcp-proxy';
import { callAs, openTestRuntime, principalOf, type TestRuntime } from '@/lib/testing/test-runtime';
import { runOperation } from './pipeline';
import { operations } from './registry';

/** Requests of each kind before, while and after the global DB is away. */
const ROUNDS = 12;
const READY_WITHIN_MS = 30_000;

let folder: string;
let server: PostgresServer;
let network: TcpProxy;
let runtime: TestRuntime;
let engine: RunEngine;
let owner: string;
const handle = createRestHandler();

async function request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}, on: Runtime = runtime) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const response = await handle(new Request(`http://127.0.0.1/api/v1${path}`, { method, body: text, headers: { authorization: `Bearer ${owner}`, ...(text !== undefined && { 'content-type': 'application/json' }), ...headers } }), on);
  const answer = response.status === 204 ? '' : await response.text();
  return { status: response.status, json: (answer ? JSON.parse(answer) : {}) as Record<string, unknown> };
}

async function until(what: string, reached: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + READY_WITHIN_MS; !(await reached()); await delay(30)) {
    if (Date.now() > deadline) throw new Error(`not reached: ${what}`);
  }
}
const ready = (slug: string) => until(`${slug} ready`, async () => (await request('GET', `/tenants/${slug}/provisioning`)).json['status'] === 'READY');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenantry-down-'));
  server = await startPostgres({ dataDir: join(folder, 'pg'), databases: ['records', 'tenants'], durable: false });
  network = await startTcpProxy({ host: '127.0.0.1', port: server.port });
  const through = new URL(server.dsn('records'));
  through.port = String(network.port);
  runtime = await openTestRuntime({ GLOBAL_DB_DSN: through.href, TENANT_DB_DSN: server.dsn('tenants') });
  engine = new RunEngine({ records: runtime.records, kinds: provisioningRunKinds(runtime), log: runtime.log, pollMs: 50 });
  engine.start();
  owner = (await createApiToken(runtime.records, { name: 'ci', role: 'owner', tenants: [], createdBy: 'test', expiresAt: null })).secret;
  for (const slug of ['acme', 'other']) await request('POST', '/tenants', { slug, name: slug });
  await Promise.all(['acme', 'other'].map(ready));
});
afterAll(async () => {
  await engine.stop();
  await runtime.dispose();
  await network.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** One round of everyday work: a tenant made, one changed, users made and read. @returns how many mutations. */
async function work(round: string): Promise<number> {
  const answers = await Promise.all([
    request('POST', '/tenants', { slug: `t-${round}`, name: round, database: null }),
    request('PATCH', '/tenants/other', { name: `Other ${round}` }, { 'if-match': '*' }),
    request('POST', '/tenants/acme/users', { email: `${round}@example.com`, password: 'correct horse battery' }),
    request('GET', '/tenants/acme/users?limit=5'),
    request('GET', '/tenants?limit=5'),
    request('GET', '/servers'),
    request('GET', '/overview'),
  ]);
  expect(answers.map(({ status }) => status), JSON.stringify(answers.map(({ json }) => json['code'] ?? '').filter(Boolean))).toEqual([202, 200, 201, 200, 200, 200, 200]);
  return 3;
}

describe('the global DB is away', () => {
  it('while work goes on: nothing is refused, nothing lost, and the audit is whole when it is back', async () => {
    let mutations = 0;
    let stopped: Promise<void> | null = null;
    for (let round = 0; round < 3 * ROUNDS; round += 1) {
      // In the midst of requests under way, which lose their connection half done.
      if (round === ROUNDS) stopped = network.set('refuse');
      if (round === 2 * ROUNDS) await network.set('pass');
      mutations += await work(`r${round}`);
    }
    await stopped;
    await until('spool drained', async () => {
      await drainAudit(runtime);
      return (await runtime.records.audit.waiting()) === 0;
    });
    expect((await request('GET', '/audit/verify')).json).toMatchObject({ ok: true });
    const events = await allEvents();
    const ofWork = events.filter((event) => /^(r\d+@|t-r\d+|other|Other)/.test(event.target.id) || event.action === 'users.create');
    expect(ofWork.filter((event) => event.outcome === 'success')).toHaveLength(mutations + 1);
    expect(events.filter((event) => event.outcome === 'open')).toEqual([]);
    const list = await request('GET', '/tenants?limit=200');
    expect((list.json['items'] as unknown[]).length).toBe(3 * ROUNDS + 2);
  });

  it('is told, and what only the records know is refused with its own code', async () => {
    expect((await readiness(runtime)).components['records']).toEqual({ status: 'ok' });
    await network.set('refuse');
    try {
      await until('seen', async () => (await readiness(runtime)).status === 'degraded');
      expect(await readiness(runtime)).toMatchObject({ mode: 'full_db', components: { records: { status: 'down' }, files: { status: 'ok' } } });
      await request('PATCH', '/tenants/other', { name: 'While away' }, { 'if-match': '*' });
      expect((await readiness(runtime)).components['audit']).toMatchObject({ status: 'degraded', waiting: 2 });
      expect(await runOperation(operations.overview.get, {}, callAs(principalOf('tenant-admin', ['acme'])), runtime), 'how much goes on elsewhere').toMatchObject({ auditWaiting: 0, tenants: { total: 1 } });
      expect((await request('GET', '/tenants/other')).json).toMatchObject({ name: 'While away', database: { status: 'READY' } });
      expect((await request('GET', '/overview')).json).toMatchObject({ recordsReachable: false, runs: { active: [] }, servers: { items: [{ health: { reason: 'records_unreachable' } }] } });
      for (const path of ['/runs', '/audit', '/audit/verify', '/tokens']) expect(await request('GET', path), path).toMatchObject({ status: 503, json: { code: 'server_unreachable' } });
      const made = await request('POST', '/tenants', { slug: 'made-while-away', name: 'Later' });
      expect(made).toMatchObject({ status: 202, json: { runId: null, database: { status: 'UNKNOWN' } } });
      const keyed = await request('POST', '/tenants', { slug: 'keyed', name: 'k', database: null }, { 'idempotency-key': randomUUID() });
      expect(keyed, 'once only cannot be promised without the records').toMatchObject({ status: 503, json: { code: 'server_unreachable' } });
    } finally {
      await network.set('pass');
    }
  });

  it('end users sign in as before, with their second factor, and guesses at it are counted', async () => {
    await until('there', async () => (await readiness(runtime)).components['records']?.status === 'ok');
    const { secret: server } = await createApiToken(runtime.records, { name: 'as', role: 'runtime', tenants: ['acme'], createdBy: 'test', expiresAt: null });
    const run = async (path: string, body: object) => (await request('POST', `/tenants/acme/runtime/${path}`, body, { authorization: `Bearer ${server}` })).json;
    const ada = { email: 'ada@example.com', password: 'correct horse battery' };
    await request('POST', '/tenants/acme/users', ada);
    expect(await run('verify-password', ada)).toMatchObject({ ok: true });
    await network.set('refuse');
    try {
      await until('seen', async () => (await readiness(runtime)).status === 'degraded');
      const { userId } = await run('verify-password', ada);
      const { secret } = await run('mfa/enrol', { userId });
      const { recoveryCodes } = await run('mfa/confirm', { userId, code: totpCode(String(secret), new Date(Date.now() - 30_000)) });
      expect(await run('mfa/verify', { userId, code: totpCode(String(secret)) })).toEqual({ ok: true, by: 'totp' });
      const guesses = await Promise.all(Array.from({ length: 12 }, () => run('mfa/verify', { userId, code: 'not-a-code' })));
      const { maxAttempts } = (await runtime.store.config.tenants.get('acme'))!.settings.security;
      expect(guesses.filter(({ reason }) => reason === 'wrong')).toHaveLength(maxAttempts);
      expect(guesses.filter(({ reason }) => reason === 'locked')).toHaveLength(12 - maxAttempts);
      const [code] = recoveryCodes as string[];
      expect(await run('mfa/verify', { userId, code })).toMatchObject({ ok: false, reason: 'locked' });
      await request('POST', `/tenants/acme/users/${String(userId)}/unlock`, {});
      expect(await run('mfa/verify', { userId, code })).toEqual({ ok: true, by: 'recovery_code' });
      const { token } = await run('sessions', { userId });
      expect(await run('sessions/touch', { token })).toMatchObject({ ok: true });
    } finally {
      await network.set('pass');
    }
    await until('back', async () => (await readiness(runtime)).components['records']?.status === 'ok');
  });

  it('a process that never saw a tenant looks at its server', async () => {
    const fresh = await openTestRuntime({ ...runtimeVariables(), FS_ROOT: runtime.env.fsRoot });
    try {
      await network.set('refuse');
      await expect(fresh.store.forTenant('acme').then((tenant) => tenant.users.count())).resolves.toBeGreaterThan(0);
      await expect(fresh.store.forTenant('made-while-away').then((tenant) => tenant.users.count())).rejects.toMatchObject({ code: 'server_unreachable' });
    } finally {
      await network.set('pass');
      await fresh.store.close();
      await fresh.records.close();
    }
  });

  it('one that takes everything and answers nothing holds nobody up for long', async () => {
    await until('there', async () => (await readiness(runtime)).components['records']?.status === 'ok');
    await network.set('blackhole');
    try {
      expect((await request('PATCH', '/tenants/other', { name: 'Into the void' }, { 'if-match': '*' })).status).toBe(200);
      expect((await readiness(runtime)).components['records']).toEqual({ status: 'down' });
    } finally {
      await network.set('pass');
    }
    await until('back', async () => (await readiness(runtime)).components['records']?.status === 'ok');
    await until('spool drained', async () => {
      await drainAudit(runtime);
      return (await runtime.records.audit.waiting()) === 0;
    });
    expect((await request('GET', '/audit/verify')).json).toMatchObject({ ok: true });
  });
});

const runtimeVariables = () => ({ GLOBAL_DB_DSN: runtime.env.globalDbDsn ?? '', TENANT_DB_DSN: server.dsn('tenants'), SECRETBOX_MASTER_KEY: runtime.env.masterKeys?.[0] ?? '' });

interface Event {
  action: string;
  outcome: string;
  target: { id: string };
}
async function allEvents(): Promise<Event[]> {
  const events: Event[] = [];
  for (let cursor = ''; ; ) {
    const { json } = await request('GET', `/audit?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    events.push(...(json['items'] as Event[]));
    if (json['nextCursor'] === null) return events;
    cursor = String(json['nextCursor']);
  }
}
