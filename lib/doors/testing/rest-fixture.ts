import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createApiToken } from '@/lib/auth/tokens';
import { startPostgres } from '@/lib/embedded-postgres';
import type { Role } from '@/lib/model/admin';
import type { TenantSettings } from '@/lib/model/tenant';
import { provisioningRunKinds } from '@/lib/provisioning/run-kinds';
import { RunEngine } from '@/lib/runs';
import type { TenantAccess } from '@/lib/store/ports';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';
import { createRestHandler } from '../rest/rest-handler';

const READY_WITHIN_MS = 60_000;

export interface RestAnswer {
  status: number;
  headers: Headers;
  json: Record<string, unknown> & { code?: string; detail?: string; errors?: { path: string; message: string }[]; items?: Record<string, unknown>[] };
}

export interface RestFixture {
  runtime: TestRuntime;
  /** `as` is a token; the owner's unless said. */
  call(method: string, path: string, body?: unknown, how?: { as?: string | null; headers?: Record<string, string> }): Promise<RestAnswer>;
  tokenOf(role: Role, tenants?: string[]): Promise<string>;
  /** Makes a tenant and waits until its data plane is ready. */
  tenant(slug: string): Promise<void>;
  /** A web application that may have the scopes of OpenID Connect. */
  client(slug: string, clientId: string, over?: Record<string, unknown>): Promise<RestAnswer>;
  settings(slug: string, change: (settings: TenantSettings) => TenantSettings): Promise<void>;
  data(slug: string): Promise<TenantAccess>;
  close(): Promise<void>;
}

/** The REST door over a real runtime with a Postgres of its own, and a worker that provisions. */
export async function openRestFixture(): Promise<RestFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'tenantry-rest-'));
  const server = await startPostgres({ dataDir: join(folder, 'pg'), databases: ['tenants'], durable: false });
  const runtime = await openTestRuntime({ TENANT_DB_DSN: server.dsn('tenants') });
  const engine = new RunEngine({ records: runtime.records, kinds: provisioningRunKinds(runtime), log: runtime.log, pollMs: 50 });
  engine.start();
  const tokenOf: RestFixture['tokenOf'] = async (role, tenants = []) => (await createApiToken(runtime.records, { name: role, role, tenants, createdBy: 'test', expiresAt: null })).secret;
  const call = restCaller(runtime, await tokenOf('owner'));
  return {
    runtime,
    call,
    tokenOf,
    tenant: async (slug) => {
      await call('POST', '/tenants', { slug, name: slug });
      for (const deadline = Date.now() + READY_WITHIN_MS; ; await delay(30)) {
        const { json } = await call('GET', `/tenants/${slug}/provisioning`);
        if (json['status'] === 'READY') return;
        if (Date.now() > deadline) throw new Error(JSON.stringify(json));
      }
    },
    client: (slug, clientId, over = {}) => call('POST', `/tenants/${slug}/clients`, { clientId, name: clientId, kind: 'web', type: 'confidential', redirectUris: [`https://${clientId}.example/cb`], ...over }),
    settings: async (slug, change) => {
      await runtime.store.config.tenants.update(slug, '*', (tenant) => ({ ...tenant, settings: change(tenant.settings) }));
    },
    data: (slug) => runtime.store.forTenant(slug),
    close: async () => {
      await engine.stop();
      await runtime.dispose();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Calls the REST door of a runtime as a token. */
export function restCaller(runtime: TestRuntime, owner: string): RestFixture['call'] {
  const handle = createRestHandler();
  return async (method, path, body, { as = owner, headers = {} } = {}) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const sent = { ...(as !== null && { authorization: `Bearer ${as}` }), ...(text !== undefined && { 'content-type': 'application/json' }), ...headers };
    const response = await handle(new Request(`http://127.0.0.1/api/v1${path}`, { method, body: text, headers: sent }), runtime);
    const answer = response.status === 204 ? '' : await response.text();
    return { status: response.status, headers: response.headers, json: (answer ? JSON.parse(answer) : {}) as RestAnswer['json'] };
  };
}
