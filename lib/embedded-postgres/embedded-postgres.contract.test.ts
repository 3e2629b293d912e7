import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '.';
import { processStart } from './process-identity';

async function ask(dsn: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: dsn });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

const SYSTEM = '/usr/lib/postgresql/15/bin';

const installations = [{ name: 'the package', binDir: undefined }, ...(existsSync(SYSTEM) ? [{ name: 'the system', binDir: SYSTEM }] : [])];

describe.each(installations)('startPostgres from $name', ({ binDir }) => {
  let base: string;
  let server: PostgresServer;
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'tenantry-pg-'));
    server = await startPostgres({ dataDir: join(base, 'data'), databases: ['one', 'two'], binDir, durable: false });
  });
  afterAll(async () => {
    await server.stop();
    await rm(base, { recursive: true, force: true });
  });

  it('answers with the databases asked for, in UTF-8, on the loopback only', async () => {
    expect(await ask(server.dsn('one'), 'SHOW server_encoding')).toEqual(['UTF8']);
    expect(await ask(server.dsn('two'), 'SHOW listen_addresses')).toEqual(['127.0.0.1']);
    expect(await ask(server.dsn('two'), 'SHOW max_connections')).toEqual(['150']);
  });

  it('refuses a wrong password', async () => {
    await expect(ask(server.dsn('one').replace(server.password, 'wrong'), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps its password private', async () => {
    expect((await stat(join(base, 'data', 'tenantry-password'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(base, 'data'))).mode & 0o777).toBe(0o700);
  });

  it('keeps data over a stop and over a kill', async () => {
    await ask(server.dsn('one'), 'CREATE TABLE kept AS SELECT 7 AS n');
    await server.stop();
    expect(await processStart(server.pid)).toBeNull();
    server = await startPostgres({ dataDir: join(base, 'data'), binDir, durable: false });
    await server.kill();
    expect(await processStart(server.pid)).toBeNull();
    server = await startPostgres({ dataDir: join(base, 'data'), binDir, durable: false });
    expect(await ask(server.dsn('one'), 'SELECT n FROM kept')).toEqual([7]);
  });
});
