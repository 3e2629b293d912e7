import type { Kit } from '../kit';

export const liveEvent = (k: Kit) =>
  k.table(
    'live_event',
    {
      id: k.autoId('id'),
      at: k.time('at').notNull(),
      type: k.text('type').notNull(),
      tenant: k.text('tenant'),
      data: k.json('data').$type<Record<string, unknown>>().notNull(),
    },
    (t) => [k.index('live_event_at').on(t.at)],
  );
