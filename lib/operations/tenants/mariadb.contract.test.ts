import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApiToken } from '@/lib/auth/tokens';
import { createRestHandler } from '@/lib/doors/rest/rest-handler';
import { provisioningRunKinds } from '@/lib/provisioning/run-kinds';
import { RunEngine } from '@/lib/runs';
import { describeStore } from '@/lib/store/contract/stores';
import { MARIADB_DATABASE, mariaDbMissing, startMariaDb, type MariaDb } from '@/lib/store/testing/mariadb';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';

const READY_WITHIN_MS = 60_000;
const handle = createRestHandler();
const missing = mariaDbMissing();

/** The whole way, through the operations, on an engine that is not Postgres. */
describeStore('mysql')('a tenant on MariaDB', () => {
  if (missing) {
    (process.env['CI'] ? it : it.skip)(missing, () => expect.fail(missing));
    process.stderr.write(`provisioning on MariaDB skipped: ${missing}\n`);
    return;
  }
  let server: MariaDb;
  let runtime: TestRuntime;
  let engine: RunEngine;
  let token: string;
  beforeAll(async () => {
    server = await startMariaDb();
    runtime = await openTestRuntime({ TENANT_DB_DSN: `mysql://${server.username}:${server.password}@${server.host}:${server.port}/${MARIADB_DATABASE}` });
    engine = new RunEngine({ records: runtime.records, kinds: provisioningRunKinds(runtime), log: runtime.log, pollMs: 50 });
    engine.start();
    token = (await createApiToken(runtime.records, { name: 'owner', role: 'owner', tenants: [], createdBy: 'test', expiresAt: null })).secret;
  });
  afterAll(async () => {
    await engine?.stop();
    await runtime?.dispose();
    await server?.stop();
  });

  async function request(method: string, path: string, body?: unknown): Promise<{ status: number; json: Record<string, unknown> }> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = { authorization: `Bearer ${token}`, ...(text !== undefined && { 'content-type': 'application/json' }) };
    const response = await handle(new Request(`http://127.0.0.1/api/v1${path}`, { method, body: text, headers }), runtime);
    const answer = await response.text();
    return { status: response.status, json: (answer ? JSON.parse(answer) : {}) as Record<string, unknown> };
  }

  it('is provisioned in a database of its own, as a user of its own whose password is sealed', async () => {
    expect(await request('POST', '/tenants', { slug: 'acme', name: 'Acme' })).toMatchObject({ status: 202 });
    for (const deadline = Date.now() + READY_WITHIN_MS; ; await delay(30)) {
      const { json } = await request('GET', '/tenants/acme/provisioning');
      if (json['status'] === 'READY') break;
      if (json['status'] === 'ERROR' || Date.now() > deadline) throw new Error(JSON.stringify(json));
    }
    const { placement, password } = await runtime.store.tenantTarget('acme');
    expect(placement).toMatchObject({ isolation: 'database', name: expect.stringMatching(/^tdb_acme_/) as string, role: expect.stringMatching(/^tnt_acme_/) as string });
    const file = await readFile(join(runtime.env.fsRoot, 'tenants', 'acme', 'tenant.yaml'), 'utf8');
    expect(password).toBeTruthy();
    expect(file).not.toContain(password);
    expect(await runtime.store.adapter('mysql').provisioner.inspect(await runtime.store.tenantTarget('acme'))).toMatchObject({ container: 'ours', role: 'ours', applied: ['0001', '0002', '0003'] });
  });

  it('keeps users, who are listed, filtered, found in any case and refused twice', async () => {
    for (const [email, name] of [['Ada@example.com', 'Ada'], ['bob@example.com', 'Bob'], ['jose@example.com', 'José']]) {
      expect(await request('POST', '/tenants/acme/users', { email, name })).toMatchObject({ status: 201 });
    }
    const emails = async (query: string) => ((await request('GET', `/tenants/acme/users?${query}`)).json['items'] as { email: string }[]).map((user) => user.email);
    expect(await emails('sort=email')).toEqual(['Ada@example.com', 'bob@example.com', 'jose@example.com']);
    expect(await emails('filter[email]=ADA@EXAMPLE.COM')).toEqual(['Ada@example.com']);
    expect(await emails('filter[name][startsWith]=b')).toEqual(['bob@example.com']);
    expect(await emails(`filter[name]=${encodeURIComponent('José')}`)).toEqual(['jose@example.com']);
    expect(await emails('filter[name]=Jose')).toEqual([]);
    expect(await request('POST', '/tenants/acme/users', { email: 'aDA@example.com' })).toMatchObject({ status: 409, json: { code: 'conflict' } });
  });
});
