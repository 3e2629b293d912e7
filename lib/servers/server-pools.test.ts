import { Gauge, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { totalsIn } from './server-pools';

describe('totalsIn', () => {
  it("reads one server's numbers, whatever its name", async () => {
    const registry = new Registry();
    const names = ['main', 'ma', 'odd "name" \\ one'];
    for (const [at, metric] of ['tenantry_pool_open', 'tenantry_pool_idle', 'tenantry_pool_waiting', 'tenantry_pool_created_total', 'tenantry_pool_budget'].entries()) {
      const gauge = new Gauge({ name: metric, help: metric, labelNames: ['server'], registers: [registry] });
      names.forEach((server, n) => gauge.set({ server }, 10 * n + at));
    }
    const text = await registry.metrics();
    names.forEach((server, n) => expect(totalsIn(text, server)).toEqual({ open: 10 * n, idle: 10 * n + 1, waiting: 10 * n + 2, created: 10 * n + 3, budget: 10 * n + 4 }));
    expect(totalsIn(text, 'missing')).toBeNull();
  });
});
