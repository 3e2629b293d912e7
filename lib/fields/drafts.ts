import type { FieldIssue } from '@/lib/errors';
import type { FieldDecision, FieldDefinition, FieldDrift, FieldWork, OnFailure } from '@/lib/model/field';

export interface Resolution {
  planId: string;
  newId(): string;
  /** How the table differs from the definitions now; what may be adopted or brought back. */
  drift?: readonly FieldDrift[];
}

/** A field on its way through the changes. */
export interface Draft {
  field: FieldDefinition;
  decision: FieldDecision & { hidden: boolean };
  added: boolean;
  onFailure: OnFailure;
  /** Index of the last change that named it; null for one that none names. */
  changedBy: number | null;
  /** What a column of others comes to. */
  claims?: Pick<FieldWork, 'takes' | 'ends'>;
}

/** What is wrong with a change, its path below the change. */
export type Problem = FieldIssue | null;

/** A field that is not there yet, behind all others where its place is not said. */
export function newDraft(drafts: readonly Draft[], decision: FieldDecision, at: number, planId: string, id: string): Draft {
  const order = decision.order || Math.max(0, ...drafts.map((draft) => draft.decision.order)) + 1;
  const field: FieldDefinition = { ...decision, order, id, column: decision.name, state: 'pending', hiddenUntil: null, work: { planId, onFailure: 'abort' }, problem: null };
  return { field, decision: { ...decision, order, hidden: false }, added: true, onFailure: 'abort', changedBy: at };
}
