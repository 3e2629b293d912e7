import { randomUUID } from 'node:crypto';
import { AppError, isAppError } from '@/lib/errors';
import type { FieldDefinition } from '@/lib/model/field';
import { requireTenant, type FieldDeps } from '../deps';
import { planBodySchema } from '../make-plan';
import { isInRepairOf } from './settle-definitions';
import { refuseWhileAtWork, startFieldRun } from './start-run';

/** `retry` goes on with the change that failed; `giveUp` goes back to what was before it. */
export type RepairAction = 'retry' | 'giveUp';

/**
 * Mends a field whose change failed half-way, with all others that the same plan changed.
 * @param mayDestroy whether who asks may lose data: a change that loses some is not theirs to go on with otherwise, whoever began it
 * @throws AppError `tenant_not_found`, `not_found`; `forbidden`; `invalid_state` when it needs no repair or a change is at work
 */
export async function repairField(runtime: FieldDeps, slug: string, id: string, action: RepairAction, mayDestroy: boolean): Promise<{ runId: string; fields: FieldDefinition[] }> {
  const tenant = await requireTenant(runtime, slug);
  const { fields } = await runtime.store.config.fields(slug).list();
  const field = fields.find((one) => one.id === id);
  if (!field) throw new AppError('not_found', { params: { what: 'field', type: 'field', id } });
  if (field.state !== 'repair' || !field.work) throw new AppError('invalid_state', { params: { state: field.state } });
  await refuseWhileAtWork(runtime, tenant);
  const { planId } = field.work;
  const mended = fields.filter(isInRepairOf(planId));
  if (action === 'giveUp') {
    const planOfRepair = randomUUID();
    const run = await startFieldRun(runtime, tenant, planOfRepair, { givesUp: planId });
    return { runId: run.id, fields: mended };
  }
  if (!mayDestroy && (await losesData(runtime, planId))) throw new AppError('forbidden');
  const retried = field.problem?.runId ? await retry(runtime, field.problem.runId) : null;
  return { runId: retried ?? (await startFieldRun(runtime, tenant, planId)).id, fields: mended };
}

/** Also where that is not known any more: plans are kept for a day. */
async function losesData({ records }: FieldDeps, planId: string): Promise<boolean> {
  const stored = await records.plans.get(planId);
  return stored === null || planBodySchema.parse(stored.body).confirm.length > 0;
}

/** The run that failed goes on; null where its record is gone. */
async function retry(runtime: FieldDeps, runId: string): Promise<string | null> {
  try {
    return (await runtime.records.runs.request(runId, 'retry')).id;
  } catch (error) {
    if (isAppError(error, 'not_found')) return null;
    // A newer change of this tenant's fields is at work.
    if (isAppError(error, 'conflict')) throw new AppError('invalid_state', { params: { state: 'running' }, cause: error });
    throw error;
  }
}
