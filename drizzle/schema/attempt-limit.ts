import type { Kit } from '../kit';

/** Fixed windows of counted attempts. */
export const attemptLimit = (k: Kit) =>
  k.table(
    'attempt_limit',
    {
      key: k.text('key').primaryKey(),
      count: k.int('count').notNull(),
      endsAt: k.time('ends_at').notNull(),
    },
    (t) => [k.index('attempt_limit_ends').on(t.endsAt)],
  );
