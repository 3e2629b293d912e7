import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pino from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeConfigStore } from '@/lib/store/contract/config-contract';
import { sampleTenant } from '@/lib/store/testing/fs-entities';
import { openConfigStore } from './index';

const log = pino({ level: 'silent' });
const KILLS = process.env.TENANTRY_LONG ? 1000 : 30;

describeConfigStore('fs', (fsRoot, managedServers) => openConfigStore({ fsRoot, managedServers, log }));

/** Starts the helper process and waits until it has the store open. */
async function startChild(...args: string[]): Promise<{ child: ChildProcess; next: () => Promise<string | undefined> }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/store/testing/fs-child.ts', ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const next = async () => (await lines.next()).value as string | undefined;
  expect(await next()).toBe('ready');
  return { child, next };
}

async function setUp() {
  const fsRoot = await mkdtemp(join(tmpdir(), 'tenantry-fs-'));
  const store = await openConfigStore({ fsRoot, managedServers: [], log });
  onTestFinished(async () => {
    await store.close();
    await rm(fsRoot, { recursive: true, force: true });
  });
  return { fsRoot, store };
}

describe('fs: several processes', () => {
  it('lets exactly one process create a slug', async () => {
    const { fsRoot } = await setUp();
    const children = await Promise.all(Array.from({ length: 4 }, () => startChild('create', fsRoot, 'acme')));
    for (const { child } of children) child.stdin?.write('go\n');
    const results = await Promise.all(children.map(({ next }) => next()));
    expect(results.sort()).toEqual(['slug_taken', 'slug_taken', 'slug_taken', 'won']);
  });

  it('loses no update of any process, and get sees the last at once', async () => {
    const { fsRoot, store } = await setUp();
    await store.tenants.create(sampleTenant('acme'));
    const children = await Promise.all(Array.from({ length: 3 }, () => startChild('count', fsRoot, 'acme', '40')));
    expect(await Promise.all(children.map(({ next }) => next()))).toEqual(['done', 'done', 'done']);
    expect((await store.tenants.get('acme'))?.labels.n).toBe('120');
  });

  it(`survives ${KILLS} kills of a writer: never torn, never blocked, nothing left over`, { timeout: KILLS * 10_000 }, async () => {
    const { fsRoot, store } = await setUp();
    await store.tenants.create(sampleTenant('acme', { displayName: 'start', labels: { n: 'start' } }));
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { child } = await startChild('loop', fsRoot, 'acme');
      const before = (await store.tenants.get('acme'))?.version;
      // Kill in the midst of its writes, at a different place each time.
      while ((await store.tenants.get('acme'))?.version === before) await new Promise((resolve) => setImmediate(resolve));
      const until = performance.now() + (kill % 10);
      while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve));
      child.kill('SIGKILL');
      await once(child, 'exit');
      const found = await store.tenants.get('acme');
      expect(found?.labels.n).toBe(found?.displayName);
      const began = performance.now();
      await store.tenants.update('acme', '*', (tenant) => ({ ...tenant, displayName: `k${kill}`, labels: { n: `k${kill}` } }));
      // A dead owner's lock is broken at once: far sooner than any time-out of ours.
      expect(performance.now() - began).toBeLessThan(5_000);
    }
    await (await openConfigStore({ fsRoot, managedServers: [], log })).close();
    expect(await readdir(join(fsRoot, 'tenants', 'acme'))).toEqual(['tenant.yaml']);
    expect(await readdir(join(fsRoot, 'run', 'locks'))).toEqual([]);
  });
});
