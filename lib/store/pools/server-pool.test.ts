import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import { ServerPool } from './server-pool';
import { DEFAULT_LIMITS, type PoolKey, type PooledConnection } from './types';

/** A connection with nothing behind it, which counts how many there are at once. */
class Counted implements PooledConnection {
  usable = true;
  private ended: (() => void) | null = null;
  constructor(private readonly meter: { now: number; high: number }, readonly database: string) {
    meter.now += 1;
    meter.high = Math.max(meter.high, meter.now);
  }
  async close() {
    if (this.usable) await new Promise((resolve) => setImmediate(resolve));
    this.usable = false;
    this.meter.now -= 1;
  }
  async ping() {
    return this.usable;
  }
  onEnd(listener: () => void) {
    this.ended = listener;
  }
  die() {
    this.usable = false;
    this.ended?.();
  }
}

const key = (database: string, fingerprint = 'a'): PoolKey => ({ database, user: 'u', fingerprint });
function setUp(budget: number, limits = {}) {
  const meter = { now: 0, high: 0 };
  const pool = new ServerPool<Counted>({ id: 's', name: 'Server' }, { ...DEFAULT_LIMITS, budget, ...limits });
  const opener = (database: string) => async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return new Counted(meter, database);
  };
  return { meter, pool, opener };
}

describe('ServerPool', () => {
  it('never exceeds the budget and serves every caller, whatever the mix of databases', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.record({ db: fc.integer({ min: 0, max: 9 }), die: fc.boolean() }), { minLength: 1, maxLength: 60 }),
        async (budget, calls) => {
          const { meter, pool, opener } = setUp(budget);
          await Promise.all(
            calls.map(async ({ db, die }) => {
              const lease = await pool.acquire(key(`d${db}`), opener(`d${db}`));
              expect(lease.connection.database).toBe(`d${db}`);
              expect(lease.connection.usable).toBe(true);
              await new Promise((resolve) => setImmediate(resolve));
              if (die) lease.connection.die();
              lease.release();
              lease.release();
            }),
          );
          expect(meter.high).toBeLessThanOrEqual(budget);
          await pool.close();
          expect(pool.used).toBe(0);
          expect(meter.now).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuses with pool_exhausted at the deadline and when the queue is full', async () => {
    const { pool, opener } = setUp(1, { maxWaiting: 1 });
    const held = await pool.acquire(key('a'), opener('a'));
    const late = pool.acquire(key('b'), opener('b'), 30);
    await expect(pool.acquire(key('b'), opener('b'))).rejects.toSatisfy((e) => isAppError(e, 'pool_exhausted') && e.retryAfterSeconds === 1);
    await expect(late).rejects.toSatisfy((e) => isAppError(e, 'pool_exhausted'));
    held.release();
    (await pool.acquire(key('b'), opener('b'))).release();
    await pool.close();
  });

  it('does not open one connection per caller when one already idles', async () => {
    const { pool, opener } = setUp(10);
    for (let i = 0; i < 20; i++) (await pool.acquire(key('a'), opener('a'))).release();
    expect(pool.statistics()[0]).toMatchObject({ created: 1, open: 1, idle: 1, waiting: 0 });
    expect(pool.totals()).toMatchObject({ created: 1, open: 1, idle: 1, waiting: 0 });
    await pool.close();
  });

  it('never closes a connection in use; drained ones go when they come back', async () => {
    const { pool, opener } = setUp(2);
    const lease = await pool.acquire(key('a'), opener('a'));
    await pool.drain();
    expect(lease.connection.usable).toBe(true);
    lease.release();
    const next = await pool.acquire(key('a', 'changed'), opener('a'));
    expect(next.connection).not.toBe(lease.connection);
    next.release();
    await pool.close();
  });

  it('shares one failure among the callers behind it, and forgets it within a second', async () => {
    const { pool, opener } = setUp(2, { failureMs: 40 });
    let opens = 0;
    const failing = async (): Promise<Counted> => {
      opens += 1;
      throw new Error('refused');
    };
    const all = await Promise.allSettled(Array.from({ length: 50 }, () => pool.acquire(key('a'), failing)));
    expect(all.every((result) => result.status === 'rejected')).toBe(true);
    expect(opens).toBeLessThanOrEqual(2);
    expect(pool.used).toBe(0);
    await expect.poll(async () => pool.acquire(key('a'), opener('a')).then((l) => (l.release(), true), () => false)).toBe(true);
    await pool.close();
  });
});
