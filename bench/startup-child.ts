import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { createLogger } from '@/lib/log';
import { createSecretBox } from '@/lib/secrets';
import { openStore } from '@/lib/store';

/** Opens the store in a process of its own, keeps it for a while, and prints what that cost. */
const [fsRoot = '', idleMs = '0'] = process.argv.slice(2);
const cpuMs = (since?: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
};
const before = process.memoryUsage().rss;
const cpu = process.cpuUsage();
const began = performance.now();
const store = await openStore({
  fsRoot,
  globalDb: false,
  managedServers: [],
  secretbox: createSecretBox([randomBytes(32).toString('base64')]),
  status: { statusOf: async () => null },
  log: createLogger('silent', 'bench'),
  migrationsDir: join(process.cwd(), 'migrations'),
});
const open = { ms: performance.now() - began, cpuMs: cpuMs(cpu) };
const { total } = await store.config.tenants.count();
const rss = process.memoryUsage().rss;
const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
const idleCpu = process.cpuUsage();
// The first round may save what is known; what stays is the sweep.
await delay(Number(idleMs));
loop.disable();
const idle = { cpuShare: idleMs === '0' ? null : cpuMs(idleCpu) / Number(idleMs), longestBlockMs: loop.max / 1e6 };
const closing = performance.now();
await store.close();
process.stdout.write(`${JSON.stringify({ open, idle, tenants: total, rssMb: { before: before / 2 ** 20, open: rss / 2 ** 20 }, closeMs: performance.now() - closing })}\n`);
process.exit(0);
