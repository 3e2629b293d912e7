import { fieldDecisionSchema, fieldNameProblem, type FieldChange, type FieldDrift } from '@/lib/model/field';
import { checkDecision } from './check-decision';
import { newDraft, type Draft, type Problem, type Resolution } from './drafts';

type Adopt = Extract<FieldChange, { op: 'adopt' }>;
type RestoreColumn = Extract<FieldChange, { op: 'restoreColumn' }>;
type Parts = Required<Resolution>;

/** Drift of one column, if it leaves this choice. */
function offered(drift: readonly FieldDrift[], { op, column }: Adopt | RestoreColumn): FieldDrift | undefined {
  return drift.find((one) => one.column === column && one.choices.includes(op));
}
const isClaimed = (drafts: readonly Draft[], column: string): boolean => drafts.some((draft) => draft.claims?.takes === column);
/** A column that lost its mark is taken by its name. */
const claimsOf = ({ kind, column }: FieldDrift): NonNullable<Draft['claims']> => (kind === 'column_retyped' || kind === 'column_unmarked' ? { takes: column } : {});
const NO_DRIFT: Problem = { path: 'column', message: 'fieldNoDrift' };

/** The definitions follow the table: a column of others becomes a field, one that is gone is forgotten, another name or type is taken over. */
export function adopt(drafts: Draft[], change: Adopt, at: number, { drift, planId, newId }: Parts): Problem {
  const found = offered(drift, change);
  if (!found) return NO_DRIFT;
  const draft = drafts.find((one) => one.field.id === found.fieldId);
  if (found.kind === 'column_added' || !draft) return take(drafts, change, at, found, planId, found.fieldId ?? newId());
  draft.changedBy = at;
  draft.onFailure = change.onFailure;
  draft.claims = claimsOf(found);
  const { adoptsAs } = found;
  if (!adoptsAs) draft.decision.hidden = true;
  else if (found.kind === 'column_renamed') draft.decision.name = change.name ?? adoptsAs.name;
  else follow(draft, change, adoptsAs);
  return null;
}

/** A definition takes the type that its column has; a default that is none of that type any more is given up. */
function follow({ decision }: Draft, change: Adopt, { type, validation }: NonNullable<FieldDrift['adoptsAs']>): void {
  Object.assign(decision, { type: change.type ?? type, validation: change.validation ?? (change.type === undefined ? validation : {}) });
  if (change.default !== undefined) decision.default = change.default;
  else if (checkDecision(decision).some((issue) => issue.path === 'default')) decision.default = null;
}

function take(drafts: Draft[], { op: _op, column, onFailure, ...given }: Adopt, at: number, { adoptsAs }: FieldDrift, planId: string, id: string): Problem {
  if (isClaimed(drafts, column)) return NO_DRIFT;
  const name = given.name ?? adoptsAs?.name ?? '';
  const problem = fieldNameProblem(name);
  if (problem) return { path: 'name', message: problem };
  const type = given.type ?? adoptsAs?.type ?? 'text';
  const validation = given.validation ?? (given.type === undefined || given.type === adoptsAs?.type ? adoptsAs?.validation : undefined) ?? {};
  const decision = fieldDecisionSchema.parse({ ...given, required: given.required ?? adoptsAs?.required ?? false, name, type, validation });
  const claims = { takes: column };
  drafts.push({ ...newDraft(drafts, decision, at, planId, id), onFailure, claims });
  return null;
}

/** The table follows the definitions: what others added goes, what they took, renamed or retyped comes back as it is defined. */
export function restoreColumn(drafts: Draft[], change: RestoreColumn, at: number, { drift, planId, newId }: Parts): Problem {
  const found = offered(drift, change);
  if (!found) return NO_DRIFT;
  const draft = drafts.find((one) => one.field.id === found.fieldId);
  if (found.kind !== 'column_added' && draft) {
    Object.assign(draft, { changedBy: at, onFailure: change.onFailure, claims: claimsOf(found) });
    return null;
  }
  if (isClaimed(drafts, change.column)) return NO_DRIFT;
  const id = found.fieldId ?? newId();
  // It has a definition while it is being dropped, so that a run that was killed goes on with it; nobody reads this name.
  const decision = fieldDecisionSchema.parse({ name: `ends_${id.replaceAll('-', '')}`, type: 'text' });
  drafts.push({ ...newDraft(drafts, decision, at, planId, id), claims: { takes: change.column, ends: 'drop' } });
  return null;
}
