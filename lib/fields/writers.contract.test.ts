import { expect, it } from 'vitest';
import { applyPlan } from './apply/apply-plan';
import { listFields } from './list-fields';
import { makePlan } from './make-plan';
import { onEachEngine } from './testing/each-engine';
import { parse, type FieldFixture } from './testing/field-fixture';

const ROWS = process.env.TENANTRY_LONG ? 100_000 : 2_000;
const WRITERS = 3;
/** A writer gives up just past the longest time that a change may stand before it in the queue for the table. */
const PATIENCE_SECONDS = 2;

interface Account {
  inserted: number;
  updates: number;
  failed: unknown[];
  /** What the last write of each row that is written to left there. */
  last: Map<string, string>;
}

/** Writers of their own, each on its own rows, from the beginning of a change to its end. */
async function write(f: FieldFixture, table: string, columns: readonly string[], until: Promise<unknown>, account: Account, required: string | null): Promise<void> {
  let ended = false;
  const watched = until.finally(() => (ended = true));
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    const { sql, close } = await f.writer(PATIENCE_SECONDS);
    const failed = (error: unknown) => void account.failed.push(error);
    for (let turn = 1; !ended && account.failed.length < 50; turn += 1) {
      const [n, value] = [writer + 1 + WRITERS * (turn % 50), String(writer + WRITERS * turn)];
      const email = `u${n}@x.test`;
      await sql(`UPDATE ${table} SET ${columns.map((column) => `${column} = '${value}'`).join(', ')} WHERE email = '${email}'`).then(() => ((account.updates += 1), account.last.set(email, value)), failed);
      const insert = (more: string, given: string) => sql(`INSERT INTO ${table} (email${more}) VALUES ('${crypto.randomUUID()}@x.test'${given})`);
      await insert('', '')
        // Who is told that a value is required, gives one.
        .catch((error: unknown) => (required !== null && new RegExp(`null value in column "${required}"|'${required}' doesn't have a default|NOT NULL constraint failed: app_user.${required}`).test(String(error)) ? insert(`, ${required}`, `, '${crypto.randomUUID()}'`) : Promise.reject(error as Error)))
        .then(() => (account.inserted += 1), failed);
    }
    await close();
  });
  await Promise.all([...writers, watched]);
}

onEachEngine('writers', (fixture, engine) => {
  it('pass while a field is added, required, unique and indexed, while a type changes, and while a field goes: none fails, nothing is lost', async () => {
    const f = fixture();
    const { table, container } = await f.tenant('writers');
    await f.change('writers', [{ op: 'add', name: 'note', type: 'text' }]);
    await f.sql(`INSERT INTO ${table} (email, note) SELECT 'u' || n || '@x.test', '' || n FROM ${engine.numbers(ROWS)}`);
    const account: Account = { inserted: 0, updates: 0, failed: [], last: new Map() };
    const [note] = (await listFields(f.runtime, 'writers')).items;
    const under = async (columns: readonly string[], changes: unknown[], request: object = {}, required: string | null = null) => {
      const plan = await makePlan(f.runtime, 'writers', parse(changes));
      const { runId } = await applyPlan(f.runtime, 'writers', { ...plan, ...request }, true);
      const run = f.finish(runId);
      await write(f, table, columns, run, account, required);
      expect(await run).toMatchObject({ status: 'succeeded' });
    };
    await under(['name', 'note'], [{ op: 'add', name: 'code', type: 'text', required: true, unique: true, indexed: true }], { backfill: { code: { generate: 'uuid' } } }, 'code');
    // Those who write beside the product are not asked for a value by every engine once all is done.
    const [codes] = await f.sql(`SELECT count(*) AS n, count(DISTINCT code) AS codes FROM ${table} WHERE email LIKE 'u%@x.test'`);
    expect([Number(codes?.['n']), Number(codes?.['codes'])]).toEqual([ROWS, ROWS]);
    const [code] = (await listFields(f.runtime, 'writers')).items.filter((field) => field.name === 'code');
    await f.change('writers', [{ op: 'alter', id: code?.id, required: false }]);
    await under(['name', 'note'], [{ op: 'retype', id: note?.id, type: 'integer' }]);
    await under(['name', 'note'], [{ op: 'drop', id: code?.id }]);

    expect(account.failed).toEqual([]);
    expect(account.updates).toBeGreaterThan(20);
    const [all] = await f.sql(`SELECT count(*) AS n FROM ${table}`);
    expect(Number(all?.['n'])).toBe(ROWS + account.inserted);
    const rows = await f.sql<{ email: string; name: string; note: unknown }>(`SELECT email, name, note FROM ${table} WHERE name IS NOT NULL`);
    expect(new Map(rows.map((row) => [row.email, `${row.name} ${String(row.note)}`]))).toEqual(new Map([...account.last].map(([email, value]) => [email, `${value} ${value}`])));
    // Those that nobody wrote to are as they were.
    const [untouched] = await f.sql(`SELECT count(*) AS n, sum(note) AS notes FROM ${table} WHERE name IS NULL AND note IS NOT NULL`);
    const written = [...account.last.keys()].map((email) => Number(/\d+/.exec(email)?.[0]));
    expect([Number(untouched?.['n']), Number(untouched?.['notes'])]).toEqual([ROWS - written.length, (ROWS * (ROWS + 1)) / 2 - written.reduce((sum, n) => sum + n, 0)]);
    for (const look of engine.leftovers(container)) if (!look.includes("'zz")) expect(await f.sql(look), look).toEqual([]);
  }, 180_000);

  it('of two who apply at once, one wins and the other is told; table and definitions agree', async () => {
    const f = fixture();
    const { container } = await f.tenant('both');
    const plans = [await makePlan(f.runtime, 'both', parse([{ op: 'add', name: 'a', type: 'text', unique: true }])), await makePlan(f.runtime, 'both', parse([{ op: 'add', name: 'a', type: 'integer', indexed: true }]))];
    const answers = await Promise.allSettled(plans.map((plan) => applyPlan(f.runtime, 'both', plan, true)));
    const won = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    expect(won).toHaveLength(1);
    expect(answers.find((answer) => answer.status === 'rejected')).toMatchObject({ reason: { code: expect.stringMatching(/^(invalid_state|plan_stale|conflict)$/) as string } });
    expect(await f.finish(won[0]?.runId ?? '')).toMatchObject({ status: 'succeeded' });
    const loser = plans[answers.findIndex((answer) => answer.status === 'rejected')];
    if (loser) await expect(applyPlan(f.runtime, 'both', loser, true)).rejects.toMatchObject({ code: 'plan_stale' });
    const list = await listFields(f.runtime, 'both');
    expect(list).toMatchObject({ drift: [], items: [{ name: 'a', state: 'active' }] });
    for (const look of engine.leftovers(container)) expect(await f.sql(look), look).toEqual([]);
  });
});
