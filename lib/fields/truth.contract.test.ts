import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import type { Field, FieldPlan } from '@/lib/model/field';
import type { FieldColumns } from '@/lib/store';
import { dueSteps } from '@/lib/store/ddl/due-steps';
import { applyPlan } from './apply/apply-plan';
import { openPlace, workedBy } from './deps';
import { listFields } from './list-fields';
import { makePlan, planBodySchema } from './make-plan';
import { onEachEngine } from './testing/each-engine';
import { parse, type FieldFixture } from './testing/field-fixture';
import { command, toChange, valuesFor } from './testing/random-fields';
import { wantedColumns } from './wanted';

const LONG = process.env.TENANTRY_LONG !== undefined;
/** Fixed where it has to be quick; another each time where there is time. It is told when it fails; `TRUTH_SEED` and `TRUTH_RUNS` try it again, or longer. */
const SEED = Number(process.env.TRUTH_SEED ?? (LONG ? Date.now() % 2 ** 31 : 20260701));
const RUNS = Number(process.env.TRUTH_RUNS ?? (LONG ? 60 : 4));

type Change = Record<string, unknown>;
/** By field, then by user. */
type Snapshot = Map<string, Map<string, unknown>>;

onEachEngine('the plan tells the truth', (fixture, engine) => {
  describe('for any fields, changes and data', () => {
    it(`what was planned is done, what was to be kept is kept, what cannot be is refused (seed ${SEED})`, async () => {
      
      const f = fixture();
      const spied = spyOnApply(f);
      const tally = { tenants: 0, done: 0, blocked: 0, forced: 0, refused: 0 };
      const plans = fc.array(fc.array(command, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 5 });
      const picks = fc.array(fc.array(fc.nat(40), { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(plans, picks, async (commands, rows) => {
          const slug = `truth-${++tally.tenants}`;
          await f.tenant(slug);
          const { users } = await f.runtime.store.forTenant(slug);
          for (const n of rows.keys()) await users.create({ email: `u${n}@x.test` });
          for (const [turn, some] of commands.entries()) {
            const before = await itemsOf(f, slug);
            await write(f, slug, before, rows);
            const changes = some.map((one) => toChange(one, before));
            const label = JSON.stringify({ seed: SEED, slug, turn, changes });
            const kept = await snapshot(f, slug);
            const plan = await makePlan(f.runtime, slug, parse(changes)).catch(codeOf);
            if (typeof plan === 'string') {
              // The engine's own limits are said when it is asked for a plan.
              expect(['validation_failed', 'capability_unsupported'], label).toContain(plan);
              tally.refused++;
            } else if (plan.blockers.length > 0) {
              tally.blocked++;
              await expect(applyPlan(f.runtime, slug, plan, true), label).rejects.toMatchObject({ code: 'plan_blocked' });
              // And would have failed: tried on the table itself, where nobody looks at the data first.
              if (turn === commands.length - 1) {
                await expect(force(f, slug, plan), `${label} ${JSON.stringify(plan.blockers)}`).rejects.toMatchObject({ code: 'invalid_state' });
                tally.forced++;
                return;
              }
            } else {
              spied.length = 0;
              const run = await f.finish((await applyPlan(f.runtime, slug, plan, true)).runId);
              expect(run.status, `${label} ${JSON.stringify(run.error)}`).toBe('succeeded');
              expect(spied, label).toEqual(plan.steps.map((step) => step.sql));
              compare(label, plan, changes, before, kept, await snapshot(f, slug));
              tally.done++;
            }
            await agrees(f, slug, label);
          }
        }),
        { numRuns: RUNS, seed: SEED, endOnFailure: true },
      );
      expect(tally.done, JSON.stringify(tally)).toBeGreaterThan(4);
      expect(tally.refused + tally.blocked, JSON.stringify(tally)).toBeGreaterThan(0);
      process.stderr.write(`truth on ${engine.driver}: ${JSON.stringify(tally)}\n`);
    }, 1_800_000);
  });
});

const itemsOf = async (f: FieldFixture, slug: string): Promise<Field[]> => (await listFields(f.runtime, slug)).items;
const codeOf = (error: unknown): string => {
  if (!isAppError(error)) throw error;
  return error.code;
};

/** What each phase of a run finds to do, in order: the SQL that is then sent. */
function spyOnApply(f: FieldFixture): string[] {
  const sent: string[] = [];
  const columns: FieldColumns = f.runtime.store.adapter(f.engine.driver).fieldColumns;
  const apply = columns.apply.bind(columns);
  Object.assign(columns, {
    apply: (async (target, wanted, through, signal, from) => {
      const due = dueSteps(columns.steps(target, wanted, await columns.introspect(target)), through, from);
      const result = await apply(target, wanted, through, signal, from);
      expect(result.steps).toBe(due.length);
      sent.push(...due.map((step) => step.statements.join(';\n')));
      return result;
    }) satisfies FieldColumns['apply'],
  });
  return sent;
}

/** Does what a blocked plan would have done. */
async function force(f: FieldFixture, slug: string, plan: FieldPlan): Promise<void> {
  const { next } = planBodySchema.parse((await f.runtime.records.plans.get(plan.planId))?.body);
  const { target, columns } = await openPlace(f.runtime, slug);
  await columns.apply(target, wantedColumns(next.filter(workedBy(plan.planId))), 'swap');
}

/** Gives users values by the store, as many as rules and uniqueness let in. */
async function write(f: FieldFixture, slug: string, fields: readonly Field[], rows: readonly (readonly number[])[]): Promise<void> {
  const { users } = await f.runtime.store.forTenant(slug);
  const { items } = await users.list({ limit: 50, sort: 'email' });
  const active = fields.filter((field) => field.state === 'active');
  for (const [n, user] of items.entries()) {
    for (const [at, field] of active.entries()) {
      const [value] = valuesFor(field, [rows[n]?.[at % 6] ?? 0]);
      if (value === null && field.required) continue;
      await users.update(user.id, { customFields: { [field.name]: value } }).catch((error: unknown) => expect(['conflict', 'validation_failed']).toContain(codeOf(error)));
    }
  }
}

async function snapshot(f: FieldFixture, slug: string): Promise<Snapshot> {
  const { users } = await f.runtime.store.forTenant(slug);
  const { items } = await users.list({ limit: 50, sort: 'email' });
  const visible = (await itemsOf(f, slug)).filter((field) => field.state === 'active');
  return new Map(visible.map((field) => [field.id, new Map(items.map((user) => [user.email, user.customFields[field.name] ?? null]))]));
}

/** Table and definitions say the same, and nothing is left to do. */
async function agrees(f: FieldFixture, slug: string, label: string): Promise<void> {
  const list = await listFields(f.runtime, slug);
  expect(list.drift, label).toEqual([]);
  expect(list.items.every((field) => (field.state === 'active' || field.state === 'hidden') && !field.changing), label).toBe(true);
  const { fields } = await f.runtime.store.config.fields(slug).list();
  const { target, columns } = await openPlace(f.runtime, slug);
  expect(columns.steps(target, wantedColumns(fields), await columns.introspect(target)), label).toEqual([]);
}

/** Values row by row: none is lost that the plan did not say, and where it said so some is. */
function compare(label: string, plan: FieldPlan, changes: readonly Change[], before: readonly Field[], kept: Snapshot, now: Snapshot): void {
  const of = (id: string, ...ops: string[]) => changes.filter((change) => change['id'] === id && ops.includes(String(change['op'])));
  let lost = before.some((field) => field.state === 'active' && !now.has(field.id));
  for (const [id, values] of kept) {
    const after = now.get(id);
    if (!after) continue;
    const changed = of(id, 'retype', 'alter').length > 0;
    for (const [email, value] of values) {
      const then = after.get(email);
      const said = `${label} ${before.find((field) => field.id === id)?.name} of ${email}: ${JSON.stringify(value)} → ${JSON.stringify(then)}`;
      if (!changed) expect(then, said).toEqual(value);
      else if (isLost(value, then, of(id, 'retype'))) lost = true;
    }
  }
  expect(plan.destroysData, label).toBe(lost);
  expect(plan.destroysData, label).toBe(plan.steps.some((step) => step.destroysData));
  expect(plan.confirm.length > 0, label).toBe(lost);
}

/** A value that is gone, replaced by the one chosen for those that do not convert, or cut to its day. */
function isLost(value: unknown, then: unknown, retypes: readonly Change[]): boolean {
  if (value === null) return false;
  if (then === null) return true;
  const last = retypes.at(-1);
  const choice = last?.['onFailure'];
  const isDay = last?.['type'] === 'date' && typeof value === 'string' && value.includes('T');
  if (isDay) return !/T00:00(:00(\.0+)?)?Z$/i.test(value);
  const chosen = typeof choice === 'object' && choice !== null && 'default' in choice ? choice.default : undefined;
  return chosen !== undefined && same(then, chosen) && !same(value, then);
}
const same = (a: unknown, b: unknown): boolean => String(a).trim().toLowerCase() === String(b).toLowerCase() || (String(a) !== '' && Number(a) === Number(b)) || JSON.stringify(a) === JSON.stringify(b);
