import { describe, expect, it } from 'vitest';
import { runOperation } from '@/lib/operations/pipeline';
import { operations } from '@/lib/operations/registry';
import { callAs, principalOf } from '@/lib/testing/test-runtime';
import { applyPlan } from '../apply/apply-plan';
import { listFields } from '../list-fields';
import { makePlan } from '../make-plan';
import { parse, type FieldFixture } from '../testing/field-fixture';

/** A change that failed half-way has one operation that mends it: on to the new, or back to the old. */
export function repairContract(fixture: () => FieldFixture): void {
  describe('a change that failed half-way', () => {
    const repair = (slug: string, id: string, action: 'retry' | 'giveUp') => runOperation(operations.fields.repair, { slug, id, action }, callAs(principalOf('tenant-admin', [slug])), fixture().runtime);
    const itemsOf = async (slug: string) => (await listFields(fixture().runtime, slug)).items;

    /** A field with two rows whose values somebody made equal between the plan that makes it unique, and its run. */
    async function failed(slug: string, losing = false) {
      const f = fixture();
      const { table, container } = await f.tenant(slug);
      await f.change(slug, [{ op: 'add', name: 'x', type: 'text', label: 'X' }, ...(losing ? [{ op: 'add', name: 'z', type: 'text' }] : [])]);
      const [x, z] = await itemsOf(slug);
      if (!x) throw new Error('no field');
      await f.sql(`INSERT INTO ${table} (email, x) VALUES ('a@x.test', 'a'), ('b@x.test', 'b')`);
      const plan = await makePlan(f.runtime, slug, parse([{ op: 'rename', id: x.id, name: 'y' }, { op: 'alter', id: x.id, unique: true, label: 'Y' }, { op: 'add', name: 'x', type: 'integer', default: 1 }, ...(z ? [{ op: 'drop', id: z.id }] : [])]));
      const { runId } = await applyPlan(f.runtime, slug, plan, true);
      await f.sql(`UPDATE ${table} SET x = 'same'`);
      expect(await f.finish(runId)).toMatchObject({ status: 'failed', error: { code: 'invalid_state' } });
      return { table, container, id: x.id, runId };
    }

    it('goes on with the change once what stood in its way is gone', async () => {
      const f = fixture();
      const { table, id, runId } = await failed('goes-on');
      expect((await itemsOf('goes-on')).find((field) => field.id === id)).toMatchObject({ state: 'repair', problem: { code: 'invalid_state', runId } });
      await f.sql(`UPDATE ${table} SET y = email`);
      expect(await repair('goes-on', id, 'retry')).toEqual({ runId });
      await expect(repair('goes-on', id, 'giveUp')).rejects.toMatchObject({ code: 'invalid_state' });
      expect(await f.finish(runId)).toMatchObject({ status: 'succeeded' });
      const list = await listFields(f.runtime, 'goes-on');
      expect(list.drift).toEqual([]);
      expect(list.items.map(({ name, state, unique, label, problem }) => [name, state, unique, label, problem])).toEqual([['y', 'active', true, 'Y', null], ['x', 'active', false, '', null]]);
      await expect(repair('goes-on', id, 'retry')).rejects.toMatchObject({ code: 'invalid_state' });
    });

    it('goes back to what was before it, values and all', async () => {
      const f = fixture();
      const { table, container, id } = await failed('goes-back', true);
      // It would lose the values of another field: going on with that is for whoever may.
      await expect(repair('goes-back', id, 'retry')).rejects.toMatchObject({ code: 'forbidden' });
      const { runId } = await repair('goes-back', id, 'giveUp');
      expect(await f.finish(runId)).toMatchObject({ status: 'succeeded' });
      const list = await listFields(f.runtime, 'goes-back');
      expect(list.drift).toEqual([]);
      expect(list.items.map(({ id: of, name, column, state, unique, label, problem }) => [of, name, column, state, unique, label, problem])).toEqual([[id, 'x', 'x', 'active', false, 'X', null], [expect.any(String), 'z', 'z', 'active', false, '', null]]);
      expect(await f.sql(`SELECT x FROM ${table}`)).toEqual([{ x: 'same' }, { x: 'same' }]);
      for (const look of f.engine.leftovers(container)) expect(await f.sql(look), look).toEqual([]);
      await expect(repair('goes-back', crypto.randomUUID(), 'retry')).rejects.toMatchObject({ code: 'not_found' });
    });
  });
}
