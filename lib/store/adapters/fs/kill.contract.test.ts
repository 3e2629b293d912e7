import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { sampleAdmin, sampleServer, sampleTenant, twoFields } from '@/lib/store/testing/fs-entities';
import { buildFsProcesses, type FsProcesses } from '@/lib/store/testing/fs-processes';
import { STEPS } from '@/lib/store/testing/fs-steps';
import { openConfigStore } from './index';

const log = pino({ level: 'silent' });
const KILLS = process.env.TENANTRY_LONG ? 1_000 : 200;
/** Writers at once, each with files of its own: starting a process waits more than it works. */
const LANES = 4;
const FILES = ['tenant', 'fields', 'servers', 'admins'] as const;

let processes: FsProcesses;
beforeAll(async () => {
  processes = await buildFsProcesses();
});
afterAll(() => processes.dispose());

async function setUp({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const fsRoot = await mkdtemp(join(tmpdir(), 'tenantry-kill-'));
  onTestFinished(() => rm(fsRoot, { recursive: true, force: true }));
  const open = () => openConfigStore({ fsRoot, managedServers: [], log });
  const store = await open();
  onTestFinished(() => store.close());
  return { fsRoot, store, open };
}
type Opened = Awaited<ReturnType<typeof setUp>>;

/** The number in each file, of a store opened anew, and so of what is on disk; each file must agree with itself. */
async function numbersOnDisk({ open }: Opened): Promise<Record<(typeof FILES)[number], number>> {
  const store = await open();
  try {
    expect(await store.problems()).toEqual([]);
    const tenant = await store.tenants.get('acme');
    const { fields } = await store.fields('acme').list();
    const [server] = await store.servers.list();
    const [admin] = await store.admins.list();
    expect(tenant?.displayName).toBe(tenant?.labels.n);
    expect(fields[0]?.label).toBe(fields[1]?.label);
    expect(server?.description.split(' ')[0]).toBe(server?.region);
    expect(admin?.tenants[0]).toBe(admin?.name);
    return { tenant: Number(tenant?.labels.n), fields: parseInt(String(fields[0]?.label), 10), servers: Number(server?.region), admins: Number(admin?.name) };
  } finally {
    await store.close();
  }
}

/** Kills a writer `times` times, each at some other place in its writes. */
async function killOftenAndLook(times: number, context: TestContext): Promise<Opened> {
  const opened = await setUp(context);
  const { fsRoot, store } = opened;
  await store.tenants.create(sampleTenant('acme', { displayName: '0', labels: { n: '0' } }));
  await store.fields('acme').change('*', () => twoFields('0 '));
  await store.servers.create(sampleServer('main', { region: '0', description: '0' }));
  await store.admins.create(sampleAdmin('a@example.com', { name: '0', tenants: ['0'] }));
  let from = 1;
  for (let kill = 0; kill < times; kill += 1) {
    const writer = await processes.start('loop', fsRoot, 'acme', from);
    const said = [await writer.next()];
    // Not waiting for anything: where in its writes it dies has to differ.
    await delay(Math.random() * 12);
    said.push(...(await writer.kill()));
    const told = new Map(said.flatMap((line) => (line ? [[line.split(' ')[0], Number(line.split(' ')[1])] as const] : [])));
    const found = await numbersOnDisk(opened);
    for (const file of FILES) {
      const last = told.get(file);
      if (last === undefined) continue;
      // What was told to be written is there; what was being written is there whole, or not at all.
      expect([last, last + 1], `${file}.yaml after kill ${kill}`).toContain(found[file]);
    }
    from = Math.max(...Object.values(found)) + 1;
    // A dead owner's lock is broken: one that were not would refuse this.
    await store.tenants.update('acme', '*', (tenant) => ({ ...tenant, labels: { ...tenant.labels, survivor: `${kill}` } }));
  }
  return opened;
}

describe('fs: a writer killed with SIGKILL', () => {
  it(`${KILLS} times: every file whole, nothing told to be written is lost, nobody is blocked, nothing is left over`, { timeout: KILLS * 3_000 }, async (context) => {
    const lanes = await Promise.all(Array.from({ length: LANES }, () => killOftenAndLook(KILLS / LANES, context)));
    for (const { fsRoot, open, store } of lanes) {
      // Whoever comes next takes a dead owner's lock away; these two had nobody after the last kill.
      for (const one of await store.servers.list()) await store.servers.update(one.id, '*', (server) => server);
      for (const one of await store.admins.list()) await store.admins.update(one.id, '*', (admin) => admin);
      await (await open()).close();
      const names = await Promise.all(['tenants/acme', 'servers', 'admins', 'run/locks'].map(async (folder) => (await readdir(join(fsRoot, folder))).sort()));
      expect(names).toEqual([['fields.yaml', 'tenant.yaml'], ['servers.yaml'], ['admins.yaml'], []]);
    }
  });

  it.concurrent.for(Object.keys(STEPS) as (keyof typeof STEPS)[])('at every step of %s: what was there before or what comes after, and it can be done again', { timeout: 120_000 }, async (operation, context) => {
    const opened = await setUp(context);
    const { fsRoot, store } = opened;
    for (let step = 0; ; step += 1) {
      for (const slug of ['acme', 'other']) await store.tenants.remove(slug);
      for (const server of await store.servers.list()) await store.servers.remove(server.id, '*');
      await rm(join(fsRoot, 'servers', 'servers.yaml'), { force: true });
      if (operation === 'updateTenant' || operation === 'removeTenant') await store.tenants.create(sampleTenant('acme', { name: 'before' }));
      await store.tenants.create(sampleTenant('other', { name: 'untouched' }));
      const { child } = await processes.start(operation, fsRoot, 'acme', step);
      const [status, signal] = (await once(child, 'exit')) as [number | null, string | null];
      expect(signal ?? status).toBe(signal ? 'SIGKILL' : 0);
      const fresh = await opened.open();
      expect(await fresh.problems()).toEqual([]);
      expect((await fresh.tenants.get('other'))?.name).toBe('untouched');
      const name = (await fresh.tenants.get('acme'))?.name ?? null;
      const servers = (await fresh.servers.list()).map((server) => server.name);
      const allowed: Record<keyof typeof STEPS, unknown[]> = {
        createTenant: [null, 'Tenant acme'],
        updateTenant: ['before', 'after'],
        removeTenant: ['before', null],
        createFile: ['', 'after'],
      };
      expect(allowed[operation], `step ${step}`).toContain(operation === 'createFile' ? servers.join() : name);
      await fresh.close();
      // By itself, after the kill: nobody else's lock, folder or half file stands in its way.
      await store.tenants.remove('acme');
      await store.tenants.create(sampleTenant('acme'));
      await store.servers.create(sampleServer('mine'));
      if (status === 0) return expect(step).toBeGreaterThan(6);
    }
  });
});
