import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '@/lib/operations/registry';
import { runOperation } from '@/lib/operations/pipeline';
import { callAs, principalOf } from '@/lib/testing/test-runtime';
import { applyPlan } from './apply/apply-plan';
import { listFields } from './list-fields';
import { makePlan } from './make-plan';
import { purgeHiddenFields } from './purge-hidden';
import { openFieldFixture, parse, type FieldFixture } from './testing/field-fixture';

let f: FieldFixture;
beforeAll(async () => {
  f = await openFieldFixture();
});
afterAll(() => f?.close());

const fieldsOf = async (slug: string) => (await listFields(f.runtime, slug)).items;
const named = async (slug: string, name: string) => {
  const found = (await fieldsOf(slug)).find((field) => field.name === name && field.state !== 'hidden');
  if (!found) throw new Error(`no field ${name}`);
  return found;
};
const STORY = [
  { op: 'add', name: 'department', type: 'text', label: { en: 'Department', es: 'Área' }, indexed: true },
  { op: 'add', name: 'employee_id', type: 'integer', unique: true },
  { op: 'add', name: 'is_vip', type: 'boolean', default: false },
];

describe('a tenant’s fields', () => {
  it('are planned, applied, seen in the table, and change again', async () => {
    const { table } = await f.tenant('story');
    await f.sql(`INSERT INTO ${table} (email) SELECT 'u' || n || '@x.test' FROM generate_series(1, 3) n`);
    const plan = await makePlan(f.runtime, 'story', parse(STORY));
    expect(plan).toMatchObject({ blockers: [], destroysData: false, confirm: [] });
    expect(plan.steps.map((step) => step.op)).toEqual(expect.arrayContaining(['add_column', 'build_index', 'build_unique_index', 'add_unique']));
    expect(plan.steps.every((step) => !step.rewritesTable)).toBe(true);
    expect(plan.steps.find((step) => step.op === 'build_index')).toMatchObject({ rows: 3, lock: 'SHARE UPDATE EXCLUSIVE' });
    const run = await f.change('story', STORY);
    expect(run).toMatchObject({ status: 'succeeded' });
    const list = await listFields(f.runtime, 'story');
    expect(list).toMatchObject({ drift: [], unseen: null, columns: { dropped: 0, max: 1600 } });
    expect(list.items.map(({ name, state, columnType }) => [name, state, columnType])).toEqual([['department', 'active', 'text'], ['employee_id', 'active', 'bigint'], ['is_vip', 'active', 'boolean']]);
    expect(await f.sql(`SELECT DISTINCT is_vip AS v FROM ${table}`)).toEqual([{ v: false }]);

    const [department, employee] = [await named('story', 'department'), await named('story', 'employee_id')];
    await f.sql(`UPDATE ${table} SET department = 'IT', employee_id = length(email)::int * 100 + substr(email, 2, 1)::int`);
    // Trade two names, retype one of them, and take a rule: one plan.
    const traded = await f.change('story', [
      { op: 'rename', id: department.id, name: 'employee_id' },
      { op: 'rename', id: employee.id, name: 'department' },
      { op: 'retype', id: employee.id, type: 'text' },
      { op: 'alter', id: department.id, required: true, default: 'none', label: 'Unit' },
    ]);
    expect(traded).toMatchObject({ status: 'succeeded' });
    expect(await named('story', 'employee_id')).toMatchObject({ id: department.id, required: true, default: 'none', label: 'Unit', column: 'employee_id' });
    expect(await named('story', 'department')).toMatchObject({ id: employee.id, type: 'text', unique: true, columnType: 'text' });
    expect((await f.sql<{ e: string; d: string }>(`SELECT employee_id AS e, department AS d FROM ${table} ORDER BY email`))[0]).toEqual({ e: 'IT', d: '901' });
    expect((await listFields(f.runtime, 'story')).drift).toEqual([]);
  });

  it('drop in two phases, give their name free in the same plan, and come back', async () => {
    const { table } = await f.tenant('twophase');
    await f.change('twophase', [{ op: 'add', name: 'x', type: 'text' }]);
    await f.sql(`INSERT INTO ${table} (email, x) VALUES ('u@x.test', 'kept')`);
    const old = await named('twophase', 'x');
    const changes = [{ op: 'drop', id: old.id }, { op: 'add', name: 'x', type: 'integer' }];
    const plan = await makePlan(f.runtime, 'twophase', parse(changes));
    expect(plan).toMatchObject({ destroysData: true, confirm: ['x'] });
    await expect(applyPlan(f.runtime, 'twophase', { planId: plan.planId, hash: plan.hash }, true)).rejects.toMatchObject({ code: 'confirmation_required' });
    await expect(applyPlan(f.runtime, 'twophase', { planId: plan.planId, hash: plan.hash, confirm: ['x'] }, false)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await f.change('twophase', changes)).toMatchObject({ status: 'succeeded' });
    const hidden = (await fieldsOf('twophase')).find((field) => field.id === old.id);
    expect(hidden).toMatchObject({ state: 'hidden', column: `zz_dropped_${old.id.replaceAll('-', '')}` });
    expect(Date.parse(hidden?.hiddenUntil ?? '')).toBeGreaterThan(Date.now());
    await expect(makePlan(f.runtime, 'twophase', parse([{ op: 'restore', id: old.id }]))).rejects.toMatchObject({ code: 'validation_failed', issues: [{ path: 'changes.0.name', message: 'taken' }] });
    const newer = await named('twophase', 'x');
    expect(await f.change('twophase', [{ op: 'rename', id: newer.id, name: 'y' }, { op: 'restore', id: old.id }])).toMatchObject({ status: 'succeeded' });
    expect(await f.sql(`SELECT x, y FROM ${table}`)).toEqual([{ x: 'kept', y: null }]);
  });

  it('are blocked by what the data says, until a choice is made', async () => {
    const { table } = await f.tenant('blocked');
    await f.sql(`INSERT INTO ${table} (email) SELECT 'u' || n || '@x.test' FROM generate_series(1, 3) n`);
    const add = [{ op: 'add', name: 'badge', type: 'integer', required: true, unique: true, indexed: true }];
    const plan = await makePlan(f.runtime, 'blocked', parse(add));
    expect(plan.blockers).toEqual([expect.objectContaining({ field: 'badge', code: 'nulls', count: 3 })]);
    await expect(applyPlan(f.runtime, 'blocked', plan, true)).rejects.toMatchObject({ code: 'plan_blocked', issues: [{ path: 'badge', message: 'fieldHasNulls' }] });
    await expect(applyPlan(f.runtime, 'blocked', { ...plan, backfill: { badge: 5 } }, true)).rejects.toMatchObject({ code: 'plan_blocked', issues: [{ message: 'fieldHasDuplicates' }] });
    await expect(applyPlan(f.runtime, 'blocked', { ...plan, backfill: { badge: 'x' } }, true)).rejects.toMatchObject({ code: 'validation_failed', issues: [{ path: 'backfill.badge', message: 'fieldNotInteger' }] });
    expect(await f.change('blocked', add, { backfill: { badge: { generate: 'sequence' } } })).toMatchObject({ status: 'succeeded' });
    expect((await f.sql<{ n: string }>(`SELECT count(DISTINCT badge) AS n FROM ${table}`))[0]?.n).toBe('3');

    const badge = await named('blocked', 'badge');
    await f.sql(`UPDATE ${table} SET badge = 2 + badge * 10`);
    const retype = (onFailure: unknown) => [{ op: 'retype', id: badge.id, type: 'select', validation: { options: ['12', '22'] }, onFailure }, { op: 'alter', id: badge.id, required: false }];
    expect((await makePlan(f.runtime, 'blocked', parse(retype('abort')))).blockers).toEqual([expect.objectContaining({ code: 'not_convertible', count: 1, samples: ['32'] })]);
    expect(await makePlan(f.runtime, 'blocked', parse(retype('null')))).toMatchObject({ blockers: [], destroysData: true, confirm: ['badge'] });
    expect(await f.change('blocked', retype('null'))).toMatchObject({ status: 'succeeded' });
    expect(await f.sql(`SELECT badge FROM ${table} ORDER BY badge`)).toEqual([{ badge: '12' }, { badge: '22' }, { badge: null }]);
  });

  it('refuse a plan when table or definitions moved on, and only one of two goes', async () => {
    const { table } = await f.tenant('stale');
    const plan = await makePlan(f.runtime, 'stale', parse([{ op: 'add', name: 'a', type: 'text' }]));
    await f.sql(`ALTER TABLE ${table} ADD COLUMN by_hand text`);
    await expect(applyPlan(f.runtime, 'stale', plan, true)).rejects.toMatchObject({ code: 'plan_stale' });
    const [one, two] = [await makePlan(f.runtime, 'stale', parse([{ op: 'add', name: 'a', type: 'text' }])), await makePlan(f.runtime, 'stale', parse([{ op: 'add', name: 'b', type: 'text' }]))];
    const answers = await Promise.allSettled([applyPlan(f.runtime, 'stale', one, true), applyPlan(f.runtime, 'stale', two, true)]);
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1);
    expect(answers.find((answer) => answer.status === 'rejected')?.reason).toMatchObject({ code: 'invalid_state' });
    for (const answer of answers) if (answer.status === 'fulfilled') await f.finish(answer.value.runId);
    await expect(applyPlan(f.runtime, 'stale', answers[0]?.status === 'fulfilled' ? two : one, true)).rejects.toMatchObject({ code: 'plan_stale' });
  });

  it('show what was changed by hand, and never the product’s own', async () => {
    const { table } = await f.tenant('drift');
    await f.change('drift', [{ op: 'add', name: 'a', type: 'text' }, { op: 'add', name: 'b', type: 'integer' }]);
    expect((await listFields(f.runtime, 'drift')).drift).toEqual([]);
    await f.sql(`ALTER TABLE ${table} ADD COLUMN by_hand int, DROP COLUMN a, ALTER COLUMN b TYPE int`);
    expect((await listFields(f.runtime, 'drift')).drift.map(({ kind, column, expected, found }) => [kind, column, expected, found])).toEqual([
      ['column_added', 'by_hand', null, 'integer'], ['column_dropped', 'a', 'text', null], ['column_retyped', 'b', 'bigint', 'integer'],
    ]);
    expect((await makePlan(f.runtime, 'drift', parse([{ op: 'add', name: 'by_hand', type: 'text' }]))).blockers).toEqual([expect.objectContaining({ code: 'column_taken' })]);
  });

  it('refuse what no field may be, naming each', async () => {
    await f.tenant('hostile');
    const refused = (changes: unknown[]) => makePlan(f.runtime, 'hostile', parse(changes)).then(() => [], (error: { issues: { path: string; message: string }[] }) => error.issues.map((issue) => `${issue.path} ${issue.message}`));
    expect(await refused([{ op: 'add', name: 'a', type: 'nothing' }])).toEqual(['changes.0.type fieldTypeUnknown']);
    expect(await refused([{ op: 'add', name: 'a', type: 'boolean', unique: true }])).toEqual(['changes.0.unique fieldNotUniqueable']);
    expect(await refused([{ op: 'add', name: 'a', type: 'integer', validation: { min: 5, max: 1 } }])).toEqual(['changes.0.validation.max fieldLimitsCrossed']);
    expect(await refused([{ op: 'add', name: 'a', type: 'text', validation: { pattern: '(a)\\1' } }])).toEqual(['changes.0.validation.pattern fieldPatternUnsupported']);
    expect(await refused([{ op: 'add', name: 'a', type: 'text', validation: { options: ['x'] } }])).toEqual(['changes.0.validation.options fieldRuleForeign']);
    expect(await refused([{ op: 'add', name: 'a', type: 'date', default: '2023-02-30' }])).toEqual(['changes.0.default fieldNotDate']);
    expect(await refused([{ op: 'add', name: 'a', type: 'text' }, { op: 'add', name: 'a', type: 'text' }])).toEqual(['changes.0.name taken', 'changes.1.name taken']);
    expect(await refused([{ op: 'drop', id: crypto.randomUUID() }])).toEqual(['changes.0.id fieldUnknown']);
  });
});

describe('a hidden field', () => {
  it('goes with its column when its grace is over, and not before', async () => {
    const { table } = await f.tenant('grace');
    await f.change('grace', [{ op: 'add', name: 'x', type: 'text' }]);
    const field = await named('grace', 'x');
    await f.change('grace', [{ op: 'drop', id: field.id }]);
    await purgeHiddenFields(f.runtime);
    expect(await fieldsOf('grace')).toHaveLength(1);
    await purgeHiddenFields(f.runtime, new Date(Date.now() + 400 * 86_400_000));
    expect(await fieldsOf('grace')).toEqual([]);
    expect(await f.sql(`SELECT 1 FROM pg_attribute WHERE attrelid = '${table}'::regclass AND attname LIKE 'zz%' AND NOT attisdropped`)).toEqual([]);
  });
});

describe('without a data plane', () => {
  it('wait for one, and are columns as soon as it is provisioned', async () => {
    await runOperation(operations.tenants.create, { slug: 'later', name: 'Later', database: null }, callAs(principalOf('owner')), f.runtime);
    expect(await f.change('later', [{ op: 'add', name: 'team', type: 'select', required: true, validation: { options: ['red', 'blue'] } }])).toMatchObject({ status: 'succeeded' });
    expect((await fieldsOf('later')).map((field) => field.state)).toEqual(['pending']);
    await f.tenant('donor');
    const donor = (await f.runtime.store.config.tenants.get('donor'))?.database;
    if (!donor) throw new Error('no donor');
    const later = await f.runtime.store.config.tenants.update('later', '*', (tenant) => ({ ...tenant, database: { ...donor, ...f.runtime.store.adapter('postgres').physicalNames(tenant, 'schema') } }));
    const { requestProvisioning } = await import('@/lib/provisioning/request');
    expect(await f.finish((await requestProvisioning(f.runtime, later)).id)).toMatchObject({ status: 'succeeded' });
    expect(await listFields(f.runtime, 'later')).toMatchObject({ drift: [], items: [{ state: 'active', columnType: 'text' }] });
  });
});

describe('a run that fails', () => {
  it('leaves table and definition agreeing, or the field in repair, which running again mends', async () => {
    const { table } = await f.tenant('repair');
    await f.change('repair', [{ op: 'add', name: 'x', type: 'text' }]);
    await f.sql(`INSERT INTO ${table} (email, x) VALUES ('a@x.test', 'a'), ('b@x.test', 'b')`);
    const field = await named('repair', 'x');
    const plan = await makePlan(f.runtime, 'repair', parse([{ op: 'alter', id: field.id, unique: true, required: true }]));
    const { runId } = await applyPlan(f.runtime, 'repair', plan, true);
    // Between the look and the work, somebody writes what breaks it.
    await f.sql(`UPDATE ${table} SET x = 'same'`);
    expect(await f.finish(runId)).toMatchObject({ status: 'failed', error: { code: 'invalid_state' } });
    expect(await named('repair', 'x')).toMatchObject({ state: 'repair', problem: { code: 'invalid_state', runId }, unique: false });
    await f.sql(`UPDATE ${table} SET x = email`);
    await f.runtime.records.runs.request(runId, 'retry');
    expect(await f.finish(runId)).toMatchObject({ status: 'succeeded' });
    expect(await named('repair', 'x')).toMatchObject({ state: 'active', unique: true, required: true, problem: null });
  });
});
