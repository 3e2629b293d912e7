import { performance } from 'node:perf_hooks';
import { assertEntry } from './limits';
import type { Cache, CacheStatistics, TenantCache } from './port';
import { Shelf } from './shelf';

export interface MemoryCacheOptions {
  /** Milliseconds on any clock that never goes back. */
  now?: () => number;
  /** For all tenants together; default 64 MiB. */
  maxBytes?: number;
  /** For one tenant; default 8 MiB. */
  maxTenantBytes?: number;
}

const MIB = 1024 * 1024;
/** Enough to meet one that holds much, few enough to cost nothing. */
const SHELVES_COMPARED = 8;

/**
 * The cache in this process's memory: other processes have their own. Nothing in it awaits, so each act
 * is whole before another begins; no timer runs, so it keeps no process alive.
 */
export class MemoryCache implements Cache {
  private readonly shelves = new Map<string, Shelf>();
  /** Walks all tenants again and again, a few at a time. */
  private walk = this.shelves.entries();
  private readonly now: () => number;
  private readonly maxBytes: number;
  private readonly maxTenantBytes: number;
  private bytes = 0;
  private evicted = 0;

  constructor(options: MemoryCacheOptions = {}) {
    this.now = options.now ?? (() => performance.now());
    this.maxBytes = options.maxBytes ?? 64 * MIB;
    this.maxTenantBytes = options.maxTenantBytes ?? 8 * MIB;
  }

  forTenant(tenantId: string): TenantCache {
    const act = <T>(work: (shelf: Shelf, now: number) => T): T => this.act(tenantId, work);
    const put = (key: string, value: string, ttlMs: number) => {
      assertEntry(key, value, ttlMs);
      act((shelf, now) => shelf.put(key, value, now + ttlMs, now));
      // Also where nobody writes any more, what is over goes.
      const [other] = this.nextShelves(1);
      if (other) this.act(other[0], (shelf, now) => shelf.removeSomeThatAreOver(now));
      this.makeRoom(tenantId);
    };
    const take = (key: string) => act((shelf, now) => shelf.take(key, now));
    return {
      get: async (key) => take(key),
      set: async (key, value, ttlMs) => put(key, value, ttlMs),
      async setIfAbsent(key, value, ttlMs) {
        if (take(key) !== null) return false;
        put(key, value, ttlMs);
        return true;
      },
      async getAndDelete(key) {
        const value = take(key);
        act((shelf) => shelf.remove(key));
        return value;
      },
      delete: async (key) => act((shelf, now) => shelf.take(key, now) !== null && shelf.remove(key)),
      deletePrefix: async (prefix) => act((shelf, now) => shelf.removePrefix(prefix, now)),
      clear: async () => act((shelf) => void shelf.removePrefix('', Infinity)),
    };
  }

  statistics(): CacheStatistics {
    const entries = Array.from(this.shelves.values(), (shelf) => shelf.size).reduce((sum, size) => sum + size, 0);
    return { tenants: this.shelves.size, entries, bytes: this.bytes, evicted: this.evicted };
  }

  /** Lets one shelf be worked on and keeps the sum; an empty shelf is none. */
  private act<T>(tenantId: string, work: (shelf: Shelf, now: number) => T): T {
    const shelf = this.shelves.get(tenantId) ?? new Shelf();
    const before = shelf.bytes;
    const result = work(shelf, this.now());
    this.bytes += shelf.bytes - before;
    if (shelf.size === 0) this.shelves.delete(tenantId);
    else this.shelves.set(tenantId, shelf);
    return result;
  }

  /** Whoever holds most pays, of the writer and a few others: no tenant pushes out another's codes by writing much itself. */
  private makeRoom(writer: string): void {
    while (this.sizeOf(writer) > this.maxTenantBytes) this.evictFrom(writer);
    while (this.bytes > this.maxBytes) {
      const others = this.nextShelves(SHELVES_COMPARED).map(([tenantId]) => tenantId);
      this.evictFrom(others.reduce((most, other) => (this.sizeOf(other) > this.sizeOf(most) ? other : most), writer));
    }
  }

  private nextShelves(count: number): [string, Shelf][] {
    const found: [string, Shelf][] = [];
    while (found.length < count) {
      const next = this.walk.next();
      if (!next.done) found.push(next.value);
      else {
        this.walk = this.shelves.entries();
        if (this.shelves.size < count) return [...this.shelves];
      }
    }
    return found;
  }

  private sizeOf(tenantId: string): number {
    return this.shelves.get(tenantId)?.bytes ?? 0;
  }

  private evictFrom(tenantId: string): void {
    if (this.act(tenantId, (shelf, now) => shelf.removeOldest(now))) this.evicted += 1;
  }
}
