import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApiToken } from '@/lib/auth/tokens';
import { RunEngine } from '@/lib/runs';
import { openTestRuntime, testMasterKey, type TestRuntime } from '@/lib/testing/test-runtime';
import { openHttpDoor, type HttpDoor } from '../testing/http-door';

// Each call starts a process; a busy machine takes seconds for it.
vi.setConfig({ testTimeout: 240_000 });

interface Ended {
  status: number | null;
  out: string;
  err: string;
}

/** The very process that `npm run cli` starts. `onStart` may signal it. */
function cli(args: string[], env: Record<string, string>, options: { input?: string; onStart?: (kill: () => void) => Promise<void> } = {}): Promise<Ended> {
  const child = spawn(process.execPath, ['scripts/cli.mjs', ...args], { env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...env } });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  child.stdin.end(options.input ?? '');
  void options.onStart?.(() => child.kill('SIGINT'));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, out, err })));
}

describe('alone, where no server runs', () => {
  let fsRoot: string;
  let env: Record<string, string>;
  beforeAll(async () => {
    fsRoot = await mkdtemp(join(tmpdir(), 'tenantry-cli-'));
    env = { FS_ROOT: fsRoot, GLOBAL_DB_DSN: 'none', TENANT_DB_DSN: 'none', SECRETBOX_MASTER_KEY: testMasterKey(), NEXTAUTH_SECRET: 'x', NEXTAUTH_URL: 'http://127.0.0.1' };
  });
  afterAll(() => rm(fsRoot, { recursive: true, force: true }));

  it('makes, lists and refuses, with the exit status that help documents', async () => {
    expect(await cli(['tenants', 'create', '--slug', 'acme', '--name', 'Acme 株式会社', '--database', 'null', '--json'], env)).toMatchObject({ status: 0, err: '' });
    const list = await cli(['tenants', 'list'], env);
    expect(list).toMatchObject({ status: 0, err: '' });
    expect(list.out.split('\n')).toHaveLength(3);
    expect(list.out).toMatch(/^SLUG +NAME +STATUS/);
    // A pipe gets no escape, whatever the environment says of colour.
    expect(list.out).not.toContain('\u001b');
    const again = await cli(['tenants', 'create', '--slug', 'acme', '--name', 'x', '--database', 'null'], env);
    expect(again).toMatchObject({ status: 1, out: '' });
    expect(again.err).toContain('(slug_taken)');
    expect((await cli(['audit', 'list', '--json'], env)).out).toContain('"door":"cli"');
  });
  it('takes what an argument would show to everybody from standard input', async () => {
    const answer = await cli(['setup', 'complete', '--token', '-', '--email', 'a@example.com', '--password', 'correct horse battery 9'], env, { input: 'wrong\n' });
    expect(answer).toMatchObject({ status: 1 });
    expect(answer.err).toMatch(/\((invalid_state|not_found)\)/);
  });
  it('refuses a token that is not in force', async () => {
    const answer = await cli(['tenants', 'list'], { ...env, TENANTRY_TOKEN: 'tnt_nothing' });
    expect(answer).toMatchObject({ status: 1, out: '' });
    expect(answer.err).toContain('(unauthenticated)');
    expect(answer.err).toContain('TENANTRY_TOKEN');
  });
  it('says what is wrong with the configuration', async () => {
    const answer = await cli(['tenants', 'list'], { ...env, PORT: 'x' });
    expect(answer).toMatchObject({ status: 3, out: '' });
    expect(answer.err).toContain('PORT');
  });
});

describe('through the running server', () => {
  let runtime: TestRuntime;
  let door: HttpDoor;
  let env: Record<string, string>;
  const through = (...args: string[]) => cli(args, env);
  beforeAll(async () => {
    runtime = await openTestRuntime();
    door = await openHttpDoor(runtime);
    env = { FS_ROOT: runtime.env.fsRoot };
  });
  afterAll(async () => {
    await door?.close();
    await runtime?.dispose();
  });

  it('pages, takes all pages, and gives JSON exactly as REST does', async () => {
    for (const slug of ['a', 'b', 'c']) expect(await through('tenants', 'create', '--slug', `page-${slug}`, '--name', slug, '--database', 'null')).toMatchObject({ status: 0 });
    const first = await through('tenants', 'list', '--limit', '2', '--sort', 'slug');
    expect(first.out.trim().split('\n')).toHaveLength(3);
    expect(first.err).toContain('--cursor');
    const cursor = /--cursor '([^']+)'/.exec(first.err)?.[1] ?? '';
    expect((await through('tenants', 'list', '--limit', '2', '--sort', 'slug', '--cursor', cursor)).out).toContain('page-c');
    const all = JSON.parse((await through('tenants', 'list', '--limit', '2', '--all', '--json')).out) as { items: unknown[]; nextCursor: null };
    expect(all.items).toHaveLength(3);
    expect(all.nextCursor).toBeNull();
    const item = JSON.parse((await through('tenants', 'get', 'page-a', '--json')).out) as { version: string };
    const { secret } = await createApiToken(runtime.records, { name: 'x', role: 'viewer', tenants: [], createdBy: 'test', expiresAt: null });
    const rest = await fetch(`${door.address}/api/v1/tenants/page-a`, { headers: { authorization: `Bearer ${secret}` } });
    expect(item).toEqual(await rest.json());
    // An edit with the version that was read, and one with another.
    expect(await through('tenants', 'update', 'page-a', '--name', 'New', '--if-match', item.version)).toMatchObject({ status: 0 });
    const late = await through('tenants', 'update', 'page-a', '--name', 'Late', '--if-match', item.version);
    expect(late.status).toBe(1);
    expect(late.err).toContain('(precondition_failed)');
    // A viewer's token may not.
    const refused = await through('tenants', 'update', 'page-a', '--name', 'x', '--token', secret);
    expect(refused.status).toBe(1);
    expect(refused.err).toContain('(forbidden)');
  });

  it('does once what comes twice under one key', async () => {
    const twice = ['tokens', 'create', '--name', 'once', '--role', 'viewer', '--idempotency-key', 'k1'];
    const [first, second] = [await through(...twice), await through(...twice)];
    expect(first.out).toMatch(/^tnt_[\w-]{43}\n$/);
    expect(second.out).toBe(first.out);
  });

  it('names each wrong value by its flag', async () => {
    const answer = await through('tenants', 'create', '--slug', 'No Good', '--name', '');
    expect(answer).toMatchObject({ status: 1, out: '' });
    expect(answer.err).toMatch(/\(validation_failed\)[\s\S]*--slug: [\s\S]*--name: /);
  });

  it('asks nobody when it is not understood', async () => {
    const before = door.requests.length;
    for (const args of [['tenants', 'lst'], ['tenants', 'list', '--limt', '3'], ['tenants', 'list', '--limit', 'x'], ['tenants', 'get'], ['tenants']]) {
      const answer = await through(...args);
      expect(answer, args.join(' ')).toMatchObject({ status: 2, out: '' });
      expect(answer.err).toContain('tenants');
    }
    for (const args of [['--help'], ['tenants', '--help'], ['tenants', 'create', '--help']]) expect(await through(...args)).toMatchObject({ status: 0, err: '' });
    expect(door.requests).toHaveLength(before);
  });

  it('says that the server does not answer', async () => {
    const other = await openTestRuntime();
    const gone = await openHttpDoor(other);
    const { writeServerFile } = await import('@/lib/boot/server-file');
    await gone.close();
    const takeBack = await writeServerFile(other.env.fsRoot, gone.address);
    const answer = await cli(['tenants', 'list'], { FS_ROOT: other.env.fsRoot });
    expect(answer).toMatchObject({ status: 3, out: '' });
    expect(answer.err).toContain('does not answer');
    await takeBack();
    await other.dispose();
  });

  it('follows a run to its end, and leaves it going when interrupted', async () => {
    const { id } = await runtime.records.runs.create({ kind: 'test.wait', uniqueKey: null, tenant: null, params: {}, steps: ['one', 'two'] });
    const asked = () => door.requests.filter((line) => line === `GET /api/v1/runs/${id}`).length;
    const interrupted = await cli(['runs', 'get', id, '--wait'], env, {
      onStart: async (kill) => {
        while (asked() < 3) await delay(20);
        kill();
      },
    });
    expect(interrupted).toMatchObject({ status: 130, out: '' });
    expect(interrupted.err).toContain(`runs get ${id} --wait`);
    expect((await runtime.records.runs.get(id))?.status).toBe('queued');
    const step = (name: string) => ({ name, run: () => Promise.resolve() });
    const engine = new RunEngine({ records: runtime.records, kinds: [{ kind: 'test.wait', steps: [step('one'), step('two')] }], log: runtime.log });
    engine.start();
    const followed = await through('runs', 'get', id, '--wait');
    await engine.stop();
    expect(followed.status).toBe(0);
    expect(followed.out).toMatch(/status +succeeded/);
    expect(followed.err).toMatch(/^1\/2 one done[\s\S]*2\/2 two done[\s\S]*succeeded, 2 of 2 steps/);
    expect(JSON.parse((await through('runs', 'get', id, '--json', '--wait')).out)).toMatchObject({ id, status: 'succeeded' });
    expect((await through('runs', 'get', id, '--no-wait')).out).toBe(`${id}\n`);
  });
});
