import type { StepError, StepStatus } from '../../lib/model/run';
import type { Kit } from '../kit';

export const runStep = (k: Kit) =>
  k.table(
    'run_step',
    {
      runId: k.text('run_id').notNull(),
      position: k.int('position').notNull(),
      name: k.text('name').notNull(),
      status: k.text('status').$type<StepStatus>().notNull(),
      attempts: k.int('attempts').notNull(),
      startedAt: k.time('started_at'),
      finishedAt: k.time('finished_at'),
      durationMs: k.real('duration_ms'),
      error: k.json('error').$type<StepError>(),
    },
    (t) => [k.primaryKey({ name: 'run_step_pk', columns: [t.runId, t.position] }), k.uniqueIndex('run_step_name').on(t.runId, t.name)],
  );
