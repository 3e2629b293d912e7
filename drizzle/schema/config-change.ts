import type { Kit } from '../kit';

/** Each change that was copied, in its order; an entry that comes twice is known by its id. */
export const configChange = (k: Kit) =>
  k.table(
    'config_change',
    {
      seq: k.autoId('seq'),
      entryId: k.text('entry_id').notNull(),
      path: k.text('path').notNull(),
      /** Null: the file was removed. */
      sha256: k.text('sha256'),
      changedAt: k.time('changed_at').notNull(),
      copiedAt: k.time('copied_at').notNull(),
    },
    (t) => [k.uniqueIndex('config_change_entry').on(t.entryId), k.index('config_change_path').on(t.path, t.seq)],
  );
