import pino from 'pino';
import { openConfigStore } from '@/lib/store/adapters/fs';
import { isAppError } from '@/lib/errors';
import { sampleTenant } from './fs-entities';

/**
 * A process of its own for tests: `node --import tsx fs-child.ts <job> <fsRoot> <slug> <count>`.
 * Prints `ready`, waits for a line on standard input where the job says so, prints its result.
 */
async function main(job: string, fsRoot: string, slug: string, count: number): Promise<void> {
  const store = await openConfigStore({ fsRoot, managedServers: [], log: pino({ level: 'silent' }) });
  process.stdout.write('ready\n');
  if (job === 'create') {
    await new Promise((resolve) => process.stdin.once('data', resolve));
    const won = await store.tenants.create(sampleTenant(slug)).then(
      () => 'won',
      (error: unknown) => (isAppError(error, 'slug_taken') ? 'slug_taken' : String(error)),
    );
    process.stdout.write(`${won}\n`);
  } else if (job === 'count') {
    for (let i = 0; i < count; i += 1) {
      await store.tenants.update(slug, '*', (tenant) => ({ ...tenant, labels: { ...tenant.labels, n: String(Number(tenant.labels.n ?? '0') + 1) } }));
    }
    process.stdout.write('done\n');
  } else {
    // Until killed: both copies of the number must always agree, else a write was torn.
    for (let i = 0; ; i += 1) {
      await store.tenants.update(slug, '*', (tenant) => ({ ...tenant, displayName: `${i}`, labels: { n: `${i}`, pad: 'x'.repeat(i % 200) } }));
    }
  }
  await store.close();
  process.exit(0);
}

const [job = '', fsRoot = '', slug = '', count = '0'] = process.argv.slice(2);
await main(job, fsRoot, slug, Number(count));
