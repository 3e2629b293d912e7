import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startPostgres } from '@/lib/embedded-postgres';
import { openTestRuntime } from '@/lib/testing/test-runtime';
import { readinessOf, readinessResponse } from './readiness';

it('says ready, and degraded while the global DB is down', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tenantry-ready-'));
  const dataDir = join(folder, 'pg');
  const server = await startPostgres({ dataDir, databases: ['tenantry'], durable: false });
  const runtime = await openTestRuntime({ GLOBAL_DB_DSN: server.dsn('tenantry') });
  try {
    const ask = () => readinessOf(() => Promise.resolve(runtime));
    expect(await ask()).toEqual({ status: 'ready', mode: 'fs_global_db', components: { records: { status: 'ok' }, audit: { status: 'ok' }, configCopy: { status: 'ok', waiting: 0, lagSeconds: 0 }, files: { status: 'ok' } } });
    await server.stop();
    const degraded = await ask();
    expect(degraded).toMatchObject({ status: 'degraded', components: { records: { status: 'down' }, files: { status: 'ok' } } });
    const answer = readinessResponse(degraded);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    // Nothing of the address or the driver's words.
    expect(await answer.text()).not.toMatch(/postgres:|127\.0\.0\.1|ECONN/);
  } finally {
    await runtime.dispose();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

it('is unavailable, by 503 and without a reason, where the process cannot open', async () => {
  const body = await readinessOf(() => Promise.reject(new Error('postgres://user:secret@db.internal/x')));
  const answer = readinessResponse(body);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([503, 'no-store']);
  expect(await answer.text()).toBe('{"status":"unavailable","mode":"unknown","components":{"files":{"status":"down"}}}');
});
