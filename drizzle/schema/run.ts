import type { RunStatus, StepError } from '../../lib/model/run';
import type { Kit } from '../kit';

export const run = (k: Kit) =>
  k.table(
    'run',
    {
      id: k.text('id').primaryKey(),
      kind: k.text('kind').notNull(),
      status: k.text('status').$type<RunStatus>().notNull(),
      tenant: k.text('tenant'),
      params: k.json('params').$type<Record<string, unknown>>().notNull(),
      uniqueKey: k.text('unique_key'),
      /** The unique key while the run is live, null after: a unique index then allows one live run per key in both dialects. */
      liveKey: k.text('live_key'),
      attempts: k.int('attempts').notNull(),
      error: k.json('error').$type<StepError>(),
      createdAt: k.time('created_at').notNull(),
      startedAt: k.time('started_at'),
      finishedAt: k.time('finished_at'),
      nextAttemptAt: k.time('next_attempt_at'),
      /** Fencing number: grows with every claim. */
      claim: k.bigint('claim').notNull(),
      owner: k.text('owner'),
      leaseUntil: k.time('lease_until'),
      cancelRequested: k.bool('cancel_requested').notNull(),
      pauseRequested: k.bool('pause_requested').notNull(),
    },
    (t) => [
      k.uniqueIndex('run_live_key').on(t.liveKey),
      k.index('run_due').on(t.status, t.nextAttemptAt),
      k.index('run_created').on(t.createdAt, t.id),
      k.index('run_tenant').on(t.tenant, t.kind, t.createdAt),
    ],
  );
