import { describe, expect, it } from 'vitest';
import type { FieldChange } from '@/lib/model/field';
import { listFields } from '../list-fields';
import { makePlan } from '../make-plan';
import type { FieldEngine } from '../testing/field-engines';
import { parse, type FieldFixture } from '../testing/field-fixture';

/** Columns that were changed by hand: told, adopted, brought back. */
export function driftContract(fixture: () => FieldFixture, { handRetype }: FieldEngine): void {
  describe('what was changed by hand', () => {
    const driftOf = async (slug: string) => (await listFields(fixture().runtime, slug)).drift;
    const told = async (slug: string) => (await driftOf(slug)).map(({ kind, column, choices }) => [kind, column, choices.join()]);
    const itemsOf = async (slug: string) => (await listFields(fixture().runtime, slug)).items;
    /** Plans, applies, and holds the table to the definitions. */
    async function mend(slug: string, change: Partial<FieldChange> & object): Promise<void> {
      expect(await fixture().change(slug, [change]), JSON.stringify(change)).toMatchObject({ status: 'succeeded' });
      expect(await driftOf(slug), JSON.stringify(change)).toEqual([]);
    }

    it('is told with what can be done about it; the product’s own columns are not', async () => {
      const f = fixture();
      const { table } = await f.tenant('told');
      await f.change('told', [{ op: 'add', name: 'a', type: 'text' }, { op: 'add', name: 'b', type: 'integer', default: 5 }, { op: 'add', name: 'c', type: 'text' }]);
      const [, , c] = await itemsOf('told');
      await f.change('told', [{ op: 'drop', id: c?.id }]);
      expect(await driftOf('told')).toEqual([]);
      await f.sql(`ALTER TABLE ${table} ADD COLUMN "By Hand" varchar(40)`);
      await f.sql(`ALTER TABLE ${table} DROP COLUMN a`);
      await f.sql(handRetype(table, 'b'));
      expect(await told('told')).toEqual([
        ['column_added', 'By Hand', 'adopt,restoreColumn'],
        ['column_dropped', 'a', 'adopt,restoreColumn'],
        ['column_retyped', 'b', 'adopt,restoreColumn'],
      ]);
      expect((await driftOf('told'))[0]).toMatchObject({ adoptsAs: { name: 'by_hand', type: 'text', required: false } });
      await expect(makePlan(f.runtime, 'told', parse([{ op: 'adopt', column: 'email' }]))).rejects.toMatchObject({ code: 'validation_failed', issues: [{ path: 'changes.0.column', message: 'fieldNoDrift' }] });
    });

    it('becomes a field with its values, or goes', async () => {
      const f = fixture();
      const { table } = await f.tenant('added');
      await f.sql(`ALTER TABLE ${table} ADD COLUMN "Team Name" varchar(40)`);
      await f.sql(`ALTER TABLE ${table} ADD COLUMN badge int NOT NULL DEFAULT 7`);
      await f.sql(`ALTER TABLE ${table} ADD COLUMN junk int`);
      await f.sql(`INSERT INTO ${table} (email, "Team Name") VALUES ('a@x.test', 'red'), ('b@x.test', NULL)`);
      const plan = await makePlan(f.runtime, 'added', parse([{ op: 'adopt', column: 'Team Name', name: 'team', label: 'Team', indexed: true }]));
      expect(plan).toMatchObject({ blockers: [], destroysData: false });
      // Where a column's mark is part of the table, that is made anew.
      expect(['adopt_column', 'rebuild_table']).toContain(plan.steps[0]?.op);
      expect(await f.change('added', [{ op: 'adopt', column: 'Team Name', name: 'team', label: 'Team', indexed: true }, { op: 'adopt', column: 'badge' }])).toMatchObject({ status: 'succeeded' });
      expect((await itemsOf('added')).map(({ name, type, state, required, label }) => [name, type, state, required, label])).toEqual([['team', 'text', 'active', false, 'Team'], ['badge', 'integer', 'active', true, '']]);
      const { items } = await (await f.runtime.store.forTenant('added')).users.list({ limit: 10, sort: 'email' });
      expect(items.map(({ customFields }) => customFields)).toEqual([{ team: 'red', badge: 7 }, { team: null, badge: 7 }]);
      const drop = await makePlan(f.runtime, 'added', parse([{ op: 'restoreColumn', column: 'junk' }]));
      expect(drop).toMatchObject({ destroysData: true, confirm: ['junk'] });
      await mend('added', { op: 'restoreColumn', column: 'junk' });
      expect(await itemsOf('added')).toHaveLength(2);
    });

    it('and is missing, comes back as it is defined, or is forgotten', async () => {
      const f = fixture();
      const { table } = await f.tenant('missing');
      await f.change('missing', [{ op: 'add', name: 'a', type: 'integer', default: 3, required: true, indexed: true }, { op: 'add', name: 'b', type: 'text' }]);
      await f.sql(`INSERT INTO ${table} (email) VALUES ('a@x.test')`);
      await f.sql(`ALTER TABLE ${table} DROP COLUMN a`);
      await f.sql(`ALTER TABLE ${table} DROP COLUMN b`);
      expect(await f.change('missing', [{ op: 'restoreColumn', column: 'a' }])).toMatchObject({ status: 'succeeded' });
      expect((await f.sql<{ a: unknown }>(`SELECT a FROM ${table}`)).map((row) => Number(row.a))).toEqual([3]);
      expect(await makePlan(f.runtime, 'missing', parse([{ op: 'adopt', column: 'b' }]))).toMatchObject({ steps: [], destroysData: false, confirm: [] });
      await mend('missing', { op: 'adopt', column: 'b' });
      expect((await itemsOf('missing')).map((field) => field.name)).toEqual(['a']);
    });

    it('in its type, is taken over or changed back, and keeps its values', async () => {
      const f = fixture();
      const { table } = await f.tenant('hand-retyped');
      await f.change('hand-retyped', [{ op: 'add', name: 'a', type: 'integer', default: 4 }, { op: 'add', name: 'b', type: 'integer' }]);
      await f.sql(`INSERT INTO ${table} (email, a, b) VALUES ('a@x.test', 1, 2)`);
      for (const column of ['a', 'b']) await f.sql(handRetype(table, column));
      expect(await f.change('hand-retyped', [{ op: 'adopt', column: 'a' }, { op: 'restoreColumn', column: 'b' }])).toMatchObject({ status: 'succeeded' });
      expect(await driftOf('hand-retyped')).toEqual([]);
      const { items } = await (await f.runtime.store.forTenant('hand-retyped')).users.list({ limit: 10 });
      expect(items.map(({ customFields }) => customFields)).toEqual([{ a: '1', b: 2 }]);
    });

    it('in its name, is told where the engine lets a column keep its mark, and mended both ways', async () => {
      const f = fixture();
      const { table } = await f.tenant('renamed');
      await f.change('renamed', [{ op: 'add', name: 'a', type: 'text' }, { op: 'add', name: 'b', type: 'text' }]);
      await f.sql(`ALTER TABLE ${table} RENAME COLUMN a TO x`);
      await f.sql(`ALTER TABLE ${table} RENAME COLUMN b TO y`);
      expect((await driftOf('renamed')).map(({ kind, expected, found }) => [kind, expected, found])).toEqual([['column_renamed', 'a', 'x'], ['column_renamed', 'b', 'y']]);
      expect(await f.change('renamed', [{ op: 'adopt', column: 'x' }, { op: 'restoreColumn', column: 'y' }])).toMatchObject({ status: 'succeeded' });
      expect(await driftOf('renamed')).toEqual([]);
      expect((await itemsOf('renamed')).map(({ name, column }) => [name, column])).toEqual([['x', 'x'], ['b', 'b']]);
    });
  });
}
