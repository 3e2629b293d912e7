import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createLocks } from './lock';
import { createOwners } from './owner';

async function setUp() {
  const directory = await mkdtemp(join(tmpdir(), 'tenantry-lock-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const owners = await createOwners();
  const machine = owners.self.split('-')[2];
  return { directory, owners, machine, open: () => createLocks(directory, owners) };
}

/** The mark of a process that has just ended. */
async function deadMark(machine: string | undefined): Promise<string> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return `${child.pid}-1-${machine}`;
}

it('lets one in at a time, also between two holders of the same process', async () => {
  const { open, directory } = await setUp();
  const locks = [await open(), await open()];
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 20 }, () => locks).flat().map((lock) =>
      lock.hold('x', async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setImmediate(resolve));
        inside -= 1;
      }),
    ),
  );
  expect(most).toBe(1);
  expect(await readdir(directory)).toEqual([]);
});

it('is free again after work that throws', async () => {
  const { open } = await setUp();
  const locks = await open();
  await expect(locks.hold('x', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await locks.hold('x', async () => 1)).toBe(1);
});

it('breaks a dead owner’s claim once, though many try, and though a breaker died too', async () => {
  const { open, directory, machine } = await setUp();
  const mark = await deadMark(machine);
  for (let round = 0; round < 20; round += 1) {
    await writeFile(join(directory, 'x.lock'), `${mark} aaaa${round}`);
    if (round % 2) await writeFile(join(directory, `break.aaaa${round}`), `${mark} bbbb${round}`);
    if (round % 4 === 3) await writeFile(join(directory, `break.bbbb${round}`), `${mark} cccc${round}`);
    const locks = await Promise.all(Array.from({ length: 5 }, open));
    let inside = 0;
    await Promise.all(
      locks.map((lock) =>
        lock.hold('x', async () => {
          inside += 1;
          expect(inside).toBe(1);
          await new Promise((resolve) => setImmediate(resolve));
          inside -= 1;
        }),
      ),
    );
    expect(await readdir(directory)).toEqual([]);
  }
});

it('takes a number that another process has meanwhile for dead', async () => {
  const { owners, machine } = await setUp();
  expect(await owners.isAlive(owners.self, Date.now())).toBe(true);
  expect(await owners.isAlive(`${process.pid}-1-${machine}`, Date.now())).toBe(false);
  expect(await owners.isAlive('1-1-000000000000', Date.now())).toBe(true);
  expect(await owners.isAlive('1-1-000000000000', Date.now() - 60_000)).toBe(false);
});
