import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseTrustedProxies } from '@/lib/auth/client-address';
import { createRestHandler } from '@/lib/doors/rest/rest-handler';
import { runOperation } from '@/lib/operations/pipeline';
import { createTenant } from '@/lib/operations/tenants/create-tenant';
import { getMode } from '@/lib/operations/system/get-mode';
import { callAs, openTestRuntime, principalOf, type TestRuntime } from '@/lib/testing/test-runtime';
import { scrape, type ScrapeRequest } from './scrape';

const LOCAL: ScrapeRequest = { peer: '127.0.0.1', forwardedFor: '127.0.0.1', authorization: null };

/** The value of one series; undefined when there is none. */
function valueOf(text: string, series: string): number | undefined {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

describe('metrics', () => {
  let runtime: TestRuntime;
  beforeAll(async () => {
    runtime = await openTestRuntime();
  });
  afterAll(() => runtime.dispose());

  it('count operations by name, door and outcome, with their time', async () => {
    await runOperation(getMode, {}, callAs(principalOf('viewer')), runtime);
    await createRestHandler()(new Request('http://localhost/api/v1/tenants'), runtime);
    const { body } = await scrape(LOCAL, runtime);
    expect(valueOf(body, 'tenantry_operations_total{operation="system.mode",door="rest",outcome="ok"}')).toBe(1);
    expect(valueOf(body, 'tenantry_operations_total{operation="tenants.list",door="rest",outcome="unauthenticated"}')).toBe(1);
    expect(valueOf(body, 'tenantry_operation_duration_seconds_count{operation="system.mode",door="rest"}')).toBe(1);
  });

  it('tell of the whole console, and name no tenant', async () => {
    await runOperation(createTenant, { slug: 'very-secret-customer', name: 'Very secret customer', database: null }, callAs(principalOf('owner')), runtime);
    const { body } = await scrape(LOCAL, runtime);
    expect(valueOf(body, 'tenantry_tenants{status="ACTIVE"}')).toBe(1);
    expect(valueOf(body, 'tenantry_audit_rows_total')).toBeGreaterThanOrEqual(2);
    expect(valueOf(body, 'tenantry_records_up')).toBe(1);
    expect(body).toMatch(/tenantry_build_info\{version="[\d.]+",node="v\d+[\d.]*",process="web"\} 1/);
    expect(body).not.toMatch(/very-secret|tenant="/);
  });

  it('are scraped again and again, and by several at once', async () => {
    const answers = await Promise.all([scrape(LOCAL, runtime), scrape(LOCAL, runtime), scrape(LOCAL, runtime)]);
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body.match(/^# TYPE process_cpu_seconds_total /gm)).toHaveLength(1);
      expect(body.match(/^tenantry_audit_rows_total /gm)).toHaveLength(1);
    }
    expect(new Set(answers.map(({ body }) => valueOf(body, 'tenantry_audit_rows_total'))).size).toBe(1);
  });

  it('answer without the records, and say so', async () => {
    const other = await openTestRuntime({ NODE_ENV: 'test' });
    await other.records.close();
    const { status, body } = await scrape(LOCAL, other);
    await other.store.close();
    expect(status).toBe(200);
    expect(valueOf(body, 'tenantry_records_up')).toBe(0);
    expect(valueOf(body, 'tenantry_audit_rows_total')).toBeUndefined();
    expect(valueOf(body, 'tenantry_live_events')).toBeUndefined();
  });
});

describe('who may read metrics', () => {
  const metrics = { contentType: 'text/plain', operation: () => undefined, text: () => Promise.resolve('numbers') };
  const status = async (request: Partial<ScrapeRequest>, env: { metricsToken?: string; trustedProxies?: string[] } = {}) =>
    (await scrape({ peer: null, forwardedFor: null, authorization: null, ...request }, { env: { metricsToken: env.metricsToken }, trustedProxies: parseTrustedProxies(env.trustedProxies ?? []), metrics })).status;

  it('is this machine alone where there is no token', async () => {
    for (const peer of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.8.9.1']) expect(await status({ peer }), peer).toBe(200);
    for (const peer of ['10.0.0.7', '::ffff:10.0.0.7', 'fe80::1', null]) expect(await status({ peer }), String(peer)).toBe(403);
    // A proxy on this machine, declared or not, passes on what is not of this machine.
    expect(await status({ peer: '127.0.0.1', forwardedFor: '203.0.113.9' })).toBe(403);
    expect(await status({ peer: '127.0.0.1', forwardedFor: '203.0.113.9' }, { trustedProxies: ['loopback'] })).toBe(403);
    expect(await status({ peer: '127.0.0.1', forwardedFor: '127.0.0.1, 203.0.113.9' })).toBe(403);
    expect(await status({ peer: '127.0.0.1', forwardedFor: 'nonsense' })).toBe(403);
    // What a stranger says of itself counts for nothing.
    expect(await status({ peer: '203.0.113.9', forwardedFor: '127.0.0.1' })).toBe(403);
    expect(await status({ peer: '10.0.0.2', forwardedFor: '127.0.0.1' }, { trustedProxies: ['10.0.0.0/8'] })).toBe(200);
  });

  it('is who brings the token, where there is one', async () => {
    const env = { metricsToken: 'a-long-random-token' };
    expect(await status({ peer: '203.0.113.9', authorization: 'Bearer a-long-random-token' }, env)).toBe(200);
    expect(await status({ peer: '127.0.0.1' }, env)).toBe(401);
    for (const authorization of ['Bearer a-long-random-toke', 'Bearer a-long-random-token2', 'Basic a-long-random-token', 'Bearer ', '']) {
      expect(await status({ peer: '127.0.0.1', authorization }, env), authorization).toBe(401);
    }
  });
});
