/**
 * Short-lived values of one tenant: what may be lost and made again, or asked for again. An entry may
 * go before its time (memory is bounded, a restart empties it), so nothing that must last belongs here.
 * Every method is one atomic act: of two callers at once, one comes first and the other sees what it did.
 */
export interface TenantCache {
  /** The value, or null when there is none or its time is over. */
  get(key: string): Promise<string | null>;
  /**
   * Puts a value in place of any former one.
   * @param ttlMs how long it may be given out, in whole milliseconds from 1 to {@link CACHE_LIMITS.ttlMs}.
   * @throws AppError `validation_failed` for a key, value or time beyond {@link CACHE_LIMITS}.
   */
  set(key: string, value: string, ttlMs: number): Promise<void>;
  /** @returns whether this call put it there: of many at once exactly one did. @throws AppError as {@link set}. */
  setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean>;
  /** Gives a value to exactly one caller: codes and tokens that work once. */
  getAndDelete(key: string): Promise<string | null>;
  /** @returns whether there was one. */
  delete(key: string): Promise<boolean>;
  /** Removes every key that begins so, compared as it is spelt. @returns how many there were. */
  deletePrefix(prefix: string): Promise<number>;
  /** Removes all of this tenant, and nothing of any other. */
  clear(): Promise<void>;
}

/** Keeps the values of all tenants apart. Tenants go by id: a slug that is used again must not find the former one's. */
export interface Cache {
  forTenant(tenantId: string): TenantCache;
  statistics(): CacheStatistics;
}

export interface CacheStatistics {
  tenants: number;
  entries: number;
  /** Estimated memory of keys and values. */
  bytes: number;
  /** Entries that went before their time for want of room. */
  evicted: number;
}
