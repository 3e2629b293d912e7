import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import type { Isolation } from '@/lib/model/common';
import type { FieldStorage } from '@/lib/model/field-storage';
import { FIELD_PHASES, type WantedColumn } from '../field-ports';
import type { TenantTarget } from '../ports';
import type { OpenAdapter } from '../registry';
import { newTenant, provision, tenantContext, type ContractHarness } from './harness';

const TEXT: FieldStorage = { kind: 'text', minLength: null, maxLength: 40, ignoreCase: false };
const INT: FieldStorage = { kind: 'int64', min: null, max: null };
/** Each storage, and whether it can be unique and indexed everywhere. */
const STORAGES: [FieldStorage, boolean][] = [
  [TEXT, true],
  [{ kind: 'text', minLength: 2, maxLength: 800, ignoreCase: false }, false],
  [{ kind: 'text', minLength: null, maxLength: 320, ignoreCase: true }, true],
  [{ kind: 'int64', min: '-5', max: '9007199254740993' }, true],
  [{ kind: 'decimal', precision: 18, scale: 4, min: '-1.5', max: null }, true],
  [{ kind: 'boolean' }, false],
  [{ kind: 'date', min: '2000-01-01', max: null }, true],
  [{ kind: 'datetime', min: null, max: '2030-01-01T00:00:00.000Z' }, true],
  [{ kind: 'enum', options: ['a', "it's", 'back\\slash', '"; drop table x; --'] }, true],
  [{ kind: 'set', options: ['a', "it's"], minItems: null, maxItems: null }, false],
  [{ kind: 'uuid' }, true],
  [{ kind: 'json' }, false],
];

const wanted = (over: Partial<WantedColumn> = {}): WantedColumn => ({
  fieldId: randomUUID(), column: 'x', storage: TEXT, required: false, unique: false, indexed: false, default: null, presence: 'live', fill: null, onInvalid: 'abort', ...over,
});

/** Columns of users' fields: every command, from what is there to what is wanted, and twice. */
export function fieldsContract(harness: () => ContractHarness, isolations: readonly Isolation[]): void {
  describe.each(isolations)('columns of fields, isolation %s', (isolation) => {
    let adapter: OpenAdapter;
    let target: TenantTarget;
    const made: TenantTarget[] = [];
    beforeAll(() => {
      adapter = harness().open();
    });
    beforeEach(async () => {
      target = newTenant(adapter, harness().server(), isolation);
      made.push(target);
      await provision(adapter, target);
    });
    afterAll(async () => {
      for (const one of made) await adapter.provisioner.drop(one).catch(() => undefined);
      await adapter.close();
    });

    const ports = () => adapter.fieldColumns;
    const sql = (text: string) => harness().admin(harness().place(target).database, text.replaceAll(':users', () => harness().place(target).table('app_user')));
    const look = () => ports().introspect(target);
    const left = async (...fields: WantedColumn[]) => ports().steps(target, fields, await look()).map((step) => step.op);
    const columnOf = async (field: WantedColumn) => (await look()).columns.filter((column) => column.fieldId === field.fieldId);
    /** A user, made by the store as one who knows of no fields; its own columns are written beside it. */
    const user = async (name: string, row: Record<string, string | number | null> = {}) => {
      await adapter.openTenant(target, tenantContext()).users.create({ email: `${name}@x.test` });
      const set = Object.entries(row).map(([column, value]) => `${column} = ${value === null ? 'NULL' : typeof value === 'number' ? value : `'${value}'`}`);
      if (set.length > 0) await sql(`UPDATE :users SET ${set.join()} WHERE email = '${name}@x.test'`);
    };
    const users = async (rows: Record<string, string | number | null>[]) => {
      for (const [n, row] of rows.entries()) await user(`u${n}`, row);
    };
    const values = async (...names: string[]) => (await sql(`SELECT ${names.join()} FROM :users ORDER BY email`)).map((row) => names.map((name) => (row[name] === null ? '' : String(row[name]))).join('|'));

    /** Applies, and holds the engine to its word: what it said is what it did, nothing is left to do, and doing it again does nothing. */
    async function reach(...fields: WantedColumn[]): Promise<string[]> {
      const planned = await left(...fields);
      const { steps } = await ports().apply(target, fields, 'swap');
      expect(steps).toBe(planned.length);
      expect(await left(...fields)).toEqual([]);
      expect(await ports().apply(target, fields, 'swap')).toMatchObject({ steps: 0 });
      for (const field of fields) expect((await columnOf(field)).map((column) => column.role)).toEqual(field.presence === 'gone' ? [] : ['live']);
      return planned;
    }

    it('have a column of its own type for each storage, marked as the field’s, and leave nothing when they go', async () => {
      const before = await look();
      const fields = STORAGES.map(([storage, keyed], n) => wanted({ column: `kind_${n}`, storage, unique: keyed, indexed: keyed }));
      await reach(...fields);
      const { columns } = await look();
      for (const field of fields) expect(columns.find((column) => column.fieldId === field.fieldId), JSON.stringify(field.storage)).toMatchObject({ name: field.column, type: ports().columnType(field.storage), role: 'live' });
      await reach(...fields.map((field) => ({ ...field, unique: false, indexed: false })));
      await reach(...fields.map((field) => ({ ...field, presence: 'gone' as const })));
      const after = await look();
      expect({ ...after, dropped: 0, rows: 0 }).toEqual({ ...before, dropped: 0, rows: 0 });
    });

    it('begin with a default in rows that are there, become required, and open again', async () => {
      await users([{}, {}, {}]);
      const field = wanted({ storage: INT, required: true, default: '7' });
      await reach(field);
      expect(await values('x')).toEqual(['7', '7', '7']);
      await reach({ ...field, default: '8', indexed: true });
      await user('v');
      expect((await values('x')).at(-1)).toBe('8');
      await reach({ ...field, default: null, required: false });
      await user('w');
      expect((await values('x')).at(-1)).toBe('');
    });

    it('are filled where a value is required: with one for all, or another for each', async () => {
      await users([{}, {}, {}]);
      const [one, number, id] = [wanted({ column: 'one', required: true, fill: { value: 'same' } }), wanted({ column: 'number', storage: INT, required: true, unique: true, indexed: true, fill: { generate: 'sequence' } }), wanted({ column: 'code', required: true, unique: true, fill: { generate: 'uuid' } })];
      await reach(one, number, id);
      expect(await values('one')).toEqual(['same', 'same', 'same']);
      expect(new Set(await values('number')).size).toBe(3);
      expect(new Set(await values('code')).size).toBe(3);
    });

    it('trade names in a ring, pass them on in a chain, and keep marks, indexes and values', async () => {
      const [a, b, c] = [wanted({ column: 'a', indexed: true }), wanted({ column: 'b', unique: true }), wanted({ column: 'c' })];
      await reach(a, b, c);
      await users([{ a: 'was a', b: 'was b', c: 'was c' }]);
      await reach({ ...a, column: 'b' }, { ...b, column: 'c' }, { ...c, column: 'a' });
      expect(await values('a', 'b', 'c')).toEqual(['was c|was a|was b']);
      await reach({ ...a, column: 'd' }, { ...b, column: 'b' });
      expect(await values('a', 'd', 'b')).toEqual(['was c|was a|was b']);
    });

    it('hide, give their name free in the same change, and come back with what they had', async () => {
      const field = wanted({ unique: true, indexed: true, default: 'y' });
      await reach(field);
      await users([{ x: 'kept' }, { x: 'too' }]);
      const another = wanted({ storage: INT });
      await reach({ ...field, presence: 'hidden' }, another);
      await user('v', { x: 5 });
      expect((await values('x')).at(-1)).toBe('5');
      await reach({ ...another, presence: 'hidden' }, { ...field, default: null });
      expect((await values('x')).slice(0, 2)).toEqual(['kept', 'too']);
      await reach({ ...another, presence: 'gone' }, { ...field, default: null });
      expect((await look()).columns.filter((column) => column.fieldId !== null)).toHaveLength(1);
    });

    it('change name, type and rules at once, and keep what converts', async () => {
      const field = wanted({ unique: true, indexed: true, default: '5' });
      await reach(field);
      await users([{ x: '1' }, { x: '2' }, { x: '3' }]);
      await reach({ ...field, column: 'y', storage: INT, required: true });
      expect(await values('y')).toEqual(['1', '2', '3']);
      expect(await columnOf(field)).toMatchObject([{ name: 'y', type: ports().columnType(INT) }]);
      await reach({ ...field, column: 'x', unique: false });
      expect(await values('x')).toEqual(['1', '2', '3']);
    });

    it('say what is in the way, stop at it with all values kept, and replace it as was chosen', async () => {
      const field = wanted();
      await reach(field);
      await users([{ x: 'a' }, { x: 'b' }, { x: 'b' }, { x: null }]);
      const narrow = wanted({ ...field, storage: { kind: 'enum', options: ['a', 'c'] } });
      const ways: [Partial<WantedColumn>, string[]][] = [
        [{ storage: INT }, ['not_convertible']],
        [{ storage: narrow.storage }, ['invalid_values', 'not_convertible']],
        [{ unique: true }, ['duplicates']],
        [{ required: true }, ['nulls']],
      ];
      for (const [way, codes] of ways) {
        const next = { ...field, ...way };
        const findings = await ports().probe(target, [next], await look());
        expect(findings.map(({ code, settled }) => codes.includes(code) && !settled), JSON.stringify(way)).toEqual([true]);
        await expect(ports().apply(target, [next], 'swap'), JSON.stringify(way)).rejects.toSatisfy((error) => isAppError(error, 'invalid_state'));
        await reach(field);
        expect(await values('x'), JSON.stringify(way)).toEqual(['a', 'b', 'b', '']);
      }
      const replaced = { ...narrow, onInvalid: { value: 'c' } };
      expect((await ports().probe(target, [replaced], await look())).every((finding) => finding.settled)).toBe(true);
      await reach(replaced);
      expect(await values('x')).toEqual(['a', 'c', 'c', '']);
    });

    it('are reached phase by phase, and given up half-way for another end', async () => {
      const field = wanted({ indexed: true });
      await reach(field);
      await users([{ x: '1' }, { x: '2' }]);
      const next = { ...field, storage: INT, required: true, unique: true };
      for (const [n, phase] of FIELD_PHASES.entries()) {
        await ports().apply(target, [next], phase, undefined, phase);
        if (n === 1) await reach({ ...field, column: 'y' });
      }
      await reach(next);
      expect(await values('x')).toEqual(['1', '2']);
    });

    it('are changed phase by phase with no step done twice', async () => {
      const field = wanted();
      await reach(field);
      await users([{ x: 'a' }, { x: null }]);
      const next = { ...field, required: true, indexed: true, fill: { value: 'b' } };
      const planned = await left(next);
      let done = 0;
      for (const phase of FIELD_PHASES) done += (await ports().apply(target, [next], phase, undefined, phase)).steps;
      expect(done, planned.join()).toBe(planned.length);
      expect(await values('x')).toEqual(['a', 'b']);
    });

    it('are taken over from others with their values, and only theirs', async () => {
      await sql('ALTER TABLE :users ADD COLUMN theirs INTEGER');
      await sql('ALTER TABLE :users ADD COLUMN untouched INTEGER');
      await users([{ theirs: 4 }]);
      const field = wanted({ storage: INT, takes: 'theirs', indexed: true });
      expect(ports().nearestStorage((await look()).columns.find((column) => column.name === 'theirs')?.type ?? '')).toMatchObject({ kind: 'int64' });
      await reach(field);
      expect(await values('x')).toEqual(['4']);
      expect((await look()).columns.find((column) => column.name === 'untouched')?.fieldId).toBeNull();
      await reach(wanted({ column: 'away', takes: 'untouched', presence: 'gone' }), { ...field, unique: true });
      expect((await look()).columns.some((column) => column.name === 'untouched')).toBe(false);
    });

    it('are changed by one at a time, and whoever comes second goes on', async () => {
      const fields = [wanted({ column: 'a', indexed: true }), wanted({ column: 'b', unique: true })];
      const answers = await Promise.allSettled([1, 2, 3].map(() => ports().apply(target, fields, 'swap')));
      for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'server_unreachable', params: { reason: 'lock' } });
      await reach(...fields);
    });
  });
}
