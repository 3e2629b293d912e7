import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import pino from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sampleServer, sampleTenant } from '@/lib/store/testing/fs-entities';
import { type DiskCall, watchedDisk } from '@/lib/store/testing/watched-disk';
import { openConfigStore } from './index';

/** Every call on the file system that the store's writes make, in order, without those of the locks. */
async function setUp() {
  const fsRoot = await mkdtemp(join(tmpdir(), 'tenantry-durable-'));
  const calls: string[] = [];
  let failing: { call: DiskCall['call']; path: RegExp } | null = null;
  const short = (path: string) => relative(fsRoot, path).replace(/\.([^/]+?)\.\d+-[^/]+\.tmp$/, '<$1>') || '.';
  const disk = watchedDisk(({ call, path, to }) => {
    if (path.includes('/run/')) return;
    calls.push([call, short(path), ...(to === undefined ? [] : [short(to)])].join(' '));
    if (failing?.call === call && failing.path.test(short(path))) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  });
  const store = await openConfigStore({ fsRoot, managedServers: [], log: pino({ level: 'silent' }), disk });
  onTestFinished(async () => {
    await store.close();
    await rm(fsRoot, { recursive: true, force: true });
  });
  const during = async (work: () => Promise<unknown>) => {
    calls.length = 0;
    await work();
    return calls;
  };
  const failAt = (call: DiskCall['call'], path: RegExp) => {
    failing = { call, path };
  };
  const heal = () => {
    failing = null;
  };
  return { fsRoot, store, during, failAt, heal };
}

const SYNC_DIRECTORY = (path: string) => [`open ${path}`, `sync ${path}`, `close ${path}`];
const TEMPORARY = (path: string) => [`open ${path}`, `write ${path}`, `sync ${path}`, `close ${path}`];
const ACME = 'tenants/acme/tenant.yaml';

describe('a write is on disk before it is told', () => {
  it('of a new tenant: its folder, then the file whole, then its name', async () => {
    const { store, during } = await setUp();
    const calls = await during(() => store.tenants.create(sampleTenant('acme')));
    const temporary = 'tenants/acme/<tenant.yaml>';
    expect(calls).toEqual([
      'mkdir tenants/acme',
      ...SYNC_DIRECTORY('tenants'),
      ...TEMPORARY(temporary),
      `link ${temporary} ${ACME}`,
      `unlink ${temporary}`,
      ...SYNC_DIRECTORY('tenants/acme'),
    ]);
  });

  it('of a changed file: the new one whole beside it, then in its place, then its name', async () => {
    const { store, during } = await setUp();
    await store.tenants.create(sampleTenant('acme'));
    const calls = await during(() => store.tenants.update('acme', '*', (tenant) => ({ ...tenant, name: 'Other' })));
    const temporary = 'tenants/acme/<tenant.yaml>';
    expect(calls).toEqual([...TEMPORARY(temporary), `rename ${temporary} ${ACME}`, ...SYNC_DIRECTORY('tenants/acme')]);
    expect(await during(() => store.tenants.update('acme', '*', (tenant) => tenant))).toEqual([]);
  });

  it('of a removed tenant: its name first, then what was in it', async () => {
    const { store, during } = await setUp();
    await store.tenants.create(sampleTenant('acme'));
    const calls = await during(() => store.tenants.remove('acme'));
    expect(calls).toEqual(['rename tenants/acme tenants/<acme>', ...SYNC_DIRECTORY('tenants'), 'rm tenants/<acme>']);
  });

  it('of a list: as of any file', async () => {
    const { store, during } = await setUp();
    const temporary = 'servers/<servers.yaml>';
    const made = await during(() => store.servers.create(sampleServer('a')));
    expect(made).toEqual([...TEMPORARY(temporary), `link ${temporary} servers/servers.yaml`, `unlink ${temporary}`, ...SYNC_DIRECTORY('servers')]);
    const changed = await during(() => store.servers.create(sampleServer('b')));
    expect(changed).toEqual([...TEMPORARY(temporary), `rename ${temporary} servers/servers.yaml`, ...SYNC_DIRECTORY('servers')]);
  });
});

describe('a write that the disk refuses', () => {
  it.each([
    ['write', /<tenant.yaml>/],
    ['sync', /<tenant.yaml>/],
    ['rename', /<tenant.yaml>/],
  ] as const)('at %s fails, leaves the former file and nothing else, and can be done again', async (call, path) => {
    const { fsRoot, store, failAt, heal } = await setUp();
    await store.tenants.create(sampleTenant('acme'));
    const before = await readFile(join(fsRoot, ACME), 'utf8');
    failAt(call, path);
    await expect(store.tenants.update('acme', '*', (tenant) => ({ ...tenant, name: 'Other' }))).rejects.toThrow('no space');
    expect(await readFile(join(fsRoot, ACME), 'utf8')).toBe(before);
    expect(await readdir(join(fsRoot, 'tenants/acme'))).toEqual(['tenant.yaml']);
    heal();
    expect((await store.tenants.update('acme', '*', (tenant) => ({ ...tenant, name: 'Other' }))).name).toBe('Other');
  });
});
