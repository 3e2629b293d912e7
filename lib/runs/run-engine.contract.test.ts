import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '@/lib/errors';
import { createLogger } from '@/lib/log';
import { migrateRecords, openRecords, type Records } from '@/lib/records';
import { defineRunKind, RunEngine, type RunEngineOptions, type RunKind } from '.';

const log = createLogger('silent', 'engine-test');
const WAIT = { timeout: 15_000, interval: 20 };
let dir: string;
let records: Records;
let engines: RunEngine[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'engine-'));
  await migrateRecords({ globalDbDsn: null, fsRoot: dir, log });
  records = await openRecords({ globalDbDsn: null, fsRoot: dir, log });
  engines = [];
});
afterEach(async () => {
  await Promise.all(engines.map((engine) => engine.stop(0)));
  await records.close();
  rmSync(dir, { recursive: true, force: true });
});

function start(kind: RunKind, over: Partial<RunEngineOptions> = {}): RunEngine {
  const engine = new RunEngine({ records, kinds: [kind], log, leaseMs: 900, pollMs: 50, backoff: { firstMs: 10, maxMs: 50 }, unknownAttempts: 3, ...over });
  engines.push(engine);
  engine.start();
  return engine;
}
const create = (steps: string[], params: Record<string, unknown> = {}) => records.runs.create({ kind: 'k', tenant: 'acme', params, steps, uniqueKey: null });
const reaches = (id: string, status: string) => vi.waitFor(async () => expect((await records.runs.get(id))?.status).toBe(status), WAIT);

test('a run goes through its steps; a transient failure is tried again, done steps are not', async () => {
  const calls: string[] = [];
  const settled: string[] = [];
  const kind = defineRunKind({
    kind: 'k',
    steps: [
      { name: 'one', run: async () => void calls.push('one') },
      {
        name: 'two',
        run: async ({ attempt }) => {
          calls.push(`two ${attempt}`);
          if (attempt < 3) throw new AppError('server_unreachable');
        },
      },
      { name: 'three', run: async () => 'skipped' },
    ],
    onSettled: async (_run, status) => void settled.push(status),
  });
  const run = await create(['one', 'two', 'three']);
  start(kind);
  await reaches(run.id, 'succeeded');
  expect(calls).toEqual(['one', 'two 1', 'two 2', 'two 3']);
  expect(settled).toEqual(['queued', 'queued', 'succeeded']);
  const done = await records.runs.get(run.id);
  expect(done?.steps.map((step) => [step.status, step.attempts])).toEqual([['done', 1], ['done', 3], ['skipped', 1]]);
  const events = await records.events.since(0, 100);
  expect(events.at(-1)).toMatchObject({ type: 'run', tenant: 'acme', data: { runId: run.id, status: 'succeeded' } });
});

test('a permanent failure ends the run; an unknown one after its attempts', async () => {
  const kind = defineRunKind({
    kind: 'k',
    steps: [
      {
        name: 'one',
        run: async ({ params }) => {
          throw params.known ? new AppError('server_privilege_missing') : new Error('boom');
        },
      },
    ],
  });
  const known = await create(['one'], { known: true });
  const unknown = await create(['one']);
  start(kind);
  await Promise.all([reaches(known.id, 'failed'), reaches(unknown.id, 'failed')]);
  expect(await records.runs.get(known.id)).toMatchObject({ error: { code: 'server_privilege_missing' }, steps: [{ attempts: 1 }] });
  expect(await records.runs.get(unknown.id)).toMatchObject({ error: { code: 'internal', transient: false }, steps: [{ attempts: 3 }] });
});

test('cancel and pause are obeyed between steps', async () => {
  const calls: string[] = [];
  const kind = defineRunKind({
    kind: 'k',
    steps: [
      { name: 'one', run: async ({ run, params }) => void (await records.runs.request(run.id, params.what === 'pause' ? 'pause' : 'cancel')) },
      { name: 'two', run: async () => void calls.push('two') },
    ],
  });
  const cancelled = await create(['one', 'two'], { what: 'cancel' });
  const paused = await create(['one', 'two'], { what: 'pause' });
  start(kind);
  await Promise.all([reaches(cancelled.id, 'cancelled'), reaches(paused.id, 'paused')]);
  expect(calls).toEqual([]);
  await records.runs.request(paused.id, 'resume');
  await reaches(paused.id, 'succeeded');
  expect(calls).toEqual(['two']);
});

test('a run that waits or was paused is tidied up after when it is cancelled, and does no step more', async () => {
  const calls: string[] = [];
  const settled: string[] = [];
  const kind = defineRunKind({ kind: 'k', steps: [{ name: 'one', run: async () => void calls.push('one') }], onSettled: async (run, status) => void settled.push(`${run.id} ${status}`) });
  const [waiting, paused] = [await create(['one']), await create(['one'])];
  await records.runs.request(paused.id, 'pause');
  for (const { id } of [waiting, paused]) await records.runs.request(id, 'cancel');
  start(kind);
  await Promise.all([waiting, paused].map(({ id }) => reaches(id, 'cancelled')));
  expect(calls).toEqual([]);
  expect(settled.sort()).toEqual([waiting, paused].map(({ id }) => `${id} cancelled`).sort());
});

test('two engines never work one run at once, and a full group does not stop the others', async () => {
  const active = new Map<string, number>();
  let most = 0;
  let mostOfGroup = 0;
  let inGroup = 0;
  const kind = defineRunKind({
    kind: 'k',
    groupOf: (_run, params) => String(params.group),
    steps: [
      {
        name: 'one',
        run: async ({ run }) => {
          active.set(run.id, (active.get(run.id) ?? 0) + 1);
          most = Math.max(most, active.get(run.id) ?? 0);
          mostOfGroup = Math.max(mostOfGroup, ++inGroup);
          await new Promise((resolve) => setTimeout(resolve, 5));
          inGroup--;
        },
      },
    ],
  });
  const runs = await Promise.all(Array.from({ length: 20 }, () => create(['one'], { group: 'a' })));
  start(kind, { groupConcurrency: 1 });
  start(kind, { groupConcurrency: 1 });
  await Promise.all(runs.map((run) => reaches(run.id, 'succeeded')));
  expect(most).toBe(1);
  expect([...active.values()]).toEqual(runs.map(() => 1));
  // One per engine.
  expect(mostOfGroup).toBeLessThanOrEqual(2);
});

test('a process killed in a step: the run is taken up after its lease, done steps are not repeated', async () => {
  const trace = join(dir, 'trace');
  writeFileSync(trace, '');
  const run = await create(['one', 'two']);
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/runs/testing/die-in-step.ts', dir, trace], { stdio: 'inherit' });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  expect((await records.runs.get(run.id))?.status).toBe('running');
  start(defineRunKind({ kind: 'k', steps: ['one', 'two'].map((name) => ({ name, run: async () => appendFileSync(trace, `again ${name}\n`) })) }));
  await reaches(run.id, 'succeeded');
  expect(readFileSync(trace, 'utf8')).toBe('one\ntwo\nagain two\n');
});

test('a lost claim aborts the work and its writes are refused', async () => {
  let aborted = false;
  const kind = defineRunKind({
    kind: 'k',
    steps: [
      {
        name: 'one',
        run: async ({ signal, run }) => {
          // Another owner took it: as if our lease had run out.
          const thief = await openRecords({ globalDbDsn: null, fsRoot: dir, log, now: () => new Date(Date.now() + 3_600_000) });
          expect((await thief.runs.claim('thief', 3_600_000))?.run.id).toBe(run.id);
          await thief.close();
          if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
          aborted = true;
        },
      },
    ],
  });
  const run = await create(['one']);
  start(kind);
  await vi.waitFor(() => expect(aborted).toBe(true), WAIT);
  expect(await records.runs.get(run.id)).toMatchObject({ status: 'running', steps: [{ status: 'running' }] });
});

test('a step of many parts is paused, resumed and cancelled between two of them', async () => {
  const parts: string[] = [];
  const kind = defineRunKind({
    kind: 'k',
    steps: [
      {
        name: 'one',
        run: async ({ run, params, checkpoint }) => {
          parts.push(`${String(params.what)} begins`);
          if (parts.length === 1 || params.what === 'cancel') await records.runs.request(run.id, params.what === 'cancel' ? 'cancel' : 'pause');
          await checkpoint();
          parts.push(`${String(params.what)} goes on`);
        },
      },
    ],
  });
  const paused = await create(['one'], { what: 'pause' });
  start(kind);
  await reaches(paused.id, 'paused');
  expect(parts).toEqual(['pause begins']);
  await records.runs.request(paused.id, 'resume');
  await reaches(paused.id, 'succeeded');
  expect(parts).toEqual(['pause begins', 'pause begins', 'pause goes on']);
  const cancelled = await create(['one'], { what: 'cancel' });
  await reaches(cancelled.id, 'cancelled');
  expect(parts.slice(3)).toEqual(['cancel begins']);
});
