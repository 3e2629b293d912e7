import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionCheck } from '@/lib/model/server';
import { NETWORK_CHECKS } from '@/lib/model/server-drivers';
import { CHECK_DETAILS } from '../check-details';
import type { ServerTarget } from '../ports';
import type { OpenAdapter } from '../registry';
import { startTcpProxy, type TcpProxy } from '../testing/tcp-proxy';
import type { ContractHarness } from './harness';

export function connectionTestContract(harness: () => ContractHarness): void {
  describe('connection test and probe', () => {
    let adapter: OpenAdapter;
    let proxy: TcpProxy;
    beforeAll(async () => {
      adapter = harness().open();
      proxy = await startTcpProxy(harness().server());
    });
    afterAll(async () => {
      await adapter.close();
      await proxy.close();
    });
    const details = async (overrides: Partial<ServerTarget>) => {
      const { checks, ok } = await adapter.test(harness().server({ id: null, ...overrides }));
      const detailOf = Object.fromEntries(checks.map((check) => [check.name, check.detail])) as Record<ConnectionCheck['name'], string>;
      for (const check of checks) expect(CHECK_DETAILS).toContain(check.detail);
      return { ok, detailOf };
    };

    it('passes every check in order and tells each as it finishes', async () => {
      const told: string[] = [];
      const result = await adapter.test(harness().server({ id: null }), (check) => told.push(check.name));
      expect(result.checks.map((check) => check.name)).toEqual([...NETWORK_CHECKS]);
      expect(told).toEqual([...NETWORK_CHECKS]);
      expect(result).toMatchObject({ ok: true, version: expect.stringMatching(/^\d+/) });
    });

    it('names what failed and does not run what depends on it', async () => {
      const login = await harness().lowPrivilege();
      expect((await details({ password: 'wrong' })).detailOf).toMatchObject({ tcp: 'tcp_ok', authenticate: 'auth_failed', version: 'not_run', clock: 'not_run' });
      expect((await details({ database: 'no such' })).detailOf.authenticate).toBe('database_missing');
      expect((await details({ host: 'no-such-host.invalid' })).detailOf).toMatchObject({ resolve: 'resolve_failed', tcp: 'not_run' });
      expect((await details({ tls: { mode: 'require' } })).detailOf).toMatchObject({ tls: 'tls_not_supported', authenticate: 'not_run' });
      expect(await details(login)).toMatchObject({ ok: false, detailOf: { privileges: 'privilege_missing', read_write: 'read_write' } });
    });

    it('stops at a refused port, and at a black hole within the deadline', async () => {
      await proxy.set('refuse');
      expect((await details({ port: proxy.port })).detailOf).toMatchObject({ tcp: 'tcp_refused', authenticate: 'not_run' });
      expect(await adapter.probe(harness().server({ id: 'refused', port: proxy.port }), 1_000)).toMatchObject({ status: 'UNHEALTHY', reason: 'unreachable' });
      await proxy.set('blackhole');
      const startedAt = Date.now();
      expect((await details({ port: proxy.port })).detailOf).toMatchObject({ tcp: 'tcp_ok', authenticate: 'auth_timeout', clock: 'not_run' });
      expect(await adapter.probe(harness().server({ id: 'hole', port: proxy.port }), 500)).toMatchObject({ status: 'UNHEALTHY', reason: 'timeout' });
      expect(Date.now() - startedAt).toBeLessThan(12_000);
      await proxy.set('pass');
    });

    it('probes on one connection, kept, and sees a stopped server and its return', async () => {
      const server = harness().server({ id: 'probed', port: proxy.port });
      const first = await adapter.probe(server, 2_000);
      expect(first).toMatchObject({ status: 'HEALTHY', reason: 'ok' });
      expect(first.connections!.ours).toBeGreaterThanOrEqual(1);
      const held = proxy.open;
      for (let i = 0; i < 3; i++) await adapter.probe(server, 2_000);
      expect(proxy.open).toBe(held);
      await proxy.set('refuse');
      expect(await adapter.probe(server, 1_000)).toMatchObject({ status: 'UNHEALTHY', reason: 'unreachable' });
      await proxy.set('pass');
      expect(await adapter.probe(server, 2_000)).toMatchObject({ status: 'HEALTHY' });
      expect(await adapter.probe({ ...server, password: 'wrong' }, 2_000)).toMatchObject({ status: 'UNHEALTHY', reason: 'auth_failed' });
      await proxy.set('pass', 600);
      expect(await adapter.probe(server, 10_000)).toMatchObject({ status: 'DEGRADED', reason: 'slow' });
      await proxy.set('pass');
    });
  });
}
