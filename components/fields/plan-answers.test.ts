import { describe, expect, it } from 'vitest';
import type { FieldPlan } from '@/lib/model/field';
import { backfillOf, isConfirmed, NO_ANSWERS, openBlockers } from './plan-answers';

const plan: FieldPlan = {
  planId: 'p', hash: 'h', steps: [], destroysData: true, confirm: ['note'], expiresAt: '2026-01-02T00:00:00.000Z',
  blockers: [{ field: 'age', fieldId: '1', code: 'nulls', count: 3, samples: [] }, { field: 'code', fieldId: '2', code: 'duplicates', count: 1, samples: ['A'] }],
};
const typeOf = (name: string) => (name === 'age' ? 'integer' : 'text');

describe('answers to a plan', () => {
  it('fill missing values, read by the field’s type; an empty answer is none', () => {
    const backfill = { age: { how: 'same' as const, value: '18' }, code: { how: 'uuid' as const, value: '' }, note: { how: 'same' as const, value: '' } };
    expect(backfillOf({ ...NO_ANSWERS, backfill }, typeOf)).toEqual({ age: 18, code: { generate: 'uuid' } });
  });

  it('take away only the blocker of missing values', () => {
    expect(openBlockers(plan, {}).map(({ code }) => code)).toEqual(['nulls', 'duplicates']);
    expect(openBlockers(plan, { age: 18, code: 'x' }).map(({ code }) => code)).toEqual(['duplicates']);
  });

  it('confirm by every name, typed exactly', () => {
    expect(isConfirmed(plan, NO_ANSWERS)).toBe(false);
    expect(isConfirmed(plan, { ...NO_ANSWERS, confirm: { note: 'Note' } })).toBe(false);
    expect(isConfirmed(plan, { ...NO_ANSWERS, confirm: { note: 'note' } })).toBe(true);
  });
});
