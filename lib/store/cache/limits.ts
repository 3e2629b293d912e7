import { invalidField } from '@/lib/errors';

/** What one entry may be, in any implementation. */
export const CACHE_LIMITS = {
  /** UTF-16 units; a key is a name and an id, not content. */
  keyLength: 512,
  /** UTF-16 units; larger things are rows, not cache. */
  valueLength: 256 * 1024,
  /** 31 days: what is wanted longer is stored. */
  ttlMs: 31 * 24 * 60 * 60 * 1000,
} as const;

export function assertKey(key: string): void {
  if (key.length === 0) throw invalidField('key', 'required');
  if (key.length > CACHE_LIMITS.keyLength) throw invalidField('key', 'tooLong', { max: CACHE_LIMITS.keyLength });
}

export function assertEntry(key: string, value: string, ttlMs: number): void {
  assertKey(key);
  if (value.length > CACHE_LIMITS.valueLength) throw invalidField('value', 'tooLong', { max: CACHE_LIMITS.valueLength });
  if (!Number.isInteger(ttlMs)) throw invalidField('ttlMs', 'invalid');
  if (ttlMs < 1) throw invalidField('ttlMs', 'tooSmall', { min: 1 });
  if (ttlMs > CACHE_LIMITS.ttlMs) throw invalidField('ttlMs', 'tooBig', { max: CACHE_LIMITS.ttlMs });
}
