import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import type { Isolation } from '@/lib/model/common';
import type { TenantTarget } from '../ports';
import type { OpenAdapter } from '../registry';
import { startTcpProxy, type TcpProxy } from '../testing/tcp-proxy';
import { newTenant, provision, tenantContext, type ContractHarness } from './harness';

export function poolsContract(harness: () => ContractHarness, isolations: readonly Isolation[]): void {
  describe('pools', () => {
    let setup: OpenAdapter;
    let proxy: TcpProxy;
    const tenants: TenantTarget[] = [];
    beforeAll(async () => {
      setup = harness().open();
      proxy = await startTcpProxy(harness().server());
      for (const isolation of isolations) {
        for (const slug of ['one', 'two']) {
          const target = newTenant(setup, harness().server({ id: 'setup' }), isolation, slug);
          await provision(setup, target);
          tenants.push(target);
        }
      }
    });
    afterAll(async () => {
      for (const target of tenants) await setup.provisioner.drop(target);
      await setup.close();
      await proxy.close();
    });
    afterEach(() => proxy.set('pass'));
    const behindProxy = (target: TenantTarget, overrides = {}) => ({
      ...target,
      server: harness().server({ id: 'proxied', name: 'Proxied', port: proxy.port, maxConnections: 10, ...overrides }),
    });

    it('holds the budget under 200 callers of all tenants, with DDL and tests among them', async () => {
      const adapter = harness().open({ share: 0.6, waitMs: 30_000 });
      const targets = tenants.map((target) => behindProxy(target));
      const before = proxy.high;
      const calls = Array.from({ length: 200 }, (_, i) => {
        const target = targets[i % targets.length]!;
        if (i % 50 === 0) return adapter.provisioner.inspect(target);
        return i % 67 === 0 ? adapter.probe(target.server, 20_000) : adapter.openTenant(target, tenantContext()).users.count();
      });
      await Promise.all(calls);
      expect(before).toBe(0);
      expect(proxy.high).toBeLessThanOrEqual(6);
      const statistics = adapter.statistics();
      expect(statistics.reduce((sum, pool) => sum + pool.open, 0)).toBeLessThanOrEqual(5);
      expect(statistics.every((pool) => pool.waiting === 0 && pool.open === pool.idle)).toBe(true);
      await adapter.close();
      await expect.poll(() => proxy.open).toBe(0);
    });

    it('says server_unreachable for a stopped server and a black hole, and recovers', async () => {
      const adapter = harness().open({ failureMs: 50 });
      const { users } = adapter.openTenant(behindProxy(tenants[0]!), tenantContext());
      expect(await users.count()).toBe(0);
      const unreachable = (e: unknown) => isAppError(e, 'server_unreachable') && e.params.server === 'Proxied' && !JSON.stringify(e.params).includes('127.0.0.1');
      await proxy.set('refuse');
      await expect(users.count()).rejects.toSatisfy(unreachable);
      await proxy.set('blackhole');
      const startedAt = Date.now();
      await expect.poll(() => users.count().then(() => null, (e) => e), { timeout: 15_000 }).toSatisfy(unreachable);
      expect(Date.now() - startedAt).toBeLessThan(15_000);
      await proxy.set('pass');
      await expect.poll(() => users.count().catch(() => null), { timeout: 10_000 }).toBe(0);
      await adapter.close();
    });

    it('uses new credentials at once, and a wrong password is its own error', async () => {
      const adapter = harness().open({ failureMs: 0 });
      const good = behindProxy(tenants[0]!);
      // Whoever it is that the pool logs in as: the server's user, or the tenant's own.
      const bad = { ...behindProxy(tenants[0]!, { password: 'wrong' }), password: tenants[0]!.password === null ? null : 'wrong' };
      expect(await adapter.openTenant(good, tenantContext()).users.count()).toBe(0);
      await expect(adapter.openTenant(bad, tenantContext()).users.count()).rejects.toSatisfy((e) => isAppError(e, 'server_auth_failed'));
      expect(await adapter.openTenant(good, tenantContext()).users.count()).toBe(0);
      await adapter.drain('proxied');
      expect(adapter.statistics().reduce((sum, pool) => sum + pool.open, 0)).toBe(0);
      await adapter.close();
    });
  });
}
