import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@libsql/client';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import { createLogger } from '@/lib/log';
import { migrateRecords, openRecords, type AuditIntent, type Records, type RecordsOptions } from '.';

const log = createLogger('error', 'records-test');
const intent = (over: Partial<AuditIntent> = {}): AuditIntent => ({
  actor: { type: 'admin', id: 'a1', name: 'Ada' },
  door: 'rest',
  action: 'tenants.create',
  target: { type: 'tenant', id: 't1', tenant: 'acme' },
  changes: [{ path: 'name', before: null, after: 'Acmé \u0000 \ud800' }],
  ip: '::1',
  ...over,
});

describe.each(['postgres', 'libsql'] as const)('records on %s', (dialect) => {
  const dir = mkdtempSync(join(tmpdir(), 'records-'));
  let server: PostgresServer | null = null;
  let options: RecordsOptions;
  let records: Records;
  let now = Date.now();
  /** A statement past the repositories: the tamperer. `T` stands for the audit's table. */
  let tamper: (statement: string) => Promise<void>;

  beforeAll(async () => {
    if (dialect === 'postgres') server = await startPostgres({ dataDir: mkdtempSync(join(tmpdir(), 'records-pg-')), databases: ['tenantry'], durable: false });
    const dsn = server?.dsn('tenantry') ?? null;
    options = { globalDbDsn: dsn, fsRoot: dir, log };
    const applied = await Promise.all([migrateRecords(options), migrateRecords(options)]);
    expect(applied.map((one) => one.applied > 0).sort()).toEqual([false, true]);
    expect(await migrateRecords(options)).toEqual({ applied: 0 });
    records = await openRecords({ ...options, now: () => new Date(now) });
    tamper = async (statement) => {
      if (dsn) {
        const client = new Client(dsn);
        await client.connect();
        await client.query(statement.replace(/\bT\b/, 'tenantry.audit_event'));
        await client.end();
        return;
      }
      const client = createClient({ url: `file:${join(dir, 'records', 'records.db')}` });
      await client.execute(statement.replace(/\bT\b/, 'audit_event'));
      client.close();
    };
  });
  afterAll(async () => {
    await records?.close();
    await server?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  test('idempotency: one of many begins, a dead worker is taken over, answers are kept for their time', async () => {
    const how = (owner: string) => ({ owner, request: `r-${owner}`, leaseMs: 1_000, keepMs: 10_000 });
    const all = await Promise.all(['a', 'b', 'c', 'd'].map((owner) => records.idempotency.begin('k', how(owner))));
    expect(all.map((one) => one.status).sort()).toEqual(['begun', 'running', 'running', 'running']);
    now += 1_001;
    expect(await records.idempotency.begin('k', how('second'))).toEqual({ status: 'begun' });
    expect(await records.idempotency.finish('k', 'a', 'late')).toBe(false);
    expect(await records.idempotency.finish('k', 'second', 'answer')).toBe(true);
    await records.idempotency.abandon('k', 'second');
    now += 5_000;
    expect(await records.idempotency.begin('k', how('third'))).toEqual({ status: 'done', request: 'r-second', answer: 'answer' });
    now += 5_001;
    expect(await records.idempotency.begin('k', how('fourth'))).toEqual({ status: 'begun' });
    await records.idempotency.abandon('k', 'fourth');
    expect(await records.idempotency.begin('k', how('fifth'))).toEqual({ status: 'begun' });
  });

  test('views: overwritten by name, one default a list, bounded under haste, the owner’s alone', async () => {
    const of = { ownerId: 'ana', list: 'tenants', tenantId: null } as const;
    const max = { perList: 3, perOwner: 4 };
    const save = (name: string, over: object = {}) => records.views.save({ ...of, name, address: `q=${name}`, ...over }, max);
    const saved = await Promise.all(['a', 'a', 'b', 'c', 'd'].map((name) => save(name)));
    expect(saved.filter((view) => view === null)).toHaveLength(1);
    expect(await records.views.list(of)).toHaveLength(3);
    expect(await save('e', { list: 'users', tenantId: 't1' })).not.toBeNull();
    expect(await save('f', { list: 'users', tenantId: 't1' })).toBeNull();
    const [first, second] = await records.views.list(of);
    for (const view of [first, second]) await records.views.setDefault('ana', view?.id ?? '', true);
    expect((await records.views.list(of)).map((view) => view.isDefault)).toEqual([false, true, false]);
    expect(await records.views.rename('ana', first?.id ?? '', second?.name ?? '')).toBe('taken');
    expect(await records.views.rename('bea', first?.id ?? '', 'x')).toBeNull();
    expect(await records.views.remove('bea', first?.id ?? '')).toBeNull();
    expect(await records.views.remove('ana', first?.id ?? '')).toMatchObject({ name: first?.name });
  });

  test('audit: intent and outcome are one event, filtered and paged newest first', async () => {
    await records.ping();
    const ids: string[] = [];
    for (const tenant of ['acme', 'beta', 'acme']) ids.push((await records.audit.intent(intent({ target: { type: 'tenant', id: 'x', tenant } }))).id);
    await records.audit.outcome(ids[0] ?? '', { success: false, error: 'conflict' });
    await records.audit.outcome(ids[0] ?? '', { success: true });
    const page = await records.audit.list({ limit: 2 });
    expect(page.items.map((event) => event.id)).toEqual([ids[2], ids[1]]);
    const rest = await records.audit.list({ limit: 2, cursor: page.nextCursor ?? '' });
    expect(rest).toMatchObject({ nextCursor: null, items: [{ id: ids[0], outcome: 'failure', error: 'conflict' }] });
    expect((await records.audit.list({ limit: 9, tenant: 'beta' })).items).toHaveLength(1);
    expect((await records.audit.list({ limit: 9, tenants: ['acme'] })).items).toHaveLength(2);
    expect((await records.audit.list({ limit: 9, tenants: [] })).items).toHaveLength(0);
    expect((await records.audit.open(-1)).map((event) => event.id)).toEqual([ids[1], ids[2]]);
    expect(await records.audit.verify()).toMatchObject({ ok: true, events: 4 });
    await expect(records.audit.list({ limit: 1, cursor: 'x' })).rejects.toMatchObject({ code: 'validation_failed' });
  });

  test('audit: many at once are chained in groups; one that has no intent fails alone', async () => {
    const before = (await records.audit.verify()).events;
    const ids = await Promise.all(Array.from({ length: 40 }, async (_, n) => (await records.audit.intent(intent({ target: { type: 'user', id: `${n}` } }))).id));
    const outcomes = await Promise.allSettled([...ids, 'nobody', ...ids].map((id) => records.audit.outcome(id, { success: true })));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([expect.objectContaining({ reason: expect.objectContaining({ code: 'not_found', params: { id: 'nobody' } }) })]);
    expect(await records.audit.verify()).toMatchObject({ ok: true, events: before + 80 });
    const { items } = await records.audit.list({ limit: 40 });
    // In which order those of one moment come is nobody's promise.
    expect(items.map(({ target, outcome }) => `${target.id} ${outcome}`).sort()).toEqual(ids.map((_, n) => `${n} success`).sort());
  });

  test('audit: two processes of four appenders each leave one whole chain', async () => {
    const before = (await records.audit.verify()).events;
    const children = [1, 2].map(() => spawn(process.execPath, ['--import', 'tsx', 'lib/records/testing/append-audit.ts', options.globalDbDsn ?? '', dir, '5'], { stdio: 'inherit' }));
    const codes = await Promise.all(children.map(async (child) => ((await once(child, 'exit')) as [number])[0]));
    expect(codes).toEqual([0, 0]);
    expect(await records.audit.verify()).toMatchObject({ ok: true, events: before + 80 });
  });

  test('audit: what was changed, swapped, removed or cut off is found', async () => {
    await tamper(`UPDATE T SET action = 'evil' WHERE seq = 3`);
    expect(await records.audit.verify()).toMatchObject({ ok: false, events: 2 });
    await tamper(`UPDATE T SET action = 'tenants.create' WHERE seq = 3`);
    expect(await records.audit.verify()).toMatchObject({ ok: true });
    await tamper('UPDATE T SET seq = -6 WHERE seq = 6');
    await tamper('UPDATE T SET seq = 6 WHERE seq = 7');
    await tamper('UPDATE T SET seq = 7 WHERE seq = -6');
    expect(await records.audit.verify()).toMatchObject({ ok: false, events: 5 });
    await tamper('UPDATE T SET seq = -6 WHERE seq = 7');
    await tamper('UPDATE T SET seq = 7 WHERE seq = 6');
    await tamper('UPDATE T SET seq = 6 WHERE seq = -6');
    const { events } = await records.audit.verify();
    await tamper(`DELETE FROM T WHERE seq = ${events}`);
    expect(await records.audit.verify()).toMatchObject({ ok: false, events: events - 1 });
    await tamper('DELETE FROM T WHERE seq = 2');
    expect(await records.audit.verify()).toMatchObject({ ok: false, events: 1 });
  });

  test('runs: one live run per key, claims fence, retry keeps done steps', async () => {
    const make = () => records.runs.create({ kind: 'k', tenant: 'acme', params: { n: 1 }, steps: ['one', 'two'], uniqueKey: 'key' });
    const made = await Promise.all([make(), make(), make()]);
    expect(new Set(made.map((run) => run.id)).size).toBe(1);
    const id = made[0].id;
    const claims = await Promise.all([records.runs.claim('a', 1_000), records.runs.claim('b', 1_000)]);
    const first = claims.find((claim) => claim !== null);
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(first).toMatchObject({ params: { n: 1 }, claim: 1 });
    expect(await records.runs.advance(id, 1, { begins: 'one' }, 1_000)).toEqual({ cancelRequested: false, pauseRequested: false });
    expect(await records.runs.advance(id, 1, { ended: { step: 'one', status: 'done' } }, 1_000)).not.toBeNull();
    now += 1_001;
    expect(await records.runs.claim('b', 1_000)).toMatchObject({ claim: 2 });
    expect(await records.runs.renew(id, 1, 1_000)).toBeNull();
    expect(await records.runs.advance(id, 1, { begins: 'two' }, 1_000)).toBeNull();
    expect(await records.runs.get(id)).toMatchObject({ steps: [{ status: 'done', attempts: 1 }, { status: 'pending', attempts: 0 }] });
    expect(await records.runs.settle(id, 1, { status: 'succeeded' })).toBe(false);
    await records.runs.advance(id, 2, { begins: 'two' }, 1_000);
    const error = { code: 'conflict', params: { a: 1 }, transient: false };
    await records.runs.advance(id, 2, { ended: { step: 'two', status: 'failed', error } }, 1_000);
    expect(await records.runs.settle(id, 2, { status: 'failed', error })).toBe(true);
    expect(await records.runs.get(id)).toMatchObject({ status: 'failed', error, progress: { done: 1, failed: 1, total: 2 } });
    const again = await records.runs.request(id, 'retry');
    expect(again.steps.map((step) => step.status)).toEqual(['done', 'pending']);
    expect((await make()).id).toBe(id);
    expect((await records.runs.request(id, 'pause')).status).toBe('paused');
    expect(await records.runs.claim('a', 1_000)).toBeNull();
    expect((await records.runs.request(id, 'resume')).status).toBe('queued');
    await records.runs.request(id, 'pause');
    expect((await records.runs.request(id, 'cancel')).status).toBe('queued');
    const ending = await records.runs.claim('a', 1_000);
    expect(ending).toMatchObject({ run: { id }, cancelRequested: true });
    expect(await records.runs.advance(id, ending?.claim ?? 0, { begins: 'two' }, 1_000)).toMatchObject({ cancelRequested: true });
    expect((await records.runs.get(id))?.steps[1]).toMatchObject({ status: 'pending' });
    expect(await records.runs.settle(id, ending?.claim ?? 0, { status: 'cancelled' })).toBe(true);
    await expect(records.runs.request(id, 'cancel')).rejects.toMatchObject({ code: 'invalid_state' });
    const next = await make();
    expect(next.id).not.toBe(id);
    await expect(records.runs.request(id, 'retry')).rejects.toMatchObject({ code: 'conflict' });
    expect((await records.runs.list({ limit: 1, tenant: 'acme' })).nextCursor).not.toBeNull();
    expect((await records.runs.request(next.id, 'withdraw')).status).toBe('cancelled');
    expect(await records.runs.countByStatus()).toMatchObject({ cancelled: 2, queued: 0 });
  });

  test('events: ids grow in the order they are seen, another process wakes us', async () => {
    // One clock for both: on a slow machine the real one runs ahead of the test's.
    const other = await openRecords({ ...options, now: () => new Date(now) });
    const wake = vi.fn();
    const stop = records.events.onPublish(wake);
    const from = await records.events.latestId();
    await vi.waitFor(() => expect(wake).toHaveBeenCalled(), 5_000);
    wake.mockClear();
    await Promise.all(Array.from({ length: 20 }, (_, n) => other.events.publish({ type: 'run', data: { n } })));
    await vi.waitFor(() => expect(wake).toHaveBeenCalled(), 5_000);
    const seen = await records.events.since(from, 100);
    expect(seen).toHaveLength(20);
    expect(seen.map((event) => event.id)).toEqual(seen.map((event) => event.id).sort((a, b) => a - b));
    stop();
    await other.close();
    now += 10_000;
    await records.events.prune(0);
    expect(await records.events.since(0, 100)).toEqual([]);
    await records.events.publish({ type: 'run', data: {} });
    expect(await records.events.latestId()).toBeGreaterThan(from + 20);
  });

  test('machine state and health', async () => {
    await records.machine.setDatabase('t1', { status: 'CREATING' });
    await records.machine.setCounts('t1', { usersCount: 3, bytes: 9_000_000_000, tables: 13 });
    await records.machine.setDatabase('t1', { status: 'READY' });
    expect((await records.machine.databases(['t1', 't2'])).get('t1')).toMatchObject({ status: 'READY', bytes: 9_000_000_000, error: null });
    expect(await records.machine.countByStatus()).toMatchObject({ READY: 1, ERROR: 0 });
    expect(await records.machine.idsByStatus('READY')).toEqual(['t1']);
    await records.machine.removeDatabase('t1');
    expect(await records.machine.database('t1')).toBeNull();
    const health = (status: 'HEALTHY' | 'DEGRADED', second: number) =>
      records.health.record('s1', { status, reason: 'ok', latencyMs: 1.5, version: '18', connections: null, checkedAt: new Date(second * 1_000).toISOString() });
    await health('HEALTHY', 10);
    expect((await health('HEALTHY', 20)).since).toBe(new Date(10_000).toISOString());
    expect((await health('DEGRADED', 30)).since).toBe(new Date(30_000).toISOString());
    expect((await records.health.latest(['s1'])).get('s1')).toMatchObject({ status: 'DEGRADED', latencyMs: 1.5 });
    expect((await records.health.samples('s1', 15_000, 9)).map((sample) => sample.status)).toEqual(['HEALTHY', 'DEGRADED']);
    await records.health.remove('s1');
    expect(await records.health.samples('s1', 0, 9)).toEqual([]);
  });

  test('sessions and tokens', async () => {
    const session = await records.sessions.create({ adminId: 'a1', ttlMs: 1_000, ip: null, userAgent: 'x\u0000y' });
    now += 60_000;
    await records.sessions.touch(session.id);
    expect((await records.sessions.get(session.id))?.lastSeenAt).toBe(new Date(now).toISOString());
    expect(await records.sessions.listFor('a1')).toHaveLength(1);
    expect([await records.sessions.revokeAll('a1'), await records.sessions.revokeAll('a1')]).toEqual([1, 0]);
    const token = await records.tokens.create({ name: 'ci', role: 'owner', tenants: ['acme'], hash: 'h1', createdBy: 'a1', expiresAt: null });
    await records.tokens.touch(token.id);
    expect(await records.tokens.findByHash('h1')).toMatchObject({ id: token.id, tenants: ['acme'], lastUsedAt: new Date(now).toISOString() });
    expect([await records.tokens.revoke(token.id), await records.tokens.revoke(token.id)]).toEqual([true, false]);
    await records.oneTimeTokens.create({ purpose: 'setup', hash: 'o1', ttlMs: 1_000 });
    expect(await records.oneTimeTokens.isValid('setup', 'o1')).toBe(true);
    const used = await Promise.all([1, 2, 3].map(() => records.oneTimeTokens.consume('setup', 'o1')));
    expect(used.filter(Boolean)).toHaveLength(1);
  });

  test('limits and leases', async () => {
    const hits = await Promise.all(Array.from({ length: 5 }, () => records.limits.hit('ip', 3, 1_000)));
    expect(hits.filter((hit) => hit.allowed)).toHaveLength(3);
    now += 1_000;
    expect(await records.limits.hit('ip', 3, 1_000)).toEqual({ allowed: true, retryAfterMs: 0 });
    expect(await records.leases.acquire('l', 'a', 1_000)).toEqual({ fence: 1 });
    expect(await records.leases.acquire('l', 'b', 1_000)).toBeNull();
    expect(await records.leases.acquire('l', 'a', 1_000)).toEqual({ fence: 1 });
    await records.leases.release('l', 'a');
    expect(await records.leases.acquire('l', 'b', 1_000)).toEqual({ fence: 2 });
  });
});
