import type { FieldDefinition } from '@/lib/model/field';
import { defineRunKind, type RunKind } from '@/lib/runs';
import { openPlace, workedBy, type FieldDeps } from '../deps';
import { decisionOf, wantedColumn } from '../wanted';
import { fieldRunSteps, rewrite, type FieldRunSubject } from './field-steps';
import { FIELD_RUN_KIND, FIELD_RUN_STEPS } from './steps';

/** Changing a tenant's fields, as a run; runs of one server share that server's turn. */
export function fieldsRunKind(runtime: FieldDeps): RunKind {
  return defineRunKind({
    kind: FIELD_RUN_KIND,
    groupOf: (_run, params) => (typeof params['serverId'] === 'string' ? params['serverId'] : null),
    steps: FIELD_RUN_STEPS.map((name) => ({ name, run: ({ params, signal }) => fieldRunSteps[name](runtime, subjectOf(params), signal) })),
    onSettled: async (run, status, error, params) => {
      if (status === 'failed' || status === 'cancelled') await giveUp(runtime, subjectOf(params), run.id, error?.code ?? status);
    },
  });
}

const subjectOf = (params: Record<string, unknown>): FieldRunSubject => ({ tenantId: String(params['tenantId']), slug: String(params['slug']), planId: String(params['planId']), ...(typeof params['givesUp'] === 'string' ? { givesUp: params['givesUp'] } : {}) });

/**
 * After a run that ended before its time: a field whose column is still as it was goes back to that; one whose
 * column was changed already shows `repair`, which running the change again mends.
 */
async function giveUp(runtime: FieldDeps, subject: FieldRunSubject, runId: string, code: string): Promise<void> {
  const { fields } = await runtime.store.config.fields(subject.slug).list();
  const untouched = await findUntouched(runtime, subject, fields.filter(workedBy(subject.planId)));
  await rewrite(runtime, subject, (field) => {
    if (!untouched.has(field.id)) return { ...field, state: 'repair', problem: { code, runId } };
    return before(field);
  });
}

/** As it was before the change; null for one that was not there. */
function before(field: FieldDefinition): FieldDefinition | null {
  if (!field.work?.becomes) return null;
  const { hidden, ...was } = field.work.was ?? decisionOf({ ...field, work: null });
  const state = hidden ? 'hidden' : field.state === 'hidden' ? 'active' : field.state;
  return { ...field, ...was, state, work: null, problem: null };
}

async function findUntouched(runtime: FieldDeps, { slug }: FieldRunSubject, working: readonly FieldDefinition[]): Promise<Set<string>> {
  try {
    const { target, columns } = await openPlace(runtime, slug);
    const catalog = await columns.introspect(target);
    const isAsBefore = (field: FieldDefinition): boolean => {
      const old = before(field);
      if (!old) return !catalog.columns.some((column) => column.fieldId === field.id);
      return field.state !== 'repair' && columns.steps(target, [wantedColumn(old)], catalog).length === 0;
    };
    return new Set(working.filter(isAsBefore).map((field) => field.id));
  } catch (error) {
    // Without looking nothing is known to be as before.
    runtime.log.warn({ err: error, tenant: slug }, 'columns could not be looked at after a failed change of fields');
    return new Set();
  }
}
