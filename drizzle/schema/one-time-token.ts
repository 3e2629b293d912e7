import type { Kit } from '../kit';

/** What a link is for: the first admin, or one admin's password (`admin/<id>`). */
export type OneTimePurpose = 'setup' | `admin/${string}`;

export const oneTimeToken = (k: Kit) =>
  k.table(
    'one_time_token',
    {
      purpose: k.text('purpose').$type<OneTimePurpose>().notNull(),
      hash: k.text('hash').notNull(),
      createdAt: k.time('created_at').notNull(),
      expiresAt: k.time('expires_at').notNull(),
      usedAt: k.time('used_at'),
    },
    (t) => [k.primaryKey({ name: 'one_time_token_pk', columns: [t.purpose, t.hash] })],
  );
