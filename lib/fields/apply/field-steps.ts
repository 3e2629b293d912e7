import { AppError, isAppError } from '@/lib/errors';
import type { FieldDefinition } from '@/lib/model/field';
import type { FieldCatalog, FieldPhase } from '@/lib/store';
import { openPlace, workedBy, type FieldDeps } from '../deps';
import { planBodySchema } from '../make-plan';
import { wantedColumns } from '../wanted';
import { backToBefore, isInRepairOf, settled, withDecision, withNames } from './settle-definitions';
import type { FieldRunStep } from './steps';

export interface FieldRunSubject {
  tenantId: string;
  slug: string;
  planId: string;
  /** The plan that is being given up by this run: its fields go back to what they were. */
  givesUp?: string;
}
type Step = (runtime: FieldDeps, subject: FieldRunSubject, signal: AbortSignal) => Promise<void | 'skipped'>;

/** Each step looks at file and table first; all may be run again after a crash at any point, and converge. */
export const fieldRunSteps: Record<FieldRunStep, Step> = {
  define,
  reshape: phase('reshape', withNames),
  copy: phase('copy'),
  fill: phase('fill'),
  constrain: phase('constrain'),
  swap: phase('swap', withDecision),
  inspect,
  activate,
};

/** Writes what is wanted into the file, before the table is touched. */
async function define(runtime: FieldDeps, { slug, planId, givesUp }: FieldRunSubject): Promise<void | 'skipped'> {
  const config = runtime.store.config.fields(slug);
  const { fields } = await config.list();
  if (fields.some(workedBy(planId))) return 'skipped';
  if (givesUp !== undefined) {
    await config.change('*', (now) => now.map((field) => (isInRepairOf(givesUp)(field) ? backToBefore(field, planId) : field)));
    return;
  }
  const stored = await runtime.records.plans.get(planId);
  if (!stored) throw new AppError('plan_stale');
  const { next, baseVersion } = planBodySchema.parse(stored.body);
  try {
    await config.change(baseVersion, () => next);
  } catch (error) {
    throw isAppError(error, 'precondition_failed') ? new AppError('plan_stale', { cause: error }) : error;
  }
}

function phase(through: FieldPhase, settle?: (field: FieldDefinition, catalog: FieldCatalog | null) => FieldDefinition): Step {
  return async (runtime, subject, signal) => {
    const { place, working } = await open(runtime, subject);
    const done = place ? await place.columns.apply(place.target, wantedColumns(working), through, signal, through) : { steps: 0 };
    if (settle && place) {
      const catalog = await place.columns.introspect(place.target);
      await rewrite(runtime, subject, (field) => settle(field, catalog));
    }
    if (done.steps === 0) return 'skipped';
  };
}

/** Looks whether the table is what was promised; what is missing, is done. */
async function inspect(runtime: FieldDeps, subject: FieldRunSubject, signal: AbortSignal): Promise<void | 'skipped'> {
  const { place, working } = await open(runtime, subject);
  if (!place) return 'skipped';
  const wanted = wantedColumns(working);
  await place.columns.apply(place.target, wanted, 'swap', signal);
  const left = place.columns.steps(place.target, wanted, await place.columns.introspect(place.target));
  if (left.length > 0) throw new AppError('invalid_state', { params: { server: place.target.server.name, reason: 'not_as_promised', step: left[0]?.op ?? '' } });
}

async function activate(runtime: FieldDeps, subject: FieldRunSubject): Promise<void> {
  const { place } = await open(runtime, subject);
  const catalog = place ? await place.columns.introspect(place.target) : null;
  const hiddenUntil = new Date(Date.now() + runtime.env.deleteGraceDays * 86_400_000).toISOString();
  await rewrite(runtime, subject, (field) => settled(field, catalog, hiddenUntil));
  await runtime.store.forget({ tenant: subject.slug });
  await runtime.records.events.publish({ type: 'fields', tenant: subject.slug, data: { slug: subject.slug } });
}

async function open(runtime: FieldDeps, { slug, planId }: FieldRunSubject) {
  const tenant = await runtime.store.config.tenants.get(slug);
  if (!tenant) throw new AppError('tenant_not_found', { params: { tenant: slug } });
  const { fields } = await runtime.store.config.fields(slug).list();
  return { place: tenant.database ? await openPlace(runtime, slug) : null, working: fields.filter(workedBy(planId)) };
}

/** Changes the definitions that this plan works on; null removes one. */
export async function rewrite(runtime: FieldDeps, { slug, planId }: FieldRunSubject, change: (field: FieldDefinition) => FieldDefinition | null): Promise<void> {
  await runtime.store.config.fields(slug).change('*', (fields) => fields.flatMap((field) => (workedBy(planId)(field) ? (change(field) ?? []) : field)));
}
