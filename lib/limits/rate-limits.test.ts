import { fc, it as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { ANONYMOUS, SYSTEM, type Principal } from '@/lib/auth/principal';
import { isAppError } from '@/lib/errors';
import type { Role } from '@/lib/model/admin';
import { networkOf } from './network-of';
import { createRateLimiter } from './rate-limiter';
import { createRateLimits } from './rate-limits';

const token = (id: string, role: Role = 'owner', tenants: string[] | null = null): Principal => ({ type: 'token', id, name: id, role, tenants });

/** A clock that only moves when it is told to. */
function clock() {
  let at = 1_000;
  return { now: () => at, pass: (ms: number) => void (at += ms) };
}

/** Seconds to wait, or null when it was let through. */
function refusal(call: () => void): number | null {
  try {
    call();
    return null;
  } catch (error) {
    if (!isAppError(error, 'rate_limited')) throw error;
    return error.retryAfterSeconds ?? 0;
  }
}
const passed = (times: number, call: () => void): number => Array.from({ length: times }, () => refusal(call)).filter((seconds) => seconds === null).length;

describe('a limiter', () => {
  it('lets a burst through, then the rate, and says when to come again', () => {
    const { now, pass } = clock();
    const limiter = createRateLimiter({ now });
    const rate = { perMinute: 60, burst: 3 };
    expect([1, 2, 3].map(() => limiter.take('a', rate))).toEqual([0, 0, 0]);
    expect(limiter.take('a', rate)).toBe(1_000);
    pass(400);
    expect(limiter.take('a', rate)).toBe(600);
    pass(600);
    expect([limiter.take('a', rate), limiter.take('a', rate)]).toEqual([0, 1_000]);
    pass(3_600_000);
    expect([1, 2, 3, 4].map(() => limiter.take('a', rate))).toEqual([0, 0, 0, 1_000]);
  });

  property.prop([fc.integer({ min: 1, max: 6_000 }), fc.integer({ min: 1, max: 100 }), fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 200 })])('never lets more through than burst and rate allow, nor refuses what came after its wait', (perMinute, burst, pauses) => {
    const { now, pass } = clock();
    const limiter = createRateLimiter({ now });
    let through = 0;
    let elapsed = 0;
    for (const pause of pauses) {
      pass(pause);
      elapsed += pause;
      const wait = limiter.take('a', { perMinute, burst });
      if (wait === 0) through += 1;
      expect(through).toBeLessThanOrEqual(burst + Math.floor((elapsed * perMinute) / 60_000 + 1e-6));
    }
    const wait = limiter.take('a', { perMinute, burst });
    pass(Math.ceil(wait));
    if (wait > 0) expect(limiter.take('a', { perMinute, burst })).toBe(0);
  });

  it('holds a bounded number of keys, and forgets who called longest ago', () => {
    const { now } = clock();
    const limiter = createRateLimiter({ now, maxKeys: 100 });
    const rate = { perMinute: 1, burst: 1 };
    for (let n = 0; n < 99; n += 1) limiter.take(`key-${n}`, rate);
    limiter.take('busy', rate);
    for (let n = 100; n < 150; n += 1) limiter.take(`key-${n}`, rate);
    expect(limiter.size()).toBe(100);
    expect(limiter.take('busy', rate)).toBeGreaterThan(0);
    expect(limiter.take('key-0', rate)).toBe(0);
  });
});

describe('limits', () => {
  const settings = { principal: 60, tenant: 600, address: 12 };

  it('count each principal by itself, and each address while nobody is known', () => {
    const { now, pass } = clock();
    const limits = createRateLimits(settings, now);
    expect(passed(50, () => limits.admit({ principal: token('a'), ip: '203.0.113.1' }))).toBe(10);
    expect(passed(50, () => limits.admit({ principal: token('b'), ip: '203.0.113.1' }))).toBe(10);
    expect(passed(50, () => limits.admit({ principal: ANONYMOUS, ip: '203.0.113.1' }))).toBe(2);
    expect(passed(50, () => limits.admit({ principal: ANONYMOUS, ip: '203.0.113.2' }))).toBe(2);
    expect(refusal(() => limits.admit({ principal: token('a'), ip: null }))).toBe(1);
    expect(refusal(() => limits.admit({ principal: ANONYMOUS, ip: '203.0.113.1' }))).toBe(5);
    pass(1_000);
    expect(passed(5, () => limits.admit({ principal: token('a'), ip: null }))).toBe(1);
  });

  it('are fair between tenants, and between an authorization server and scripts', () => {
    const { now } = clock();
    const limits = createRateLimits(settings, now);
    const server = token('as', 'runtime', ['acme', 'globex']);
    const at = (tenant: string, principal = server) => passed(1_000, () => limits.admit({ principal, ip: null, tenant }));
    expect([at('acme'), at('globex'), at('acme', token('other', 'runtime', ['acme']))]).toEqual([100, 100, 0]);
    // A tenant that is not its own is counted as its own misuse.
    expect(at('initech')).toBe(10);
    expect(passed(1_000, () => limits.admitToTenant(token('script'), 'acme'))).toBe(100);
    expect(passed(1_000, () => limits.admitToTenant(token('script'), 'globex'))).toBe(100);
  });

  it('do not keep people at a tenant out because of its scripts, nor whoever has the machine', () => {
    const { now } = clock();
    const limits = createRateLimits(settings, now);
    const admin: Principal = { ...token('ada'), type: 'admin' };
    expect(passed(1_000, () => limits.admitToTenant(admin, 'acme'))).toBe(1_000);
    expect(passed(1_000, () => limits.admit({ principal: SYSTEM, ip: null }))).toBe(1_000);
    expect(passed(1_000, () => limits.admit({ principal: { ...SYSTEM, type: 'cli' }, ip: null }))).toBe(1_000);
  });

  it('are none at 0', () => {
    const limits = createRateLimits({ principal: 0, tenant: 0, address: 0 }, clock().now);
    expect(passed(500, () => limits.admit({ principal: ANONYMOUS, ip: null }))).toBe(500);
    expect(passed(500, () => limits.admitToTenant(token('a'), 'acme'))).toBe(500);
  });
});

it.each([
  [null, 'unknown'],
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::6', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('the network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
