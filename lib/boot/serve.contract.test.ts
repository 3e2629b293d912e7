import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '@/lib/embedded-postgres/free-port';
import { serve } from './main';
import { lockFsRoot } from './fs-root-lock';
import { localKeys } from './keys';

/** A small web server in the place of the console: what is tried here is who starts and ends it. */
const WEB = "require('node:http').createServer((q, s) => s.end('ok')).listen(Number(process.env.PORT), '127.0.0.1')";

describe('the supervisor', () => {
  let fsRoot: string;
  beforeEach(async () => {
    fsRoot = await mkdtemp(join(tmpdir(), 'tenantry-serve-'));
  });
  afterEach(async () => {
    const home = process.getuid?.() === 0 ? (await readFile(join(fsRoot, 'postgres.location'), 'utf8').catch(() => '')).trim() : '';
    if (home) await rm(home, { recursive: true, force: true });
    await rm(fsRoot, { recursive: true, force: true });
  });

  it('serves with the embedded default and stops all of it', async () => {
    const port = await freePort();
    const stop = new AbortController();
    const lines: string[] = [];
    let refused: unknown;
    const status = await serve({
      source: { NODE_ENV: 'test', PATH: process.env.PATH, FS_ROOT: fsRoot, PORT: String(port) },
      mode: 'up',
      dev: false,
      signal: stop.signal,
      warn: (line) => lines.push(line),
      print: (line) => {
        lines.push(line);
        if (!line.startsWith('Sign in')) return;
        void (async () => {
          refused = await lockFsRoot(fsRoot).catch((error: unknown) => error);
          expect((await stat(join(fsRoot, 'run', 'server.json'))).mode & 0o777).toBe(0o600);
          stop.abort();
        })();
      },
      programs: { web: ['-e', WEB], worker: ['-e', 'setInterval(() => {}, 1000)'] },
      prepare: (env) => {
        expect(env).toMatchObject({ TENANTRY_TENANT_SERVER: 'embedded', GLOBAL_DB_DSN: expect.stringMatching(/\/tenantry$/), TENANT_DB_DSN: expect.stringMatching(/\/tenants$/) });
        return Promise.resolve({ signIn: { kind: 'existing' } });
      },
    });
    expect(lines).toContain(`Tenantry ready: http://127.0.0.1:${port}`);
    expect(status).toBe(0);
    expect(refused).toMatchObject({ name: 'FsRootLockedError', pid: process.pid });
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
    await (await lockFsRoot(fsRoot)).release();
  });

  it('breaks the lock of a dead owner at once, for one of many', async () => {
    const other = spawn(process.execPath, ['--import', 'tsx', '-e', `import('@/lib/boot/fs-root-lock').then((m) => m.lockFsRoot(${JSON.stringify(fsRoot)})).then(() => process.kill(process.pid, 'SIGKILL'))`]);
    await new Promise((resolve) => other.once('exit', resolve));
    const owner = join(fsRoot, 'run', 'owner');
    const dead = await readFile(owner, 'utf8');
    expect(dead).toMatch(new RegExp(`^${other.pid}-`));
    for (let round = 0; round < 30; round += 1) {
      await writeFile(owner, dead);
      const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => lockFsRoot(fsRoot)));
      expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    }
  });

  it('makes keys once, private, and refuses an empty one', async () => {
    const [first, second] = await Promise.all([localKeys(fsRoot), localKeys(fsRoot)]);
    expect(first.masterKey).toBe(second.masterKey);
    expect(first.masterKey).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect((await stat(join(fsRoot, 'keys', 'master-key'))).mode & 0o777).toBe(0o600);
    expect((await localKeys(fsRoot)).made).toEqual([]);
  });
});
