import type { Kit } from '../kit';

export const lease = (k: Kit) =>
  k.table('lease', {
    name: k.text('name').primaryKey(),
    owner: k.text('owner').notNull(),
    /** Fencing number: grows with each new owner. */
    fence: k.bigint('fence').notNull(),
    expiresAt: k.time('expires_at').notNull(),
  });
