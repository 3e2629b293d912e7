import type { Kit } from '../kit';

/** The one `FS_ROOT` that this database belongs to (one row). */
export const installation = (k: Kit) =>
  k.table('installation', {
    row: k.int('row').primaryKey(),
    id: k.text('id').notNull(),
    /** Machine that took it, for people. */
    host: k.text('host').notNull(),
    since: k.time('since').notNull(),
    /** When files and copy were last compared whole, and what then differed; files won. */
    comparedAt: k.time('compared_at'),
    differences: k.int('differences').notNull(),
    differedAt: k.time('differed_at'),
  });
