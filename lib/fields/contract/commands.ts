import { describe, expect, it } from 'vitest';
import { listFields } from '../list-fields';
import { makePlan } from '../make-plan';
import { parse, type FieldFixture } from '../testing/field-fixture';

/** Every command alone and several in one plan, with users whose values are looked at through the store. */
export function commandsContract(fixture: () => FieldFixture): void {
  describe('commands', () => {
    const itemsOf = async (slug: string) => (await listFields(fixture().runtime, slug)).items;
    const idOf = async (slug: string, name: string) => (await itemsOf(slug)).find((field) => field.name === name && field.state !== 'hidden')?.id ?? '';
    const usersOf = async (slug: string) => (await fixture().runtime.store.forTenant(slug)).users;
    const values = async (slug: string) => (await (await usersOf(slug)).list({ limit: 10, sort: 'email' })).items.map((user) => user.customFields);
    /** Plans, applies, and holds the table to the definitions. */
    async function change(slug: string, changes: unknown[]): Promise<void> {
      const run = await fixture().change(slug, changes);
      expect(run.status, `${JSON.stringify(changes)} ${JSON.stringify(run)}`).toBe('succeeded');
      expect((await listFields(fixture().runtime, slug)).drift, JSON.stringify(changes)).toEqual([]);
    }
    /** A tenant with some fields of text, and a user who has each field's name as its value. */
    async function tenant(slug: string, names: string[]): Promise<Record<string, string>> {
      await fixture().tenant(slug);
      await change(slug, names.map((name) => ({ op: 'add', name, type: 'text' })));
      await (await usersOf(slug)).create({ email: 'a@x.test', customFields: Object.fromEntries(names.map((name) => [name, name])) });
      return Object.fromEntries((await itemsOf(slug)).map((field) => [field.name, field.id]));
    }

    it('trade names, pass them on in a chain, and free them for others, in one plan', async () => {
      const { a, b, c } = await tenant('names', ['a', 'b', 'c']);
      await change('names', [{ op: 'rename', id: a, name: 'b' }, { op: 'rename', id: b, name: 'a' }]);
      expect(await values('names')).toEqual([{ a: 'b', b: 'a', c: 'c' }]);
      // Three in a ring, and back through a name that none of them had.
      await change('names', [{ op: 'rename', id: a, name: 'c' }, { op: 'rename', id: c, name: 'a' }, { op: 'rename', id: b, name: 'b' }]);
      expect(await values('names')).toEqual([{ a: 'c', b: 'b', c: 'a' }]);
      await change('names', [{ op: 'rename', id: a, name: 'd' }, { op: 'rename', id: c, name: 'c' }, { op: 'add', name: 'a', type: 'integer', default: 1 }]);
      expect(await values('names')).toEqual([{ d: 'a', b: 'b', c: 'c', a: 1 }]);
      await change('names', [{ op: 'rename', id: a, name: 'e' }, { op: 'rename', id: b, name: 'd' }]);
      expect(await values('names')).toEqual([{ e: 'a', d: 'b', c: 'c', a: 1 }]);
      // The last name of several counts, whoever has them in between.
      await change('names', [{ op: 'rename', id: b, name: 'x' }, { op: 'rename', id: b, name: 'e' }, { op: 'rename', id: a, name: 'd' }]);
      expect(await values('names')).toEqual([{ d: 'a', e: 'b', c: 'c', a: 1 }]);
    });

    it('drop a name and add it anew in one plan; the old one is restored under another name, or not at all', async () => {
      const f = fixture();
      const { x } = await tenant('anew', ['x']);
      await change('anew', [{ op: 'drop', id: x }, { op: 'add', name: 'x', type: 'boolean', default: true, indexed: true }]);
      expect(await values('anew')).toEqual([{ x: true }]);
      await expect(makePlan(f.runtime, 'anew', parse([{ op: 'restore', id: x }]))).rejects.toMatchObject({ code: 'validation_failed', issues: [{ path: 'changes.0.name', message: 'taken' }] });
      await change('anew', [{ op: 'restore', id: x }, { op: 'rename', id: x, name: 'y' }]);
      expect(await values('anew')).toEqual([{ x: true, y: 'x' }]);
      // Both at once: each takes the other's place.
      const newer = await idOf('anew', 'x');
      await change('anew', [{ op: 'drop', id: newer }, { op: 'rename', id: x, name: 'x' }]);
      expect(await values('anew')).toEqual([{ x: 'x' }]);
      await change('anew', [{ op: 'drop', id: x }, { op: 'restore', id: newer }]);
      expect(await values('anew')).toEqual([{ x: true }]);
      expect((await itemsOf('anew')).map(({ id, state, indexed }) => [id, state, indexed]).sort()).toEqual([[newer, 'active', true], [x, 'hidden', false]].sort());
    });

    it('are worked in no more steps than they have work for', async () => {
      const f = fixture();
      await f.tenant('few');
      const stepsOf = async (changes: unknown[]) => (await f.change('few', changes)).steps.map(({ name, status }) => `${name} ${status}`);
      expect(await stepsOf([{ op: 'add', name: 'plain', type: 'boolean' }])).toEqual(['define done', 'reshape done', 'inspect done', 'activate done']);
      const id = await idOf('few', 'plain');
      expect(await stepsOf([{ op: 'alter', id, label: { en: 'Plain' } }])).toEqual(['define done', 'inspect done', 'activate done']);
    });

    it('make a field required, unique and indexed at once, and take all of it back', async () => {
      const f = fixture();
      const { x } = await tenant('rules', ['x']);
      const users = await usersOf('rules');
      await users.create({ email: 'b@x.test' });
      const all = { op: 'alter', id: x, required: true, unique: true, indexed: true };
      expect((await makePlan(f.runtime, 'rules', parse([all]))).blockers).toMatchObject([{ code: 'nulls', count: 1 }]);
      expect(await f.change('rules', [all], { backfill: { x: { generate: 'uuid' } } })).toMatchObject({ status: 'succeeded' });
      await expect(users.create({ email: 'c@x.test', customFields: { x: 'x' } })).rejects.toMatchObject({ code: 'conflict', issues: [{ path: 'customFields.x' }] });
      await expect(users.create({ email: 'c@x.test' })).rejects.toMatchObject({ code: 'validation_failed', issues: [{ path: 'customFields.x' }] });
      await change('rules', [{ op: 'alter', id: x, required: false, unique: false, indexed: false }]);
      await users.create({ email: 'c@x.test' });
      await users.create({ email: 'd@x.test', customFields: { x: 'x' } });
    });

    it('rename and retype a field, and give it rules, in one plan', async () => {
      await fixture().tenant('retyped');
      await change('retyped', [{ op: 'add', name: 'a', type: 'text', indexed: true }, { op: 'add', name: 'b', type: 'text' }]);
      const users = await usersOf('retyped');
      for (const n of [1, 2]) await users.create({ email: `u${n}@x.test`, customFields: { a: `${n}`, b: `b${n}` } });
      const [a, b] = [await idOf('retyped', 'a'), await idOf('retyped', 'b')];
      await change('retyped', [
        { op: 'rename', id: a, name: 'b' },
        { op: 'rename', id: b, name: 'a' },
        { op: 'retype', id: a, type: 'integer' },
        { op: 'alter', id: a, required: true, unique: true },
      ]);
      expect(await values('retyped')).toEqual([{ a: 'b1', b: 1 }, { a: 'b2', b: 2 }]);
      await expect(users.create({ email: 'u3@x.test', customFields: { b: 1 } })).rejects.toMatchObject({ code: 'conflict' });
      await change('retyped', [{ op: 'retype', id: a, type: 'decimal' }, { op: 'retype', id: a, type: 'text' }, { op: 'drop', id: b }, { op: 'add', name: 'a', type: 'date' }]);
      expect(await values('retyped')).toEqual([{ a: null, b: '1' }, { a: null, b: '2' }]);
    });

    it('of words and places change no table', async () => {
      const f = fixture();
      const { x } = await tenant('words', ['x']);
      const plan = await makePlan(f.runtime, 'words', parse([{ op: 'alter', id: x, label: { en: 'X', es: 'Equis' }, description: 'd', order: 9, group: 'g', pii: true, claim: 'x', editableByUser: true }]));
      expect(plan).toMatchObject({ steps: [], blockers: [], destroysData: false });
      await change('words', [{ op: 'alter', id: x, label: { en: 'X', es: 'Equis' }, order: 9, claim: 'x' }]);
      expect(await itemsOf('words')).toMatchObject([{ label: { en: 'X', es: 'Equis' }, order: 9, claim: 'x', state: 'active' }]);
    });
  });
}
