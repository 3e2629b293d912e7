import { AppError } from '@/lib/errors';
import type { PoolStatistics, ServerPoolTotals } from '../ports';
import { PoolLease } from './lease';
import type { Member, Pool, Waiter } from './members';
import type { Lease, PoolKey, PoolLimits, PooledConnection } from './types';

/**
 * All connections this process holds on one server. The budget is hard: a place is taken before
 * a connection is opened and given back only after it is closed. Callers are served in the order
 * they came; for room, the least recently used idle connection of any pool is closed.
 */
export class ServerPool<C extends PooledConnection> {
  private readonly pools = new Map<string, Pool<C>>();
  private readonly waiters: Waiter<C>[] = [];
  private readonly closings = new Set<Promise<void>>();
  private taken = 0;
  private created = 0;
  private closed = false;
  private sweeper: NodeJS.Timeout | null = null;

  constructor(
    private readonly server: { id: string; name: string },
    private limits: PoolLimits,
    private readonly now: () => number = Date.now,
  ) {}

  setBudget(budget: number): void {
    this.limits = { ...this.limits, budget };
    this.pump();
  }

  /** @throws AppError `pool_exhausted`; or what `open` throws, for every caller within a second of it. */
  async acquire(key: PoolKey, open: () => Promise<C>, waitMs = this.limits.waitMs): Promise<Lease<C>> {
    const pool = this.poolOf(key, open);
    for (;;) {
      const member = this.atOnce(pool) ?? (await this.wait(pool, waitMs));
      if (!member) throw this.exhausted();
      const rested = this.now() - member.idleSince;
      if (member.uses > 0 && rested > this.limits.pingAfterMs && !(await member.connection.ping(1_000))) {
        pool.leased -= 1;
        void this.discard(member);
        continue;
      }
      return this.leaseOf(pool, member);
    }
  }

  /** A place of the budget without a pooled connection, for one that the caller opens and closes itself. */
  async reserve(waitMs = this.limits.waitMs): Promise<() => void> {
    await this.wait(null, waitMs);
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.freePlace();
    };
  }

  /** Closes idle connections now and those in use when they come back; new ones are opened afresh. */
  async drain(matches: (key: PoolKey) => boolean = () => true): Promise<void> {
    const closing: Promise<void>[] = [];
    for (const pool of this.pools.values()) {
      if (!matches(pool.key)) continue;
      pool.generation += 1;
      pool.failure = null;
      for (const member of pool.idle.splice(0)) closing.push(this.discard(member));
    }
    await Promise.all(closing);
  }

  /** Refuses waiters, closes all; waits for connections in use up to `graceMs`. */
  async close(graceMs = 5_000): Promise<void> {
    this.closed = true;
    if (this.sweeper) clearInterval(this.sweeper);
    this.sweeper = null;
    for (const waiter of this.waiters.splice(0)) waiter.refuse(this.exhausted());
    await this.drain();
    const until = this.now() + graceMs;
    while (this.taken > 0 && this.now() < until) {
      await Promise.race([...this.closings, new Promise((resolve) => setTimeout(resolve, 20))]);
    }
  }

  statistics(): PoolStatistics[] {
    return [...this.pools.values()].map((pool) => ({
      serverId: this.server.id,
      database: pool.key.database,
      user: pool.key.user,
      open: pool.idle.length + pool.leased,
      idle: pool.idle.length,
      waiting: this.waiters.filter((waiter) => waiter.pool === pool).length,
      created: pool.created,
      lastUsedAt: pool.lastUsedAt === null ? null : new Date(pool.lastUsedAt).toISOString(),
    }));
  }

  totals(): ServerPoolTotals {
    const pools = this.statistics();
    const sum = (key: 'open' | 'idle') => pools.reduce((total, pool) => total + pool[key], 0);
    return { serverId: this.server.id, open: sum('open'), idle: sum('idle'), waiting: this.waiters.length, created: this.created, budget: this.limits.budget };
  }

  /** Places of the budget in use, for tests. */
  get used(): number {
    return this.taken;
  }

  private poolOf(key: PoolKey, open: () => Promise<C>): Pool<C> {
    const id = `${key.database}\0${key.user}`;
    let pool = this.pools.get(id);
    if (!pool) {
      pool = { id, key, open, generation: 0, idle: [], leased: 0, opening: 0, created: 0, lastUsedAt: null, failure: null };
      this.pools.set(id, pool);
    } else if (pool.key.fingerprint !== key.fingerprint) {
      pool.key = key;
      pool.generation += 1;
      pool.failure = null;
      for (const member of pool.idle.splice(0)) void this.discard(member);
    }
    pool.open = open;
    this.sweeper ??= setInterval(() => this.closeIdle(), Math.max(1_000, this.limits.idleMs / 2)).unref();
    return pool;
  }

  /** The usual case: nobody waits and a connection lies idle, so there is no queue to stand in and no deadline to set. */
  private atOnce(pool: Pool<C>): Member<C> | null {
    if (this.closed || this.waiters.length > 0 || pool.failure) return null;
    const member = pool.idle.pop();
    if (member) pool.leased += 1;
    return member ?? null;
  }

  private wait(pool: Pool<C> | null, waitMs: number): Promise<Member<C> | null> {
    if (this.closed) return Promise.reject(this.exhausted());
    const failure = pool?.failure;
    if (failure && this.now() - failure.at < this.limits.failureMs) return Promise.reject(failure.error);
    if (this.waiters.length >= this.limits.maxWaiting) return Promise.reject(this.exhausted());
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.forgetWaiter(waiter);
        reject(this.exhausted());
      }, waitMs);
      const waiter: Waiter<C> = {
        pool,
        grant: (member) => (clearTimeout(timer), resolve(member)),
        refuse: (error) => (clearTimeout(timer), reject(error)),
      };
      this.waiters.push(waiter);
      this.pump();
    });
  }

  private forgetWaiter(waiter: Waiter<C>): void {
    const at = this.waiters.indexOf(waiter);
    if (at >= 0) this.waiters.splice(at, 1);
  }

  /** Serves waiters in order; one whose pool has nothing yet does not hold back those behind it that it cannot help. */
  private pump(): void {
    if (this.waiters.length === 0) return;
    const wanted = new Map<Pool<C>, number>();
    for (const waiter of [...this.waiters]) {
      const { pool } = waiter;
      if (pool) {
        const member = pool.idle.pop();
        if (member) {
          this.forgetWaiter(waiter);
          pool.leased += 1;
          waiter.grant(member);
          continue;
        }
        // Connections already being opened will serve the first of this pool's waiters.
        const ahead = wanted.get(pool) ?? 0;
        wanted.set(pool, ahead + 1);
        if (ahead < pool.opening) continue;
      }
      if (this.taken >= this.limits.budget) {
        this.evictLeastRecentlyUsed();
        return;
      }
      this.taken += 1;
      if (pool) void this.openFor(pool);
      else {
        this.forgetWaiter(waiter);
        waiter.grant(null);
      }
    }
  }

  private async openFor(pool: Pool<C>): Promise<void> {
    pool.opening += 1;
    const { generation } = pool;
    try {
      const connection = await pool.open();
      pool.opening -= 1;
      pool.created += 1;
      this.created += 1;
      pool.failure = null;
      const member: Member<C> = { connection, bornAt: this.now(), idleSince: this.now(), uses: 0, generation };
      connection.onEnd(() => this.dropEnded(pool, member));
      this.put(pool, member);
    } catch (error) {
      pool.opening -= 1;
      if (generation === pool.generation) {
        pool.failure = { error, at: this.now() };
        for (const waiter of this.waiters.filter((w) => w.pool === pool)) {
          this.forgetWaiter(waiter);
          waiter.refuse(error);
        }
      }
      this.freePlace();
    }
  }

  private leaseOf(pool: Pool<C>, member: Member<C>): Lease<C> {
    member.uses += 1;
    pool.lastUsedAt = this.now();
    return new PoolLease(this, pool, member);
  }

  /** What comes back from a lease, once. */
  giveBack(pool: Pool<C>, member: Member<C>): void {
    pool.leased -= 1;
    this.put(pool, member);
  }

  private put(pool: Pool<C>, member: Member<C>): void {
    const spent = member.uses >= this.limits.maxUses || this.now() - member.bornAt > this.limits.maxAgeMs;
    if (this.closed || spent || !member.connection.usable || member.generation !== pool.generation || this.taken > this.limits.budget) {
      void this.discard(member);
      return;
    }
    member.idleSince = this.now();
    pool.idle.push(member);
    this.pump();
  }

  /** The place is free only when the connection is really gone. */
  private discard(member: Member<C>): Promise<void> {
    const closing = member.connection.close().then(() => {
      this.closings.delete(closing);
      this.freePlace();
    });
    this.closings.add(closing);
    return closing;
  }

  private freePlace(): void {
    this.taken -= 1;
    this.pump();
  }

  private dropEnded(pool: Pool<C>, member: Member<C>): void {
    const at = pool.idle.indexOf(member);
    // One in use is noticed when its lease comes back.
    if (at < 0) return;
    pool.idle.splice(at, 1);
    void this.discard(member);
  }

  private evictLeastRecentlyUsed(): void {
    if (this.closings.size > 0) return;
    let oldest: { pool: Pool<C>; member: Member<C> } | null = null;
    for (const pool of this.pools.values()) {
      const member = pool.idle[0];
      if (member && (!oldest || member.idleSince < oldest.member.idleSince)) oldest = { pool, member };
    }
    if (!oldest) return;
    oldest.pool.idle.shift();
    void this.discard(oldest.member);
  }

  private closeIdle(): void {
    const before = this.now() - this.limits.idleMs;
    for (const pool of this.pools.values()) {
      while (pool.idle[0] && pool.idle[0].idleSince < before) void this.discard(pool.idle.shift()!);
      const asleep = pool.leased + pool.opening + pool.idle.length === 0;
      if (asleep && !this.waiters.some((waiter) => waiter.pool === pool)) this.pools.delete(pool.id);
    }
    if (this.pools.size === 0 && this.sweeper) {
      clearInterval(this.sweeper);
      this.sweeper = null;
    }
  }

  private exhausted(): AppError {
    return new AppError('pool_exhausted', { params: { server: this.server.name }, retryAfterSeconds: 1 });
  }
}
