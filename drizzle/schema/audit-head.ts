import type { Kit } from '../kit';

/** The seal on the chain's end (one row): how many rows there are and the last one's hash, so that a cut tail is found. */
export const auditHead = (k: Kit) =>
  k.table('audit_head', {
    id: k.int('id').primaryKey(),
    count: k.bigint('count').notNull(),
    hash: k.text('hash').notNull(),
  });
