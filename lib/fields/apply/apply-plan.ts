import { AppError, type FieldIssue } from '@/lib/errors';
import { isGenerated, type Backfill, type FieldBlocker, type FieldDefinition } from '@/lib/model/field';
import type { Run } from '@/lib/model/run';
import type { StoredPlan } from '@/lib/records/ports';
import type { TenantConfig } from '@/lib/model/tenant';
import { checkBackfill, canonicalValue } from '../check-decision';
import { placeOfTenant, requireTenant, workedBy, type FieldDeps } from '../deps';
import { lookAndBuild, planBodySchema, type PlanBody } from '../make-plan';
import { planHash } from '../plan-hash';
import { decisionOf, wantedColumns } from '../wanted';
import { refuseWhileAtWork, startFieldRun } from './start-run';
import { fieldRunStepsOf, type FieldRunStep } from './steps';

export interface ApplyRequest {
  planId: string;
  hash: string;
  confirm?: readonly string[];
  backfill?: Readonly<Record<string, Backfill>>;
}

/**
 * Starts the run that applies a plan, if it still fits and nothing stands in its way.
 * @param mayDestroy whether the caller may lose data
 * @throws AppError `plan_stale`, `plan_blocked`, `confirmation_required`, `forbidden`, `validation_failed`, `invalid_state` (another change is at work)
 */
export async function applyPlan(runtime: FieldDeps, slug: string, request: ApplyRequest, mayDestroy: boolean): Promise<{ runId: string; fields: FieldDefinition[] }> {
  const tenant = await requireTenant(runtime, slug);
  const stored = await requirePlan(runtime, tenant, request.planId);
  // Asked for again, a plan answers its run.
  if (stored.runId !== null) return { runId: stored.runId, fields: [] };
  try {
    return await beginPlan(runtime, tenant, stored, request, mayDestroy);
  } catch (error) {
    // Also when that was at the same moment.
    const { runId } = await requirePlan(runtime, tenant, request.planId);
    if (runId === null) throw error;
    return { runId, fields: [] };
  }
}

async function requirePlan(runtime: FieldDeps, tenant: TenantConfig, id: string): Promise<StoredPlan> {
  const stored = await runtime.records.plans.get(id);
  if (!stored || stored.tenantId !== tenant.id) throw new AppError('not_found', { params: { what: 'plan', type: 'plan', id } });
  return stored;
}

async function beginPlan(runtime: FieldDeps, tenant: TenantConfig, stored: StoredPlan, request: ApplyRequest, mayDestroy: boolean): Promise<{ runId: string; fields: FieldDefinition[] }> {
  const { slug } = tenant;
  if (stored.hash !== request.hash || Date.parse(stored.expiresAt) < Date.now()) throw new AppError('plan_stale');
  const body = planBodySchema.parse(stored.body);
  await refuseWhileAtWork(runtime, tenant);

  const place = await placeOfTenant(runtime, tenant);
  const catalog = place ? await place.columns.introspect(place.target) : null;
  const { fields } = await runtime.store.config.fields(slug).list();
  if (planHash(fields, catalog) !== stored.hash) throw new AppError('plan_stale');
  const next = withBackfill(body.next, request);
  const plan = await lookAndBuild(place, catalog, next, request.planId);
  if (plan.blockers.length > 0) throw new AppError('plan_blocked', { issues: plan.blockers.map(blockerIssue) });
  const confirm = [...new Set([...body.confirm, ...plan.confirm])];
  const missing = confirm.filter((name) => !(request.confirm ?? []).includes(name));
  if (plan.destroysData && !mayDestroy) throw new AppError('forbidden');
  if (missing.length > 0) throw new AppError('confirmation_required', { issues: missing.map((name) => ({ path: 'confirm', message: 'fieldConfirm', params: { field: name } })) });

  const isAsPlanned = !request.backfill && confirm.length === body.confirm.length;
  if (!isAsPlanned && !(await runtime.records.plans.setBody(request.planId, { ...body, next, confirm } satisfies PlanBody))) throw new AppError('plan_stale');
  const changing = next.filter(workedBy(request.planId));
  const due = place && catalog ? place.columns.steps(place.target, wantedColumns(changing), catalog) : [];
  const run = await startRun(runtime, tenant, request.planId, fieldRunStepsOf(new Set(due.map(({ phase }) => phase))));
  return { runId: run.id, fields: changing };
}

async function startRun(runtime: FieldDeps, tenant: TenantConfig, planId: string, steps: readonly FieldRunStep[]): Promise<Run> {
  const run = await startFieldRun(runtime, tenant, planId, { steps });
  // Of two who apply at once, the second was answered the first one's run.
  if (!(await runtime.records.plans.attach(planId, run.id))) throw new AppError('invalid_state', { params: { state: 'running' } });
  return run;
}

function withBackfill(next: readonly FieldDefinition[], { planId, backfill = {} }: ApplyRequest): FieldDefinition[] {
  const issues: FieldIssue[] = [];
  const left = new Set(Object.keys(backfill));
  const filled = next.map((field) => {
    const decision = decisionOf(field);
    const value = Object.hasOwn(backfill, decision.name) ? backfill[decision.name] : undefined;
    if (value === undefined || field.work?.planId !== planId) return field;
    left.delete(decision.name);
    issues.push(...checkBackfill(decision, value, `backfill.${decision.name}`));
    return { ...field, work: { ...field.work, backfill: isGenerated(value) ? value : canonicalValue(decision, value) } };
  });
  issues.push(...[...left].map((name) => ({ path: `backfill.${name}`, message: 'fieldUnknown' })));
  if (issues.length > 0) throw new AppError('validation_failed', { issues });
  return filled;
}

/** Blockers by what a person reads of them; their keys stand in the catalogue. */
const WORDS: Record<FieldBlocker['code'], string> = {
  nulls: 'fieldHasNulls',
  duplicates: 'fieldHasDuplicates',
  not_convertible: 'fieldNotConvertible',
  invalid_values: 'fieldHasInvalid',
  not_checked: 'fieldNotChecked',
  column_taken: 'fieldColumnTaken',
  too_many_columns: 'fieldsTooManyColumns',
};
const blockerIssue = ({ field, code, count }: FieldBlocker): FieldIssue => ({ path: field ?? 'fields', message: WORDS[code], params: { count } });
