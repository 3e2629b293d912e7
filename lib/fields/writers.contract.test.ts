import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyPlan } from './apply/apply-plan';
import { makePlan } from './make-plan';
import { openFieldFixture, parse, type FieldFixture } from './testing/field-fixture';

let f: FieldFixture;
beforeAll(async () => {
  f = await openFieldFixture();
});
afterAll(() => f?.close());

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
