import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { describeConfigStore } from '@/lib/store/contract/config-contract';
import { sampleTenant } from '@/lib/store/testing/fs-entities';
import { buildFsProcesses, type FsProcesses } from '@/lib/store/testing/fs-processes';
import { openConfigStore } from './index';

const log = pino({ level: 'silent' });

describeConfigStore('fs', (fsRoot, managedServers) => openConfigStore({ fsRoot, managedServers, log }));

describe('fs: several processes', () => {
  let processes: FsProcesses;
  beforeAll(async () => {
    processes = await buildFsProcesses();
  });
  afterAll(() => processes.dispose());

  async function setUp() {
    const fsRoot = await mkdtemp(join(tmpdir(), 'tenantry-fs-'));
    const store = await openConfigStore({ fsRoot, managedServers: [], log });
    onTestFinished(async () => {
      await store.close();
      await rm(fsRoot, { recursive: true, force: true });
    });
    return { fsRoot, store };
  }

  it('lets exactly one process create a slug', async () => {
    const { fsRoot } = await setUp();
    const started = await Promise.all(Array.from({ length: 4 }, () => processes.start('create', fsRoot, 'acme')));
    for (const { child } of started) child.stdin?.write('go\n');
    const results = await Promise.all(started.map(({ next }) => next()));
    expect(results.sort()).toEqual(['slug_taken', 'slug_taken', 'slug_taken', 'won']);
  });

  it('loses no update of any process, and get sees the last at once', async () => {
    const { fsRoot, store } = await setUp();
    await store.tenants.create(sampleTenant('acme'));
    const started = await Promise.all(Array.from({ length: 3 }, () => processes.start('count', fsRoot, 'acme', 40)));
    expect(await Promise.all(started.map(({ next }) => next()))).toEqual(['done', 'done', 'done']);
    expect((await store.tenants.get('acme'))?.labels.n).toBe('120');
  });
});
