import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeStore } from '@/lib/store/contract/stores';
import { applyPlan } from './apply/apply-plan';
import { FIELD_RUN_STEPS } from './apply/steps';
import { listFields } from './list-fields';
import { makePlan } from './make-plan';
import { MARIADB, POSTGRES, type FieldEngine } from './testing/field-engines';
import { openFieldFixture, parse, type FieldFixture } from './testing/field-fixture';
import { killWorker, type Moment } from './testing/kill-worker';
import { SQLITE } from './testing/sqlite-engine';

const ROWS = 3_000;
const after = (step: string): Moment => ({ step, when: 'after', ms: 0 });
const during = (step: string, ms: number): Moment => ({ step, when: 'during', ms });
const everyMoment = (steps: readonly string[]): Moment[] => steps.flatMap((step) => [after(step), ...[2, 10, 30, 80].map((ms) => during(step, ms))]);

/** Moments of `npm test`: after each step that does something on an engine, and within some. */
const EACH_STEP: readonly Moment[] = [...FIELD_RUN_STEPS.map(after), during('constrain', 25), during('swap', 3)];
/** A file's table is made anew in one phase: its runs have no others. */
const FILE_STEPS = ['define', 'swap', 'inspect', 'activate'];
const ENGINES: readonly { engine: FieldEngine; steps: readonly string[]; moments: readonly Moment[] }[] = [
  { engine: POSTGRES, steps: FIELD_RUN_STEPS, moments: EACH_STEP },
  { engine: MARIADB, steps: FIELD_RUN_STEPS, moments: EACH_STEP },
  { engine: SQLITE, steps: FILE_STEPS, moments: [...FILE_STEPS.map(after), during('swap', 3), during('swap', 25)] },
];

for (const { engine, steps, moments } of ENGINES) {
  describeStore(engine.driver)(`on ${engine.driver}, a worker killed while it adds a required, unique, indexed field and changes another’s type`, () => {
    const missing = engine.missing();
    if (missing) {
      (process.env['CI'] ? it : it.skip)(missing, () => expect.fail(missing));
      return;
    }
    let f: FieldFixture;
    beforeAll(async () => {
      f = await openFieldFixture(engine);
    });
    afterAll(() => f?.close());

    it.each(process.env.TENANTRY_LONG ? everyMoment(steps) : moments)('$when $step ($ms ms): the next one converges, and no value is lost', async (moment) => {
      const slug = `kill-${moment.when}-${moment.step}-${moment.ms}`;
      const { table, container } = await f.tenant(slug);
      await f.change(slug, [{ op: 'add', name: 'note', type: 'text', indexed: true }]);
      await f.sql(`INSERT INTO ${table} (email, note) SELECT 'u' || n || '@x.test', '' || n FROM ${engine.numbers(ROWS)}`);
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
      await killWorker(f, moment);
      expect(await f.finish(runId)).toMatchObject({ status: 'succeeded' });
      const list = await listFields(f.runtime, slug);
      expect(list.drift).toEqual([]);
      expect(list.items.map(({ name, type, state, changing }) => [name, type, state, changing])).toEqual([['note', 'integer', 'active', false], ['badge', 'integer', 'active', false]]);
      const [sums] = await f.sql(`SELECT count(*) AS n, count(DISTINCT badge) AS badges, sum(note) AS notes FROM ${table}`);
      expect(Object.values(sums ?? {}).map(Number)).toEqual([ROWS, ROWS, (ROWS * (ROWS + 1)) / 2]);
      for (const look of engine.leftovers(container)) expect(await f.sql(look), look).toEqual([]);
    });
  });
}
