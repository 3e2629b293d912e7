import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyPlan } from './apply/apply-plan';
import { FIELD_RUN_STEPS } from './apply/steps';
import { listFields } from './list-fields';
import { makePlan } from './make-plan';
import { LEASE_MS, openFieldFixture, parse, type FieldFixture } from './testing/field-fixture';

const ROWS = 3_000;
let f: FieldFixture;
beforeAll(async () => {
  f = await openFieldFixture();
});
afterAll(() => f?.close());

/** Runs a worker of its own until it has killed itself in that step. */
async function killIn(step: string, when: string, ms: number): Promise<void> {
  const args = ['--import', 'tsx', 'lib/fields/testing/dying-worker.ts', '--step', step, '--when', when, '--lease', String(LEASE_MS), '--ms', String(ms)];
  const env = { PATH: process.env.PATH, NODE_ENV: 'test', LOG_LEVEL: 'silent', NEXTAUTH_SECRET: 'for tests only', ...f.variables } as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
  const signal = await new Promise((resolve) => child.once('exit', (_code, by) => resolve(by)));
  expect(signal).toBe('SIGKILL');
}

const moments = [
  ...FIELD_RUN_STEPS.map((step) => ({ step, when: 'after', ms: 0 })),
  ...(process.env.TENANTRY_LONG
    ? FIELD_RUN_STEPS.flatMap((step) => [2, 10, 30, 80].map((ms) => ({ step, when: 'during', ms })))
    : [{ step: 'copy', when: 'during', ms: 25 }, { step: 'constrain', when: 'during', ms: 25 }, { step: 'swap', when: 'during', ms: 3 }]),
];

describe('a worker killed while it adds a required, unique, indexed field and changes another’s type', () => {
  it.each(moments)('$when $step ($ms ms): the next one converges, and no value is lost', async ({ step, when, ms }) => {
    const slug = `kill-${when}-${step}-${ms}`;
    const { table } = await f.tenant(slug);
    await f.change(slug, [{ op: 'add', name: 'note', type: 'text', indexed: true }]);
    await f.sql(`INSERT INTO ${table} (email, note) SELECT 'u' || n || '@x.test', n::text FROM generate_series(1, ${ROWS}) n`);
    const [note] = (await listFields(f.runtime, slug)).items;
    const plan = await makePlan(
      f.runtime,
      slug,
      parse([
        { op: 'add', name: 'badge', type: 'integer', required: true, unique: true, indexed: true },
        { op: 'retype', id: note?.id, type: 'integer' },
        { op: 'alter', id: note?.id, required: true },
      ]),
    );
    const { runId } = await applyPlan(f.runtime, slug, { ...plan, backfill: { badge: { generate: 'sequence' } } }, true);
    await killIn(step, when, ms);
    expect(await f.finish(runId)).toMatchObject({ status: 'succeeded' });
    const list = await listFields(f.runtime, slug);
    expect(list.drift).toEqual([]);
    expect(list.items.map(({ name, state, changing, columnType }) => [name, state, changing, columnType])).toEqual([['note', 'active', false, 'bigint'], ['badge', 'active', false, 'bigint']]);
    const [sums] = await f.sql<{ n: string; badges: string; notes: string }>(`SELECT count(*) AS n, count(DISTINCT badge) AS badges, sum(note) AS notes FROM ${table}`);
    expect(sums).toEqual({ n: String(ROWS), badges: String(ROWS), notes: String((ROWS * (ROWS + 1)) / 2) });
    // Nothing is left over: columns, functions, triggers, invalid indexes.
    const schema = table.split('.')[0]?.replaceAll('"', '') ?? '';
    expect(await f.sql(`SELECT attname FROM pg_attribute WHERE attrelid = '${table}'::regclass AND attname LIKE 'zz\\_%' AND NOT attisdropped`)).toEqual([]);
    expect(await f.sql(`SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = '${schema}'`)).toEqual([]);
    expect(await f.sql(`SELECT 1 FROM pg_index WHERE indrelid = '${table}'::regclass AND NOT indisvalid`)).toEqual([]);
    expect(await f.sql(`SELECT conname FROM pg_constraint WHERE conrelid = '${table}'::regclass AND (conname LIKE '%\\_nn' OR NOT convalidated)`)).toEqual([]);
  });
});

describe('writers', () => {
  it('pass while a required, unique, indexed field is added: none fails, none waits beyond the lock timeout', async () => {
    const { table } = await f.tenant('writers');
    await f.sql(`INSERT INTO ${table} (email) SELECT 'u' || n || '@x.test' FROM generate_series(1, 20000) n`);
    const plan = await makePlan(f.runtime, 'writers', parse([{ op: 'add', name: 'code', type: 'text', required: true, unique: true, indexed: true }]));
    const { runId } = await applyPlan(f.runtime, 'writers', { ...plan, backfill: { code: { generate: 'uuid' } } }, true);
    let [ended, written, failed] = [false, 0, 0];
    const work = f.finish(runId).finally(() => (ended = true));
    while (!ended) {
      // A writer gives up just past the longest time that a change may stand before it in the queue.
      await f.sql(`BEGIN; SET LOCAL lock_timeout = '1s'; UPDATE ${table} SET name = 'w${written}' WHERE email = 'u${(written % 20_000) + 1}@x.test'; COMMIT`).then(
        () => written++,
        () => failed++,
      );
    }
    expect(await work).toMatchObject({ status: 'succeeded' });
    expect({ failed, passed: written > 20 }).toEqual({ failed: 0, passed: true });
    expect((await f.sql<{ n: string }>(`SELECT count(DISTINCT code) AS n FROM ${table}`))[0]?.n).toBe('20000');
  });
});
