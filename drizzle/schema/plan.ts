import type { Kit } from '../kit';

/** A plan of changes, kept until it is applied or too old. */
export const plan = (k: Kit) =>
  k.table(
    'plan',
    {
      id: k.text('id').primaryKey(),
      tenantId: k.text('tenant_id').notNull(),
      hash: k.text('hash').notNull(),
      body: k.json('body').notNull(),
      /** The run that applies it; a run applies one plan. */
      runId: k.text('run_id'),
      createdAt: k.time('created_at').notNull(),
      expiresAt: k.time('expires_at').notNull(),
    },
    (t) => [k.index('plan_expires').on(t.expiresAt), k.uniqueIndex('plan_run').on(t.runId)],
  );
