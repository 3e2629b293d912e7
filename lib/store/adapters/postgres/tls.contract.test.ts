import { spawnSync } from 'node:child_process';
import { copyFile, chmod, chown, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres } from '@/lib/embedded-postgres';
import type { ServerTarget } from '../../ports';
import { postgres } from '.';

const openssl = spawnSync('openssl', ['version']).status === 0;
if (!openssl) process.stderr.write('TLS contract tests skipped: no openssl to make a certificate with\n');

describe.skipIf(!openssl)('postgres over TLS', () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof startPostgres>>;
  let ca: string;
  const adapter = postgres.open({ migrationsDir: join(process.cwd(), 'migrations'), pools: {} });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenantry-tls-'));
    const dataDir = join(folder, 'data');
    server = await startPostgres({ dataDir, databases: ['tenants'], durable: false });
    const certificate = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const made = spawnSync('openssl', [...certificate, '-keyout', join(folder, 'server.key'), '-out', join(folder, 'server.crt')]);
    expect(made.status).toBe(0);
    const { uid, gid } = await stat(dataDir);
    for (const name of ['server.key', 'server.crt']) {
      await copyFile(join(folder, name), join(dataDir, name));
      await chmod(join(dataDir, name), 0o600);
      await chown(join(dataDir, name), uid, gid);
    }
    ca = await readFile(join(folder, 'server.crt'), 'utf8');
    const client = new Client({ connectionString: server.dsn('tenants') });
    await client.connect();
    await client.query('ALTER SYSTEM SET ssl = on');
    await client.query('SELECT pg_reload_conf()');
    await client.end();
  });
  afterAll(async () => {
    await adapter.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const tlsOf = async (tls: ServerTarget['tls'], host = server.host) => {
    const { port, username, password } = server;
    const network = { host, port, directHost: null, directPort: null, tls };
    const names = { id: null, name: 'TLS', driver: 'postgres' as const, database: 'tenants', maintenanceDatabase: 'postgres' };
    const { ok, checks } = await adapter.test({ ...network, ...names, username, password, maxConnections: 10 });
    return { ok, detail: checks.find((check) => check.name === 'tls')?.detail };
  };

  it('is used as each mode says', async () => {
    await expect.poll(() => tlsOf({ mode: 'require' })).toEqual({ ok: true, detail: 'tls_ok' });
    expect(await tlsOf({ mode: 'disable' })).toEqual({ ok: true, detail: 'tls_off' });
    expect(await tlsOf({ mode: 'verify-ca', ca })).toEqual({ ok: true, detail: 'tls_ok' });
    expect(await tlsOf({ mode: 'verify-full', ca }, 'localhost')).toEqual({ ok: true, detail: 'tls_ok' });
  });

  it('is refused where it cannot be trusted', async () => {
    expect(await tlsOf({ mode: 'verify-ca' })).toEqual({ ok: false, detail: 'tls_untrusted' });
    expect(await tlsOf({ mode: 'verify-full', ca })).toEqual({ ok: false, detail: 'tls_untrusted' });
  });
});
