import { AppError, type FieldIssue } from '@/lib/errors';
import { FIELDS_MAX, type FieldChange, type FieldDefinition } from '@/lib/model/field';
import { canonicalValue, checkDecision, checkOnFailure } from './check-decision';
import { newDraft, type Draft, type Problem, type Resolution } from './drafts';
import { adopt, restoreColumn } from './resolve-drift';
import { findFieldType } from './types';
import { decisionOf } from './wanted';

/**
 * Definitions as the changes leave them, each touched one with its work noted; the others as they are. Pure.
 * @throws AppError `validation_failed` with paths below `changes`
 */
export function resolveChanges(definitions: readonly FieldDefinition[], changes: readonly FieldChange[], { planId, newId, drift = [] }: Resolution): FieldDefinition[] {
  const drafts: Draft[] = definitions.map((field) => ({ field, decision: decisionOf({ ...field, work: null }), added: false, onFailure: 'abort', changedBy: null }));
  const issues: FieldIssue[] = [];
  const resolve = (all: Draft[], change: FieldChange, at: number): Problem => {
    if (change.op === 'add') return add(all, change, at, planId, newId());
    if (change.op === 'adopt') return adopt(all, change, at, { drift, planId, newId });
    if (change.op === 'restoreColumn') return restoreColumn(all, change, at, { drift, planId, newId });
    return alter(all, change, at);
  };
  changes.forEach((change, at) => {
    const problem = resolve(drafts, change, at);
    if (problem) issues.push({ ...problem, path: `changes.${at}.${problem.path}` });
  });
  for (const draft of drafts) if (draft.changedBy !== null) issues.push(...check(draft, drafts));
  if (drafts.length > FIELDS_MAX) issues.push({ path: 'changes', message: 'fieldsTooMany', params: { max: FIELDS_MAX } });
  if (issues.length > 0) throw new AppError('validation_failed', { issues });
  return drafts.map((draft) => noted(draft, planId));
}

function add(drafts: Draft[], { op: _op, ...decision }: Extract<FieldChange, { op: 'add' }>, at: number, planId: string, id: string): Problem {
  drafts.push(newDraft(drafts, decision, at, planId, id));
  return null;
}

function alter(drafts: Draft[], change: Extract<FieldChange, { id: string }>, at: number): Problem {
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
  if (decision.hidden || draft.claims?.ends) return [];
  const issues = [...checkDecision(decision), ...checkOnFailure(decision, onFailure)];
  const taken = drafts.some((other) => other !== draft && !other.decision.hidden && !other.claims?.ends && other.decision.name === decision.name);
  if (taken) issues.push({ path: 'name', message: 'taken' });
  return issues.map((issue) => ({ ...issue, path: `changes.${changedBy}.${issue.path}` }));
}

function noted({ field, decision, added, onFailure, changedBy, claims = {} }: Draft, planId: string): FieldDefinition {
  if (changedBy === null) return field;
  const { hidden, ...settled } = { ...decision, default: canonicalValue(decision, decision.default) };
  // One that is not in the table yet becomes at once what it will be.
  if (added || (field.state === 'pending' && !hidden)) return { ...field, ...settled, column: settled.name, work: { planId, ...claims, onFailure } };
  return { ...field, work: { planId, ...claims, becomes: { ...settled, hidden }, was: decisionOf({ ...field, work: null }), onFailure } };
}
