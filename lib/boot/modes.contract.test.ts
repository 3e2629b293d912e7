import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import { testMasterKey } from '@/lib/testing/test-runtime';

/** Each mode as a process of its own: nothing but its environment says which it is. */
const MODES = [
  { mode: 'fs_only', global: false, tenant: false },
  { mode: 'fs_global_db', global: true, tenant: false },
  { mode: 'fs_tenant_db', global: false, tenant: true },
  { mode: 'full_db', global: true, tenant: true },
] as const;

let folder: string;
let server: PostgresServer;
const masterKey = testMasterKey();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenantry-modes-'));
  server = await startPostgres({ dataDir: join(folder, 'pg'), databases: ['fs_global_db', 'full_db', 'tenants'], durable: false });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function command(fsRoot: string, dsns: { global: string; tenant: string }, ...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    FS_ROOT: join(folder, fsRoot),
    GLOBAL_DB_DSN: dsns.global,
    TENANT_DB_DSN: dsns.tenant,
    SECRETBOX_MASTER_KEY: masterKey,
    NEXTAUTH_SECRET: 'for tests only',
    NEXTAUTH_URL: 'http://127.0.0.1:3000',
    ADMIN_EMAIL: 'owner@example.com',
    ADMIN_PASSWORD: 'correct horse battery 9',
  };
  const child = spawn(process.execPath, ['scripts/cli.mjs', ...args, '--json'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const status = await new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  return { status, out, err };
}

const dsnsOf = ({ mode, global, tenant }: (typeof MODES)[number]) => ({ global: global ? server.dsn(mode) : 'none', tenant: tenant ? server.dsn('tenants') : 'none' });

describe.each(MODES)('$mode', (given) => {
  const { mode, global, tenant } = given;
  const run = (...args: string[]) => command(mode, dsnsOf(given), ...args);

  it('is detected, tells what it can, and refuses what it cannot with a code of its own', async () => {
    const told = await run('system', 'mode');
    expect(told.status, told.err).toBe(0);
    expect(JSON.parse(told.out)).toMatchObject({ mode, capabilities: { users: tenant, globalSync: global, readOnly: false, leader: true } });

    const made = await run('tenants', 'create', '--slug', 'acme', '--name', 'Acme', '--database', 'null');
    expect(made.status, made.err).toBe(0);
    expect(await readFile(join(folder, mode, 'tenants', 'acme', 'tenant.yaml'), 'utf8')).toContain('Acme');
    const users = await run('users', 'list', '--slug', 'acme');
    expect([users.status === 0, users.err]).toEqual([false, expect.stringContaining(tenant ? 'tenant_no_database' : 'capability_unsupported')]);

    const diff = await run('config', 'diff');
    if (global) expect(JSON.parse(diff.out)).toMatchObject({ waiting: expect.any(Number) });
    else expect([diff.status === 0, diff.err]).toEqual([false, expect.stringContaining('capability_unsupported')]);
    if (!tenant) {
      const placed = await run('tenants', 'create', '--slug', 'wants', '--name', 'Wants a database');
      expect([placed.status === 0, placed.err]).toEqual([false, expect.stringContaining('capability_unsupported')]);
    }
  }, 120_000);
});

it('a second FS_ROOT on the same global database is refused at start, and may restore an empty one or adopt', async () => {
  const dsns = { global: server.dsn('full_db'), tenant: 'none' };
  const refused = await command('second', dsns, 'system', 'mode');
  expect(refused.status).not.toBe(0);
  expect(refused.err).toMatch(/belongs to another FS_ROOT/);
  const adopted = await command('second', dsns, 'config', 'adopt');
  expect(adopted.status, adopted.err).toBe(0);
  expect((await command('second', dsns, 'system', 'mode')).status).toBe(0);
  expect((await command('full_db', dsns, 'system', 'mode')).err).toMatch(/belongs to another FS_ROOT/);
  const again = await command('second', dsns, 'config', 'restore', '--from-global-db');
  expect(again.err).toContain('invalid_state');
}, 120_000);
