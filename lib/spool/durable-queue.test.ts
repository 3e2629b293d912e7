import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createLogger } from '@/lib/log';
import { openDurableQueue, type DurableQueue } from './durable-queue';

const log = createLogger('silent', 'test');
let directory: string;
let queue: DurableQueue<{ by: string; n: number }>;
beforeEach(async () => {
  const root = await mkdtemp(join(tmpdir(), 'tenantry-queue-'));
  directory = join(root, 'queue');
  queue = openDurableQueue(directory, log);
  onTestFinished(() => rm(root, { recursive: true, force: true }));
});

test('keeps the order, tells what waits, and is empty when all was removed', async () => {
  expect(await queue.isEmpty()).toBe(true);
  expect(await queue.state()).toEqual({ waiting: 0, oldestAt: null });
  for (let n = 0; n < 25; n += 1) await queue.append({ by: 'a', n });
  expect((await queue.read(10)).map((entry) => entry.value.n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(await queue.state()).toEqual({ waiting: 25, oldestAt: expect.stringMatching(/^\d{4}-.*Z$/) });
  await queue.remove(await queue.read(24));
  await queue.append({ by: 'a', n: 25 });
  const rest = await queue.read(10);
  expect(rest.map((entry) => entry.value.n)).toEqual([24, 25]);
  await Promise.all([queue.remove(rest), queue.remove(rest)]);
  expect(await queue.isEmpty()).toBe(true);
  expect(await readdir(directory)).toEqual([]);
});

test('is private, and puts aside what the disk bent', async () => {
  await queue.append({ by: 'a', n: 1 });
  const [name = ''] = await readdir(directory);
  expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
  await writeFile(join(directory, name), '{');
  await queue.append({ by: 'a', n: 2 });
  expect((await queue.read(10)).map((entry) => entry.value.n)).toEqual([2]);
  expect((await readdir(directory)).filter((file) => file.endsWith('.broken'))).toHaveLength(1);
});

test('several processes, one killed: what each appended is there, in its order', { timeout: 120_000 }, async () => {
  const code = `import('@/lib/spool/durable-queue').then(async ({ openDurableQueue }) => {
    const queue = openDurableQueue(process.argv[1], console);
    for (let n = 0; n < Number(process.argv[3]); n += 1) { await queue.append({ by: process.argv[2], n }); console.log(n); }
  })`;
  const start = (by: string, count: number) => spawn(process.execPath, ['--import', 'tsx', '-e', code, directory, by, String(count)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const killed = start('killed', 1_000_000);
  const others = [start('b', 40), start('c', 40)];
  let told = -1;
  killed.stdout.on('data', (chunk: Buffer) => {
    told = Number(chunk.toString().trim().split('\n').at(-1));
    if (told >= 20) killed.kill('SIGKILL');
  });
  await Promise.all([killed, ...others].map((child) => once(child, 'close')));
  const values = (await queue.read(1_000_000)).map((entry) => entry.value);
  for (const by of ['b', 'c']) expect(values.filter((value) => value.by === by).map((value) => value.n)).toEqual(Array.from({ length: 40 }, (_, n) => n));
  const ofKilled = values.filter((value) => value.by === 'killed').map((value) => value.n);
  expect(ofKilled).toEqual(Array.from({ length: ofKilled.length }, (_, n) => n));
  expect(ofKilled.length).toBeGreaterThan(told);
  // What it left half done goes at the next opening.
  await openDurableQueue(directory, log).append({ by: 'a', n: 0 });
  expect((await readdir(directory)).filter((file) => file.endsWith('.tmp'))).toEqual([]);
});
