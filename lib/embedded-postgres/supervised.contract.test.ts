import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processStart } from './process-identity';
import { startEmbedded, type EmbeddedServer } from './supervised';

const log = { info: () => undefined };

async function ask(server: EmbeddedServer, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: server.dsn('tenants') });
  await client.connect();
  try {
    return Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL of an FS_ROOT', () => {
  let base: string;
  let fsRoot: string;
  let server: EmbeddedServer;

  beforeEach(async () => {
    // mkdtemp makes 0700 folders: as root, this is a checkout below a private home directory.
    base = await mkdtemp(join(tmpdir(), 'tenantry-fs-'));
    fsRoot = join(base, 'data');
    await mkdir(fsRoot);
    server = await startEmbedded({ fsRoot, log });
  });
  afterEach(async () => {
    await server.stop();
    const home = process.getuid?.() === 0 ? (await readFile(join(fsRoot, 'postgres.location'), 'utf8')).trim() : null;
    if (home) await rm(home, { recursive: true, force: true });
    await rm(base, { recursive: true, force: true });
  });
  const dataDir = () => ask(server, 'SHOW data_directory') as Promise<string>;

  it('keeps data and port over stop and SIGKILL', async () => {
    const { port } = server;
    await ask(server, 'CREATE TABLE kept AS SELECT 7 AS n');
    await server.stop();
    server = await startEmbedded({ fsRoot, log });
    await server.kill();
    server = await startEmbedded({ fsRoot, log });
    expect(await ask(server, 'SELECT n FROM kept')).toBe(7);
    expect(server).toMatchObject({ port, adopted: false });
  });

  it('is adopted while it still runs', async () => {
    const again = await startEmbedded({ fsRoot, log });
    expect(again).toMatchObject({ pid: server.pid, port: server.port, adopted: true });
    expect(await ask(again, 'SELECT 1')).toBe(1);
    await again.stop();
    expect(await processStart(server.pid)).toBeNull();
  });

  it('starts over a pid file that names somebody else', async () => {
    const file = join(await dataDir(), 'postmaster.pid');
    const text = await readFile(file, 'utf8');
    await server.stop();
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    await writeFile(file, text.replace(/^\d+/, String(other.pid)), { mode: 0o600 });
    server = await startEmbedded({ fsRoot, log });
    expect(server.adopted).toBe(false);
    expect(await ask(server, 'SELECT 1')).toBe(1);
    expect(await processStart(other.pid ?? 0)).not.toBeNull();
    other.kill('SIGKILL');
  });

  it('moves to another port when its own is taken', async () => {
    const { port } = server;
    await server.stop();
    const squatter = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    server = await startEmbedded({ fsRoot, log });
    squatter.close();
    expect(server.port).not.toBe(port);
    expect(await ask(server, 'SELECT 1')).toBe(1);
  });

  const root = process.getuid?.() === 0;
  if (!root) process.stderr.write('the test of data out of a private folder skipped: only root has to put it elsewhere\n');
  it.skipIf(!root)('keeps data out of a private folder when we are root', async () => {
    expect((await dataDir()).startsWith('/var/lib/tenantry/')).toBe(true);
    expect(existsSync(join(fsRoot, 'postgres'))).toBe(false);
  });
});
