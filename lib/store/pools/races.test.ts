import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isAppError } from '@/lib/errors';
import { ServerPool } from './server-pool';
import { DEFAULT_LIMITS, type Lease, type PoolKey, type PooledConnection } from './types';

const RUNS = process.env.TENANTRY_LONG ? 4_000 : 300;
const LIMITS = { ...DEFAULT_LIMITS, waitMs: 6_000, maxWaiting: 12, idleMs: 30_000, failureMs: 1_000 };
const LONGEST_OPENING_MS = 900;
const CLOSING_MS = 40;

type Act =
  | { do: 'acquire'; db: number; password: number; openingMs: number; fails: boolean }
  | { do: 'release' | 'die'; which: number }
  | { do: 'budget'; to: number }
  | { do: 'drain'; db: number | null }
  | { do: 'pass'; ms: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('acquire' as const), db: fc.nat(4), password: fc.nat(1), openingMs: fc.nat(LONGEST_OPENING_MS), fails: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('release' as const, 'die' as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('budget' as const), to: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drain' as const), db: fc.option(fc.nat(4)) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(0, 1, 50, 1_000, 7_000, 40_000) }) },
);

/** A connection that notices when it is closed under somebody's hands. */
class Watched implements PooledConnection {
  usable = true;
  leased = false;
  private ended: (() => void) | null = null;
  constructor(
    private readonly world: World,
    readonly key: PoolKey,
    readonly bornIn: number,
  ) {}
  async close() {
    if (this.leased) this.world.wrongs.push('closed in use');
    this.usable = false;
    await new Promise((resolve) => setTimeout(resolve, CLOSING_MS));
    this.world.live -= 1;
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

/** A pool, what surrounds it, and what must never happen. */
class World {
  live = 0;
  opens = 0;
  readonly wrongs: string[] = [];
  readonly leases: Lease<Watched>[] = [];
  readonly settled: Promise<void>[] = [];
  /** Drains and changes of password so far, by database: what was opened before one is not for who asks after it. */
  private readonly changes = new Map<string, number>();
  private readonly passwords = new Map<string, number>();
  readonly pool: ServerPool<Watched>;
  constructor(private budget: number) {
    this.pool = new ServerPool<Watched>({ id: 's', name: 'Server' }, { ...LIMITS, budget });
  }

  perform(one: Act): Promise<unknown> | void {
    if (one.do === 'acquire') return void this.settled.push(this.acquire(one));
    if (one.do === 'pass') return vi.advanceTimersByTimeAsync(one.ms);
    if (one.do === 'drain') {
      for (let db = 0; db < 5; db++) if (one.db === null || one.db === db) this.outdate(`d${db}`);
      return void this.pool.drain((key) => one.db === null || key.database === `d${one.db}`);
    }
    if (one.do === 'budget') {
      this.budget = one.to;
      return this.pool.setBudget(one.to);
    }
    const [lease] = this.leases.splice(one.which % Math.max(1, this.leases.length), 1);
    if (!lease) return;
    if (one.do === 'die') lease.connection.die();
    this.giveBack(lease);
  }

  private giveBack(lease: Lease<Watched>) {
    lease.connection.leased = false;
    lease.release();
    // A second time does nothing.
    lease.release();
  }

  private outdated(database: string): number {
    return this.changes.get(database) ?? 0;
  }

  private outdate(database: string) {
    this.changes.set(database, this.outdated(database) + 1);
  }

  private async acquire({ db, password, openingMs, fails }: Extract<Act, { do: 'acquire' }>): Promise<void> {
    const key: PoolKey = { database: `d${db}`, user: 'u', fingerprint: `p${password}` };
    const from = Date.now();
    if ((this.passwords.get(key.database) ?? password) !== password) this.outdate(key.database);
    this.passwords.set(key.database, password);
    const asOf = this.outdated(key.database);
    const open = async () => {
      if (this.passwords.get(key.database) !== password) this.wrongs.push('opened with an old password');
      if (this.live >= this.budget) this.wrongs.push(`opened number ${this.live + 1} of ${this.budget}`);
      this.live += 1;
      this.opens += 1;
      const bornIn = this.outdated(key.database);
      await new Promise((resolve) => setTimeout(resolve, openingMs));
      if (!fails) return new Watched(this, key, bornIn);
      this.live -= 1;
      throw new Error('refused');
    };
    try {
      const lease = await this.pool.acquire(key, open);
      const { connection } = lease;
      if (connection.leased) this.wrongs.push('handed out twice');
      if (!connection.usable) this.wrongs.push('handed out dead');
      if (connection.bornIn < asOf) this.wrongs.push('handed out after it was drained');
      if (connection.key.database !== key.database) this.wrongs.push("another pool's");
      connection.leased = true;
      this.leases.push(lease);
    } catch (error) {
      const known = isAppError(error, 'pool_exhausted') || (error instanceof Error && error.message === 'refused');
      if (!known) this.wrongs.push(String(error));
    }
    if (Date.now() - from > LIMITS.waitMs + LONGEST_OPENING_MS) this.wrongs.push(`waited ${Date.now() - from} ms`);
  }

  look() {
    const { waiting, open, idle } = this.pool.totals();
    if (waiting > LIMITS.maxWaiting) this.wrongs.push(`${waiting} wait`);
    if (idle > open || idle < 0) this.wrongs.push(`${idle} of ${open} idle`);
  }

  /** All give back; nobody asks; then everything is closed. */
  async rest() {
    for (const lease of this.leases.splice(0)) this.giveBack(lease);
    for (let turn = 0; turn < 20; turn++) {
      await vi.advanceTimersByTimeAsync(1_000);
      for (const lease of this.leases.splice(0)) this.giveBack(lease);
    }
    await Promise.all(this.settled);
    await vi.advanceTimersByTimeAsync(LIMITS.idleMs * 2);
  }
}

describe('a pool under races', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('keeps its budget, closes nothing in use, hands nothing out twice, and lets nobody wait for ever', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.array(act, { minLength: 5, maxLength: 80 }), async (budget, acts) => {
        const world = new World(budget);
        for (const one of acts) {
          await world.perform(one);
          world.look();
        }
        await world.rest();
        expect(world.wrongs).toEqual([]);
        expect(world.pool.totals()).toMatchObject({ open: 0, idle: 0, waiting: 0 });
        expect([world.pool.used, world.live]).toEqual([0, 0]);
        expect(vi.getTimerCount()).toBe(0);
      }),
      { numRuns: RUNS },
    );
  });

  const key: PoolKey = { database: 'd', user: 'u', fingerprint: 'a' };
  const opener = (world: { opens: number }, ms = 100) => async () => {
    world.opens += 1;
    await new Promise((resolve) => setTimeout(resolve, ms));
    return new Watched(new World(1), key, 0);
  };

  it('opens once for callers that one connection can serve in turn', async () => {
    const world = new World(1);
    const served: number[] = [];
    const callers = Array.from({ length: 10 }, async (_, n) => {
      const lease = await world.pool.acquire(key, opener(world));
      served.push(n);
      lease.release();
    });
    await vi.advanceTimersByTimeAsync(200);
    await Promise.all(callers);
    expect(world.opens).toBe(1);
    expect(served).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('tells of one failure to all for a second, then tries again', async () => {
    const world = new World(2);
    const failing = async (): Promise<Watched> => {
      world.opens += 1;
      throw new Error('refused');
    };
    await expect(world.pool.acquire(key, failing)).rejects.toThrow('refused');
    await vi.advanceTimersByTimeAsync(LIMITS.failureMs - 1);
    await expect(world.pool.acquire(key, opener(world))).rejects.toThrow('refused');
    expect(world.opens).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    const again = world.pool.acquire(key, opener(world));
    await vi.advanceTimersByTimeAsync(100);
    (await again).release();
    expect(world.opens).toBe(2);
  });

  it('refuses at the deadline, to the millisecond, and closes what lay idle too long', async () => {
    const world = new World(1);
    const first = world.pool.acquire(key, opener(world, 0));
    await vi.advanceTimersByTimeAsync(0);
    const held = await first;
    let refused: unknown = null;
    void world.pool.acquire({ ...key, database: 'e' }, opener(world)).catch((error: unknown) => (refused = error));
    await vi.advanceTimersByTimeAsync(LIMITS.waitMs - 1);
    expect(refused).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(isAppError(refused, 'pool_exhausted')).toBe(true);
    held.release();
    await vi.advanceTimersByTimeAsync(LIMITS.idleMs / 2);
    expect(world.pool.totals().open).toBe(1);
    await vi.advanceTimersByTimeAsync(LIMITS.idleMs * 1.5);
    expect(world.pool.totals().open).toBe(0);
  });
});
