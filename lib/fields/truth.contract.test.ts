import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import type { Field } from '@/lib/model/field';
import { listFields } from './list-fields';
import { makePlan } from './make-plan';
import { openFieldFixture, parse, type FieldFixture } from './testing/field-fixture';

let f: FieldFixture;
beforeAll(async () => {
  f = await openFieldFixture();
});
afterAll(() => f?.close());

const NAMES = ['alpha', 'beta', 'gamma', 'delta'] as const;
const TYPES = ['text', 'integer', 'decimal', 'boolean', 'date', 'datetime', 'email', 'select'] as const;
const VALIDATION: Record<string, object> = { select: { options: ['1', '2024-01-01', "it's"] } };
/** Texts that convert to some types and not to others. */
const VALUES = ['1', '0', '2024-01-01', '2024-01-01T10:00:00Z', 'true', "it's", 'a@x.test', '1.5', '', 'ñ🦊'];

const command = fc.record({
  op: fc.constantFrom('add', 'add', 'rename', 'retype', 'retype', 'alter', 'drop', 'restore'),
  at: fc.nat(7),
  name: fc.constantFrom(...NAMES),
  type: fc.constantFrom(...TYPES),
  flags: fc.record({ required: fc.boolean(), unique: fc.boolean(), indexed: fc.boolean() }),
  onFailure: fc.constantFrom('abort', 'null'),
});
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** Mostly what makes sense: on a field that is there, with a name that is free; the rest is refused, which is looked at too. */
function toChange({ op, at, name, type, flags, onFailure }: Command, fields: readonly Field[]): Record<string, unknown> {
  const validation = VALIDATION[type] ?? {};
  const fit = fields.filter((field) => (op === 'restore') === (field.state === 'hidden'));
  const id = fit[at % Math.max(fit.length, 1)]?.id;
  const free = [...NAMES.slice(NAMES.indexOf(name)), ...NAMES].find((one) => !fields.some((field) => field.name === one && field.state === 'active')) ?? name;
  if (op === 'add' || id === undefined) {
    return { op: 'add', name: free, type, validation, ...flags, unique: flags.unique && type !== 'boolean', required: flags.required && type === 'text' && !flags.unique, ...(type === 'text' && !flags.unique ? { default: '1' } : {}) };
  }
  if (op === 'rename') return { op, id, name: at % 2 ? free : name };
  if (op === 'retype') return { op, id, type, validation, onFailure };
  if (op === 'alter') return { op, id, ...flags };
  return { op, id };
}

describe('the plan tells the truth', () => {
  it('for any fields, changes and data: what was planned is done, what was to be kept is kept, what cannot be is refused', async () => {
    let [tenants, done, refused] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(command, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 5 }), fc.array(fc.constantFrom(...VALUES), { minLength: 1, maxLength: 4 }), async (plans, values) => {
        const slug = `truth-${++tenants}`;
        const { table } = await f.tenant(slug);
        await f.sql(`INSERT INTO ${table} (email) SELECT 'u' || n || '@x.test' FROM generate_series(1, ${values.length}) n`);
        for (const commands of plans) {
          const before = (await listFields(f.runtime, slug)).items;
          await writeTexts(table, before, values);
          const kept = await snapshot(table, before);
          const changes = commands.map((one) => toChange(one, before));
          const touched = new Set(changes.map((change) => change.id));
          try {
            const plan = await makePlan(f.runtime, slug, parse(changes));
            const run = await f.change(slug, changes);
            expect(plan.blockers).toEqual([]);
            expect(run.status, JSON.stringify({ changes, run })).toBe('succeeded');
            done++;
          } catch (error) {
            if (!isAppError(error)) throw error;
            expect(['validation_failed', 'plan_blocked']).toContain(error.code);
            refused++;
          }
          const list = await listFields(f.runtime, slug);
          expect(list.drift, JSON.stringify(changes)).toEqual([]);
          expect(list.items.every((field) => (field.state === 'active' || field.state === 'hidden') && !field.changing)).toBe(true);
          // Fields whose type was not changed have the values that they had, under whatever name; hidden ones too.
          const untyped = before.filter((field) => !touched.has(field.id) || !changes.some((change) => change.id === field.id && (change.op === 'retype' || change.op === 'alter')));
          const after = await snapshot(table, list.items);
          for (const field of untyped) expect(after.get(field.id), `${field.name} ${JSON.stringify(changes)}`).toEqual(kept.get(field.id));
          await promised(table, list.items);
        }
      }),
      { numRuns: process.env.TENANTRY_LONG ? 60 : 8, seed: process.env.TENANTRY_LONG ? undefined : 20260701 },
    );
    expect(done).toBeGreaterThan(5);
    expect(refused).toBeGreaterThan(0);
  }, 600_000);
});

/** Puts values into text columns, as many as their rules let in. */
async function writeTexts(table: string, fields: readonly Field[], values: readonly string[]): Promise<void> {
  for (const field of fields.filter((one) => one.state === 'active' && one.type === 'text' && !one.unique)) {
    for (const [at, value] of values.entries()) await f.sql(`UPDATE ${table} SET "${field.column}" = '${value.replaceAll("'", "''")}' WHERE email = 'u${at + 1}@x.test'`);
  }
}

async function snapshot(table: string, fields: readonly Field[]): Promise<Map<string, unknown[]>> {
  const rows = await f.sql(`SELECT * FROM ${table} ORDER BY email`);
  return new Map(fields.map((field) => [field.id, rows.map((row) => row[field.column])]));
}

/** `required`, `unique` and `indexed` as the catalogue has them. */
async function promised(table: string, fields: readonly Field[]): Promise<void> {
  for (const field of fields.filter((one) => one.state === 'active')) {
    const [column] = await f.sql<{ required: boolean; uniques: string; indexes: string }>(
      `SELECT a.attnotnull AS required,
         (SELECT count(*) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = a.attrelid AND x.indisvalid AND x.indisunique AND i.relname LIKE 'f_${field.id.replaceAll('-', '')}%') AS uniques,
         (SELECT count(*) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = a.attrelid AND x.indisvalid AND NOT x.indisunique AND i.relname LIKE 'f_${field.id.replaceAll('-', '')}%') AS indexes
       FROM pg_attribute a WHERE a.attrelid = '${table}'::regclass AND a.attname = '${field.column}'`,
    );
    expect(column, JSON.stringify(field)).toEqual({ required: field.required, uniques: field.unique ? '1' : '0', indexes: field.indexed ? '1' : '0' });
  }
}
