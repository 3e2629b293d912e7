import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeCache } from '@/lib/store/contract/cache';
import { MemoryCache } from '.';

const DAY_MS = 24 * 60 * 60 * 1000;

describeCache('memory', async (clock) => new MemoryCache({ now: clock.now }));

describe('memory: room', () => {
  it('is kept, whatever is put; the latest entry is always there', async () => {
    const put = fc.record({ tenant: fc.constantFrom('a', 'b', 'c'), key: fc.string({ minLength: 1, maxLength: 8 }), size: fc.integer({ min: 0, max: 500 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(put, { maxLength: 200 }), async (puts) => {
        const cache = new MemoryCache({ maxBytes: 10_000, maxTenantBytes: 5_000 });
        for (const { tenant, key, size } of puts) {
          await cache.forTenant(tenant).set(key, 'x'.repeat(size), DAY_MS);
          expect(await cache.forTenant(tenant).get(key)).toHaveLength(size);
          expect(cache.statistics().bytes).toBeLessThanOrEqual(10_000);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('goes to what was used last', async () => {
    const cache = new MemoryCache({ maxTenantBytes: 10_000 });
    const tenant = cache.forTenant('a');
    await tenant.set('kept', 'x', DAY_MS);
    for (let n = 0; n < 1_000; n += 1) {
      await tenant.set(`k${n}`, 'x', DAY_MS);
      expect(await tenant.get('kept')).toBe('x');
    }
    expect(await tenant.get('k0')).toBeNull();
    expect(cache.statistics().evicted).toBeGreaterThan(900);
  });

  it('of one tenant is not taken by another that writes much', async () => {
    const cache = new MemoryCache({ maxBytes: 20_000, maxTenantBytes: 20_000 });
    const quiet = cache.forTenant('quiet');
    for (let n = 0; n < 10; n += 1) await quiet.set(`code:${n}`, 'x', DAY_MS);
    const loud = cache.forTenant('loud');
    for (let n = 0; n < 5_000; n += 1) await loud.set(`k${n}`, 'x', DAY_MS);
    expect(await quiet.deletePrefix('code:')).toBe(10);
  });

  it('comes back when the time of entries is over, without anyone asking for them', async () => {
    let now = 0;
    const cache = new MemoryCache({ now: () => now });
    for (let n = 0; n < 1_000; n += 1) await cache.forTenant(`t${n % 10}`).set(`k${n}`, 'x', 10);
    now = 10;
    for (let n = 0; n < 1_500; n += 1) await cache.forTenant('writer').set('same', 'x', DAY_MS);
    expect(cache.statistics()).toMatchObject({ tenants: 1, entries: 1, evicted: 0 });
  });
});

it('keeps no process alive', () => {
  const script = "import { MemoryCache } from './lib/store/cache/index.ts'; await new MemoryCache().forTenant('a').set('k', 'v', 86_400_000); process.stdout.write('set');";
  const ended = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { encoding: 'utf8', timeout: 15_000 });
  expect([ended.stdout, ended.status]).toEqual(['set', 0]);
});
