import { setTimeout as delay } from 'node:timers/promises';
import pino from 'pino';
import { isAppError } from '@/lib/errors';
import { openConfigStore } from '@/lib/store/adapters/fs';
import type { ConfigStore } from '@/lib/store/ports';
import { sampleTenant, twoFields } from './fs-entities';
import { STEPS } from './fs-steps';
import { watchedDisk } from './watched-disk';

/**
 * A process of its own for tests: `fs-child <job> <fsRoot> <slug> <count>`, see `fs-processes.ts`.
 * Prints `ready`, then what the job says; always by one write, so that what was printed before a kill is whole.
 */
const say = (line: string) => process.stdout.write(`${line}\n`);
type Job = (store: ConfigStore, slug: string, count: number) => Promise<void>;

/** Waits for a line, so that several processes begin together. */
const create: Job = async ({ tenants }, slug) => {
  await new Promise((resolve) => process.stdin.once('data', resolve));
  const won = await tenants.create(sampleTenant(slug)).then(
    () => 'won',
    (error: unknown) => (isAppError(error, 'slug_taken') ? 'slug_taken' : String(error)),
  );
  say(won);
};

const count: Job = async ({ tenants }, slug, times) => {
  for (let i = 0; i < times; i += 1) {
    await tenants.update(slug, '*', (tenant) => ({ ...tenant, labels: { ...tenant.labels, n: String(Number(tenant.labels.n ?? '0') + 1) } }));
  }
  say('done');
};

/** Writes ever higher numbers into each kind of file, each number at two places, and tells which are written. Until killed. */
const loop: Job = async ({ tenants, fields, servers, admins }, slug, from) => {
  const [server] = await servers.list();
  const [admin] = await admins.list();
  for (let n = from; ; n += 1) {
    const text = `${n}`;
    const pad = 'x'.repeat((n * 37) % 200);
    await tenants.update(slug, '*', (tenant) => ({ ...tenant, displayName: text, labels: { n: text, pad } }));
    say(`tenant ${n}`);
    await fields(slug).change('*', () => twoFields(`${text} ${pad}`));
    say(`fields ${n}`);
    await servers.update(server?.id ?? '', '*', (one) => ({ ...one, region: text, description: `${text} ${pad}` }));
    say(`servers ${n}`);
    await admins.update(admin?.id ?? '', '*', (one) => ({ ...one, name: text, tenants: [text, pad] }));
    say(`admins ${n}`);
  }
};

const jobs: Record<string, Job> = { create, count, loop, ...STEPS };

async function main(job: string, fsRoot: string, slug: string, number: number): Promise<void> {
  let left = job in STEPS ? Infinity : -1;
  const disk = watchedDisk(async ({ call, data, handle }) => {
    // A close changes nothing on disk.
    if (left < 0 || call === 'close' || (left -= 1) >= 0) return;
    if (data && handle) await handle.write(Buffer.from(data).subarray(0, data.length / 2));
    process.kill(process.pid, 'SIGKILL');
    await delay(60_000);
  });
  const store = await openConfigStore({ fsRoot, managedServers: [], log: pino({ level: 'silent' }), disk });
  say('ready');
  if (job in STEPS) left = number;
  await jobs[job]?.(store, slug, number);
  await store.close();
  process.exit(0);
}

const [job = '', fsRoot = '', slug = '', number = '0'] = process.argv.slice(2);
await main(job, fsRoot, slug, Number(number));
