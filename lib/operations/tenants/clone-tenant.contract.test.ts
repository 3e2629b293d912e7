import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiToken } from '@/lib/auth/tokens';
import { createRestHandler } from '@/lib/doors/rest/rest-handler';
import { provisioningRunKinds } from '@/lib/provisioning/run-kinds';
import { fieldsRunKind } from '@/lib/fields/apply/run-kind';
import { RunEngine } from '@/lib/runs';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';

const READY_WITHIN_MS = 30_000;
type Json = Record<string, unknown> & { items: Record<string, unknown>[] };

/** A tenant that begins as another is now: everything but users and secrets. */
describe('cloning a tenant, over REST', () => {
  const handle = createRestHandler();
  let folder: string;
  let runtime: TestRuntime;
  let engine: RunEngine;
  let owner: string;
  const request = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}, token = owner): Promise<{ status: number; json: Json }> => {
    const response = await handle(
      new Request(`http://127.0.0.1/api/v1${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body), headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers } }),
      runtime,
    );
    const text = await response.text();
    return { status: response.status, json: (text ? JSON.parse(text) : {}) as Json };
  };
  const made = async (path: string, body: unknown) => {
    const answer = await request('POST', path, body);
    expect(answer.status, JSON.stringify(answer.json)).toBeLessThan(300);
    return answer.json;
  };
  const until = async (path: string, status: string): Promise<void> => {
    for (const deadline = Date.now() + READY_WITHIN_MS; ; await delay(30)) {
      const { json } = await request('GET', path);
      if (json['status'] === status) return;
      if (Date.now() > deadline) throw new Error(JSON.stringify(json));
    }
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenantry-clone-'));
    runtime = await openTestRuntime({ SQLITE_ROOTS: folder });
    engine = new RunEngine({ records: runtime.records, kinds: [...provisioningRunKinds(runtime), fieldsRunKind(runtime)], log: runtime.log, pollMs: 50 });
    engine.start();
    owner = (await createApiToken(runtime.records, { name: 'owner', role: 'owner', tenants: [], createdBy: 'test', expiresAt: null })).secret;
    await made('/servers', { name: 'files', driver: 'sqlite', directory: join(folder, 'tenants'), isDefault: true });
    await made('/tenants', { slug: 'source', name: 'Source', language: 'pt' });
    await until('/tenants/source/provisioning', 'READY');
    const { version } = (await request('GET', '/tenants/source')).json;
    await request('PATCH', '/tenants/source', { settings: { sessionLifetimeSeconds: 3_600, migrationPolicy: 'manual' } }, { 'if-match': `"${String(version)}"` });
    const plan = await made('/tenants/source/fields/plan', { changes: [{ op: 'add', name: 'department', type: 'text', indexed: true }, { op: 'add', name: 'age', type: 'integer', required: true }] });
    const { runId } = await made('/tenants/source/fields/apply', { planId: plan['planId'], hash: plan['hash'] });
    await until(`/runs/${String(runId)}`, 'succeeded');
    await made('/tenants/source/scopes', { name: 'staff', claims: ['department'] });
    await made('/tenants/source/clients', { clientId: 'portal', name: 'Portal', kind: 'web', type: 'confidential', redirectUris: ['https://app.example/cb'], scopes: ['openid', 'staff'] });
    await made('/tenants/source/roles', { name: 'a-clerk', permissions: ['files:read'] });
    await made('/tenants/source/roles', { name: 'a-boss', permissions: ['files:write'], parent: 'a-clerk' });
    await made('/tenants/source/users', { email: 'a@example.com', customFields: { age: 4 } });
  });
  afterAll(async () => {
    await engine?.stop();
    await runtime?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('gives fields as columns, scopes, clients without secrets, roles and settings, and no users', async () => {
    const { runId } = await made('/tenants', { slug: 'copy', name: 'Copy', cloneFrom: 'source' });
    expect(runId).toEqual(expect.any(String));
    await until('/tenants/copy/provisioning', 'READY');
    expect((await request('GET', '/tenants/copy')).json).toMatchObject({ language: 'pt', settings: { sessionLifetimeSeconds: 3_600, migrationPolicy: 'manual' } });
    const ids = async (slug: string) => (await request('GET', `/tenants/${slug}/fields`)).json.items.map(({ id }) => id);
    expect((await request('GET', '/tenants/copy/fields')).json.items).toMatchObject([{ name: 'department', state: 'active', indexed: true }, { name: 'age', state: 'active', required: true }]);
    const theirs = await ids('source');
    expect((await ids('copy')).filter((id) => theirs.includes(id))).toEqual([]);
    expect((await request('GET', '/tenants/copy/users')).json.items).toEqual([]);
    await made('/tenants/copy/users', { email: 'b@example.com', customFields: { department: 'IT', age: 7 } });
    expect((await request('GET', '/tenants/copy/users?filter[department]=IT')).json.items).toHaveLength(1);
    expect((await request('GET', '/tenants/copy/scopes/staff')).json).toMatchObject({ claims: ['department'] });
    expect(await runtime.store.config.clients('copy').list()).toMatchObject([{ clientId: 'portal', scopes: ['openid', 'staff'], secrets: [] }]);
    const roles = (await request('GET', '/tenants/copy/roles')).json.items;
    expect(roles).toContainEqual(expect.objectContaining({ name: 'a-boss', parent: 'a-clerk', permissions: ['files:write'] }));
    expect(await runtime.store.config.tenants.get('copy')).not.toHaveProperty('cloneFrom');
  });

  it('gives one without a data plane what stands in files, and its columns when it gets one', async () => {
    await made('/tenants', { slug: 'bare', name: 'Bare', language: 'es', database: null, cloneFrom: 'source' });
    expect((await request('GET', '/tenants/bare')).json).toMatchObject({ language: 'es', database: null, settings: { sessionLifetimeSeconds: 3_600 } });
    expect(await runtime.store.config.clients('bare').list()).toHaveLength(1);
    expect(await runtime.store.config.tenants.get('bare')).not.toHaveProperty('cloneFrom');
  });

  it('knows no tenant that is not there, or that the caller may not see', async () => {
    const bound = (await createApiToken(runtime.records, { name: 'bound', role: 'tenant-admin', tenants: ['copy'], createdBy: 'test', expiresAt: null })).secret;
    expect((await request('POST', '/tenants', { slug: 'other', name: 'Other', cloneFrom: 'nobody' })).json).toMatchObject({ code: 'validation_failed', errors: [{ path: 'cloneFrom' }] });
    expect((await request('POST', '/tenants', { slug: 'other', name: 'Other', cloneFrom: 'source' }, {}, bound)).status).toBe(403);
    expect(await runtime.store.config.tenants.get('other')).toBeNull();
  });
});
