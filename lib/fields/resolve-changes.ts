import { AppError, type FieldIssue } from '@/lib/errors';
import { FIELDS_MAX, type FieldChange, type FieldDecision, type FieldDefinition, type OnFailure } from '@/lib/model/field';
import { canonicalValue, checkDecision, checkOnFailure } from './check-decision';
import { findFieldType } from './types';
import { decisionOf } from './wanted';

export interface Resolution {
  planId: string;
  newId(): string;
}

/** A field on its way through the changes. */
interface Draft {
  field: FieldDefinition;
  decision: FieldDecision & { hidden: boolean };
  added: boolean;
  onFailure: OnFailure;
  /** Index of the last change that named it; null for one that none names. */
  changedBy: number | null;
}

/**
 * Definitions as the changes leave them, each touched one with its work noted; the others as they are. Pure.
 * @throws AppError `validation_failed` with paths below `changes`
 */
export function resolveChanges(definitions: readonly FieldDefinition[], changes: readonly FieldChange[], { planId, newId }: Resolution): FieldDefinition[] {
  const drafts: Draft[] = definitions.map((field) => ({ field, decision: decisionOf({ ...field, work: null }), added: false, onFailure: 'abort', changedBy: null }));
  const issues: FieldIssue[] = [];
  changes.forEach((change, at) => {
    const problem = change.op === 'add' ? add(drafts, change, at, planId, newId()) : alter(drafts, change, at);
    if (problem) issues.push({ ...problem, path: `changes.${at}.${problem.path}` });
  });
  for (const draft of drafts) if (draft.changedBy !== null) issues.push(...check(draft, drafts));
  if (drafts.length > FIELDS_MAX) issues.push({ path: 'changes', message: 'fieldsTooMany', params: { max: FIELDS_MAX } });
  if (issues.length > 0) throw new AppError('validation_failed', { issues });
  return drafts.map((draft) => noted(draft, planId));
}

type Problem = FieldIssue | null;

function add(drafts: Draft[], { op: _op, ...decision }: Extract<FieldChange, { op: 'add' }>, at: number, planId: string, id: string): Problem {
  const order = decision.order || Math.max(0, ...drafts.map((draft) => draft.decision.order)) + 1;
  const field: FieldDefinition = { ...decision, order, id, column: decision.name, state: 'pending', hiddenUntil: null, work: { planId, onFailure: 'abort' }, problem: null };
  drafts.push({ field, decision: { ...decision, order, hidden: false }, added: true, onFailure: 'abort', changedBy: at });
  return null;
}

function alter(drafts: Draft[], change: Exclude<FieldChange, { op: 'add' }>, at: number): Problem {
  const draft = drafts.find((candidate) => candidate.field.id === change.id);
  if (!draft) return { path: 'id', message: 'fieldUnknown' };
  if (change.op === 'restore' ? !draft.decision.hidden : draft.decision.hidden) return { path: 'id', message: change.op === 'restore' ? 'fieldNotHidden' : 'fieldHidden' };
  draft.changedBy = at;
  if (change.op === 'drop' || change.op === 'restore') draft.decision.hidden = change.op === 'drop';
  else if (change.op === 'rename') draft.decision.name = change.name;
  else if (change.op === 'retype') {
    const settings: readonly string[] = findFieldType(change.type)?.settings ?? [];
    const kept = Object.fromEntries(Object.entries(draft.decision.validation).filter(([key]) => settings.includes(key)));
    Object.assign(draft.decision, { type: change.type, validation: change.validation ?? kept });
    draft.onFailure = change.onFailure;
  } else {
    const { op: _op, id: _id, onFailure, ...given } = change;
    Object.assign(draft.decision, Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
    if (onFailure !== 'abort') draft.onFailure = onFailure;
  }
  return null;
}

function check(draft: Draft, drafts: Draft[]): FieldIssue[] {
  const { decision, changedBy, onFailure } = draft;
  if (decision.hidden) return [];
  const issues = [...checkDecision(decision), ...checkOnFailure(decision, onFailure)];
  const taken = drafts.some((other) => other !== draft && !other.decision.hidden && other.decision.name === decision.name);
  if (taken) issues.push({ path: 'name', message: 'taken' });
  return issues.map((issue) => ({ ...issue, path: `changes.${changedBy}.${issue.path}` }));
}

function noted({ field, decision, added, onFailure, changedBy }: Draft, planId: string): FieldDefinition {
  if (changedBy === null) return field;
  const { hidden, ...settled } = { ...decision, default: canonicalValue(decision, decision.default) };
  // One that is not in the table yet becomes at once what it will be.
  if (added || (field.state === 'pending' && !hidden)) return { ...field, ...settled, column: settled.name, work: { planId, onFailure } };
  return { ...field, work: { planId, becomes: { ...settled, hidden }, onFailure } };
}
