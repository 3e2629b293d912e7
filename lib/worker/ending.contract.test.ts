import { spawn } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';

const MASTER_KEY = Buffer.alloc(32, 7).toString('base64');

describe('the worker', () => {
  let runtime: TestRuntime;
  beforeEach(async () => {
    runtime = await openTestRuntime({ SECRETBOX_MASTER_KEY: MASTER_KEY });
  });
  afterEach(() => runtime.dispose());

  // Ctrl-C reaches the whole process group, and then the supervisor stops its children as well.
  it.each([{ signals: ['SIGINT', 'SIGTERM'] }, { signals: ['SIGTERM', 'SIGINT', 'SIGTERM', 'SIGINT'] }, { signals: ['SIGHUP', 'SIGTERM'] }] as { signals: NodeJS.Signals[] }[])('ends once and quietly on $signals', async ({ signals }) => {
    const env = { NODE_ENV: 'production' as const, PATH: process.env.PATH, FS_ROOT: runtime.env.fsRoot, GLOBAL_DB_DSN: 'none', TENANT_DB_DSN: 'none', SECRETBOX_MASTER_KEY: MASTER_KEY, NEXTAUTH_SECRET: 'for tests only', LOG_LEVEL: 'info' };
    const child = spawn(process.execPath, ['--import', 'tsx', 'lib/worker/main.ts'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    const exited = new Promise<[number | null, NodeJS.Signals | null]>((resolve) => child.once('exit', (code, signal) => resolve([code, signal])));
    await new Promise<void>((resolve) => {
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('worker started')) resolve();
      });
    });
    for (const signal of signals) child.kill(signal);
    expect(await exited, said).toEqual([0, null]);
    for (const line of said.trim().split('\n')) expect(() => JSON.parse(line) as unknown, line).not.toThrow();
  });
});
