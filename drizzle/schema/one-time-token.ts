import type { Kit } from '../kit';

export const oneTimeToken = (k: Kit) =>
  k.table(
    'one_time_token',
    {
      purpose: k.text('purpose').$type<'setup'>().notNull(),
      hash: k.text('hash').notNull(),
      createdAt: k.time('created_at').notNull(),
      expiresAt: k.time('expires_at').notNull(),
      usedAt: k.time('used_at'),
    },
    (t) => [k.primaryKey({ name: 'one_time_token_pk', columns: [t.purpose, t.hash] })],
  );
