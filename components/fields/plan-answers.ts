import { fromInput } from '@/components/field-types';
import type { Backfill, FieldBlocker, FieldPlan } from '@/lib/model/field';

/** What a person answers to a plan: names typed, and what users without a value get. */
export interface PlanAnswers {
  confirm: Readonly<Record<string, string>>;
  backfill: Readonly<Record<string, { how: 'same' | 'uuid' | 'sequence'; value: string }>>;
}
export const NO_ANSWERS: PlanAnswers = { confirm: {}, backfill: {} };

/** Values for the fields that users lack, those given; by the field's name. */
export function backfillOf({ backfill }: PlanAnswers, typeOf: (name: string) => string): Record<string, Backfill> {
  const given = Object.entries(backfill).flatMap(([name, { how, value }]): [string, Backfill][] => {
    if (how !== 'same') return [[name, { generate: how }]];
    const read = fromInput(typeOf(name), value);
    return read === null ? [] : [[name, read]];
  });
  return Object.fromEntries(given);
}

/** Blockers that no answer here takes away. Missing values are filled in while applying; everything else has to be planned anew. */
export const openBlockers = (plan: FieldPlan, backfill: Record<string, Backfill>): FieldBlocker[] =>
  plan.blockers.filter(({ code, field }) => !(code === 'nulls' && field !== undefined && field in backfill));

export const isConfirmed = (plan: FieldPlan, { confirm }: PlanAnswers): boolean => plan.confirm.every((name) => confirm[name] === name);
