import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldChangeSchema, type FieldChange, type FieldDefinition } from '@/lib/model/field';
import { settled } from './apply/settle-definitions';
import { buildPlan } from './plan';
import { planHash } from './plan-hash';
import { resolveChanges } from './resolve-changes';
import { decisionOf, wantedColumn } from './wanted';

const PLAN = 'plan';
const resolve = (fields: FieldDefinition[], ...changes: unknown[]) => resolveChanges(fields, changes.map((change) => fieldChangeSchema.parse(change)), { planId: PLAN, newId: randomUUID });
/** As after a run without a database: definitions only. */
const apply = (fields: FieldDefinition[], ...changes: unknown[]) => resolve(fields, ...changes).flatMap((field) => (field.work ? (settled(field, null, '2030-01-01T00:00:00.000Z') ?? []) : field));
const active = (fields: FieldDefinition[]) => fields.map((field) => ({ ...field, state: 'active' as const }));
const add = (name: string, over: object = {}) => ({ op: 'add', name, type: 'text', ...over });

describe('changes of fields', () => {
  it('keep what is in force until they are done', () => {
    const [a] = active(apply([], add('a', { label: 'A' })));
    const [changed] = resolve([a as FieldDefinition], { op: 'rename', id: a?.id, name: 'b' }, { op: 'alter', id: a?.id, required: true });
    expect(changed).toMatchObject({ name: 'a', required: false, state: 'active', work: { planId: PLAN, becomes: { name: 'b', required: true, label: 'A' } } });
    expect(wantedColumn(changed as FieldDefinition)).toMatchObject({ column: 'b', required: true });
  });

  it('trade names and give them free within one plan, by id', () => {
    const [a, b] = active(apply([], add('a'), add('b')));
    const traded = apply([a, b] as FieldDefinition[], { op: 'rename', id: a?.id, name: 'b' }, { op: 'rename', id: b?.id, name: 'a' });
    expect(traded.map((field) => [field.id, field.name])).toEqual([[a?.id, 'b'], [b?.id, 'a']]);
    const next = resolve([a as FieldDefinition], { op: 'drop', id: a?.id }, add('a'));
    expect(next.map((field) => decisionOf(field).hidden)).toEqual([true, false]);
  });

  it('take what a type does not know away with the old type', () => {
    const [a] = active(apply([], add('a', { validation: { maxLength: 5, pattern: 'x*' } })));
    const [next] = resolve([a as FieldDefinition], { op: 'retype', id: a?.id, type: 'integer' });
    expect(next?.work?.becomes).toMatchObject({ type: 'integer', validation: {} });
    const [withDefault] = active(apply([], add('b', { default: 'x' })));
    expect(() => resolve([withDefault as FieldDefinition], { op: 'retype', id: withDefault?.id, type: 'integer' })).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ path: 'changes.0.default', message: 'fieldNotInteger' })] }));
    expect(resolve([withDefault as FieldDefinition], { op: 'retype', id: withDefault?.id, type: 'integer' }, { op: 'alter', id: withDefault?.id, default: 5 })).toHaveLength(1);
  });

  it('never lose a field, its id or its order, and never leave two of one name', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const command = fc.tuple(fc.constantFrom('add', 'rename', 'alter', 'drop', 'restore'), name, fc.nat(5));
    fc.assert(
      fc.property(fc.array(fc.array(command, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), (plans) => {
        let fields: FieldDefinition[] = [];
        for (const plan of plans) {
          const changes = plan.map(([op, to, at]) => ({ op, id: fields[at % (fields.length || 1)]?.id ?? randomUUID(), ...(op === 'add' ? { name: to, type: 'text' } : op === 'rename' ? { name: to } : op === 'alter' ? { required: at % 2 === 0 } : {}) }) as unknown as FieldChange);
          const before = new Set(fields.map((field) => field.id));
          try {
            const next = resolve(fields, ...changes);
            for (const id of before) expect(next.some((field) => field.id === id)).toBe(true);
            const names = next.map(decisionOf).filter((decision) => !decision.hidden).map((decision) => decision.name);
            expect(new Set(names).size).toBe(names.length);
            fields = next.flatMap((field) => (field.work ? (settled(field, null, '2030-01-01T00:00:00.000Z') ?? []) : field)).map((field) => (field.state === 'pending' ? { ...field, state: 'active' as const } : field));
          } catch (error) {
            expect(error).toMatchObject({ code: 'validation_failed' });
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a plan', () => {
  it('hides samples of personal data, and says what has to be typed', () => {
    const [a] = active(apply([], add('a', { pii: true })));
    const next = resolve([a as FieldDefinition], { op: 'drop', id: a?.id }, add('b', { pii: true }));
    const finding = { fieldId: next[1]?.id ?? '', code: 'duplicates' as const, count: 2, samples: ['secret'], settled: false };
    const plan = buildPlan({ next, planId: PLAN, catalog: null, steps: [], findings: [finding], maxColumns: 10 });
    expect(plan).toMatchObject({ destroysData: true, confirm: ['a'], blockers: [{ field: 'b', samples: [] }] });
  });
  it('is told apart by definitions and table, not by rows', () => {
    const fields = apply([], add('a'));
    const catalog = { columns: [], constraints: [], indexes: [], dropped: 0, rows: 1 };
    expect(planHash(fields, catalog)).toBe(planHash(fields, { ...catalog, rows: 5 }));
    expect(planHash(fields, catalog)).not.toBe(planHash(fields, { ...catalog, dropped: 1 }));
    expect(planHash(fields, catalog)).not.toBe(planHash([], catalog));
  });
});
