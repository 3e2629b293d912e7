import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApiToken } from '@/lib/auth/tokens';
import { createRestHandler } from '@/lib/doors/rest/rest-handler';
import { provisioningRunKinds } from '@/lib/provisioning/run-kinds';
import { RunEngine } from '@/lib/runs';
import { describeStore } from '@/lib/store/contract/stores';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';

const READY_WITHIN_MS = 30_000;
interface Answer {
  status: number;
  json: Record<string, unknown> & { items?: Record<string, unknown>[]; errors?: { path: string }[] };
}

/** No server runs anywhere: files are all there is. */
describeStore('sqlite')('tenants in files, over REST', () => {
  const handle = createRestHandler();
  let folder: string;
  let runtime: TestRuntime;
  let engine: RunEngine;
  let owner: string;
  const request = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const response = await handle(new Request(`http://127.0.0.1/api/v1${path}`, { method, body: text, headers: { authorization: `Bearer ${owner}`, ...(text !== undefined && { 'content-type': 'application/json' }), ...headers } }), runtime);
    const answer = response.status === 204 ? '' : await response.text();
    return { status: response.status, json: (answer ? JSON.parse(answer) : {}) as Answer['json'] };
  };
  const ended = async (slug: string): Promise<Answer['json']> => {
    for (const deadline = Date.now() + READY_WITHIN_MS; ; await delay(30)) {
      const { json } = await request('GET', `/tenants/${slug}/provisioning`);
      if (json['status'] === 'READY') return json;
      if (json['status'] === 'ERROR' || Date.now() > deadline) throw new Error(JSON.stringify(json));
    }
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenantry-files-'));
    runtime = await openTestRuntime({ SQLITE_ROOTS: folder });
    engine = new RunEngine({ records: runtime.records, kinds: provisioningRunKinds(runtime), log: runtime.log, pollMs: 50 });
    engine.start();
    owner = (await createApiToken(runtime.records, { name: 'owner', role: 'owner', tenants: [], createdBy: 'test', expiresAt: null })).secret;
  });
  afterAll(async () => {
    await engine?.stop();
    await runtime?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('registers a folder, tests it, and follows with its mode', async () => {
    expect((await request('GET', '/mode')).json).toMatchObject({ mode: 'fs_only' });
    const directory = join(folder, 'tenants');
    expect((await request('POST', '/servers/test', { name: 'files', driver: 'sqlite', directory })).json).toMatchObject({ ok: true });
    const made = await request('POST', '/servers', { name: 'files', driver: 'sqlite', directory, isDefault: true });
    expect(made).toMatchObject({ status: 201, json: { driver: 'sqlite', directory, hasPassword: false } });
    expect((await request('GET', '/mode')).json).toMatchObject({ mode: 'fs_tenant_db' });
    const id = String(made.json['id']);
    expect((await request('POST', `/servers/${id}/check`)).json).toMatchObject({ status: 'HEALTHY' });
    expect((await request('PATCH', `/servers/${id}`, { region: 'here' }, { 'if-match': '*' })).json).toMatchObject({ region: 'here', directory });
    expect((await request('POST', `/servers/${id}/test`, {})).json).toMatchObject({ ok: true });
  });

  it('refuses what no such server has, and a folder elsewhere', async () => {
    const paths = async (body: object) => (await request('POST', '/servers', { name: 'wrong', driver: 'sqlite', ...body })).json.errors?.map(({ path }) => path);
    expect(await paths({})).toEqual(['directory']);
    expect(await paths({ directory: 'relative' })).toEqual(['directory']);
    expect(await paths({ directory: '/etc/tenantry' })).toEqual(['directory']);
    expect(await paths({ directory: join(folder, '..', 'out') })).toEqual(['directory']);
    expect(await paths({ directory: folder, host: 'db' })).toEqual(['host']);
  });

  it('provisions a tenant whose users are made, listed, filtered and gone with it', async () => {
    const created = await request('POST', '/tenants', { slug: 'acme', name: 'Acme' });
    expect(created.json).toMatchObject({ database: { driver: 'sqlite', isolation: 'file', serverName: 'files' } });
    const { steps } = (await ended('acme')) as unknown as { steps: { name: string; status: string }[] };
    expect(steps.every(({ status }) => status === 'done' || status === 'skipped')).toBe(true);
    expect(await readdir(join(folder, 'tenants'))).toContain(`${String(created.json['id'])}.db`);
    for (const [n, name] of ['Cy', 'Bea', 'Ann'].entries()) {
      expect((await request('POST', '/tenants/acme/users', { email: `u${n}@example.com`, name, emailVerified: n === 0 })).status).toBe(201);
    }
    const names = async (query: string) => (await request('GET', `/tenants/acme/users?${query}`)).json.items?.map((user) => user['name']);
    expect(await names('sort=name')).toEqual(['Ann', 'Bea', 'Cy']);
    expect(await names('filter[emailVerified]=true')).toEqual(['Cy']);
    expect(await names('q=BE')).toEqual(['Bea']);
    expect((await request('POST', '/tenants/acme/users', { email: 'U0@example.com' })).status).toBe(409);
    expect((await request('GET', '/tenants/acme/fields')).status).toBe(200);
  });
});
