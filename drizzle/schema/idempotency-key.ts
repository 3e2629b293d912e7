import type { Kit } from '../kit';

/** Requests that carried a key, and what they were answered. */
export const idempotencyKey = (k: Kit) =>
  k.table(
    'idempotency_key',
    {
      /** SHA-256 (hex) of who asked and the key they gave. */
      key: k.text('key').primaryKey(),
      /** Who works on it, or did. */
      owner: k.text('owner').notNull(),
      /** Fingerprint of operation and input, sealed: it may cover a password. */
      request: k.text('request').notNull(),
      /** Sealed answer; null while at work. */
      answer: k.text('answer'),
      /** After this a worker that gave no answer is taken for dead. */
      lockedUntil: k.time('locked_until').notNull(),
      expiresAt: k.time('expires_at').notNull(),
    },
    (t) => [k.index('idempotency_key_expires').on(t.expiresAt)],
  );
