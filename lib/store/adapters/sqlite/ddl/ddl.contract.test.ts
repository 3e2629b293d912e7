import { randomUUID } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import type { FieldStorage } from '@/lib/model/field-storage';
import { describeStore, tenantContext } from '../../../contract';
import { Pools } from '../../../pools';
import { plainColumn } from '../../../sql/custom-columns';
import { INT, SqliteFields, TEXT, wantedColumn as column } from '../../../testing/sqlite-fields';
import { SqliteAccess, type TransactionOptions } from '../access';
import type { SqliteConnection } from '../connection';
import { apply } from './apply';

const DATE: FieldStorage = { kind: 'date', min: null, max: null };
const SET: FieldStorage = { kind: 'set', options: ['b', 'a', 'c, d'], minItems: null, maxItems: null };
const DECIMAL: FieldStorage = { kind: 'decimal', precision: 6, scale: 1, min: null, max: null };
const refusesChange = (error: unknown) => isAppError(error, 'invalid_state');

describeStore('sqlite')('users’ fields in a file', () => {
  let f: SqliteFields;
  beforeAll(async () => {
    f = await SqliteFields.open();
  });
  afterAll(() => f.close());
  beforeEach(() => f.newTenant());

  describe('each storage has its column and its CHECK', () => {
    const kinds: [FieldStorage, string, good: string, bad: string][] = [
      [TEXT, 'TEXT', "'abc'", "printf('%041d', 1)"],
      [{ kind: 'text', minLength: null, maxLength: 320, ignoreCase: true }, 'TEXT COLLATE NOCASE', "'A@x.test'", "printf('%0321d', 1)"],
      [{ kind: 'int64', min: '1', max: '9007199254740993' }, 'INTEGER', '9007199254740993', '0'],
      [INT, 'INTEGER', '-9223372036854775808', "'many'"],
      [{ kind: 'decimal', precision: 10, scale: 2, min: '-1.5', max: null }, 'TEXT (decimal 10,2)', "'-998:8.4~'", "'-1.51'"],
      [{ kind: 'boolean' }, 'INTEGER (boolean)', '1', '2'],
      [{ kind: 'date', min: '2000-01-01', max: null }, 'TEXT (date)', "'2000-01-01'", "'1999-12-31'"],
      [DATE, 'TEXT (date)', "'2024-02-29'", "'2023-02-29'"],
      [{ kind: 'datetime', min: null, max: '2030-01-01T00:00:00.000Z' }, 'TEXT (datetime)', "'2029-12-31T23:59:59.000000Z'", "'2029-12-31 23:59'"],
      [{ kind: 'set', options: ['a', "it's", 'back\\slash', '{"q"}'], minItems: 1, maxItems: 2 }, 'TEXT (set)', `'["it''s","a"]'`, "'[]'"],
      [{ kind: 'uuid' }, 'TEXT (uuid)', "'018f3f3e-0000-7000-8000-0123456789ab'", "'018F3F3E-0000-7000-8000-0123456789AB'"],
      [{ kind: 'json' }, 'TEXT (json)', `'{"a": [1, "it''s"]}'`, "'{not json'"],
      [{ kind: 'enum', options: ['a', "it's", 'back\\slash', '"; drop table x; --'] }, 'TEXT', "'it''s'", "'b'"],
    ];
    it.each(kinds)('%j', async (storage, type, good, bad) => {
      const unique = !['boolean', 'set', 'json'].includes(storage.kind);
      const wanted = column({ storage, indexed: unique, unique });
      await f.users(3);
      await f.reach(wanted);
      expect((await f.look()).columns.find(({ name }) => name === 'x')).toMatchObject({ type, fieldId: wanted.fieldId, role: 'live', notNull: false });
      await f.add('good@x.test', 'x', good);
      await expect(f.add('bad@x.test', 'x', bad)).rejects.toThrow(/constraint failed|cannot store/);
      if (wanted.unique) await expect(f.add('twin@x.test', 'x', storage.kind === 'text' && storage.ignoreCase ? `lower(${good})` : good)).rejects.toThrow(/UNIQUE/);
    });
  });

  describe('each change', () => {
    it('adds what ALTER can add, and needs no other table for it', async () => {
      await f.users(5);
      const wanted = column({ storage: INT, required: true, default: '7', indexed: true });
      expect(await f.ops(wanted)).toEqual(['add_column', 'build_index']);
      await f.reach(wanted);
      expect(await f.values()).toEqual([7, 7, 7, 7, 7]);
      expect(await f.ops({ ...wanted, default: null })).toEqual(['rebuild_table']);
      await f.reach({ ...wanted, default: null });
      await expect(f.add('z@x.test')).rejects.toThrow(/NOT NULL/);
      await f.reach({ ...wanted, default: null, required: false });
      await f.add('z@x.test');
    });

    it('keeps what refers to a user, views, triggers and others’ indexes while the table is built anew', async () => {
      await f.users(4);
      await f.sql(
        `INSERT INTO identity (id, user_id, provider, subject) SELECT 'i' || id, id, 'password', id FROM app_user`,
        `CREATE VIEW by_hand AS SELECT email FROM app_user`,
        `CREATE INDEX hand_idx ON app_user (given_name)`,
        `CREATE TRIGGER hand_trigger AFTER DELETE ON app_user BEGIN DELETE FROM identity WHERE user_id = old.id; END`,
        `ALTER TABLE app_user ADD COLUMN hand_column TEXT DEFAULT 'kept' -- by hand`,
      );
      const before = await f.sql(`SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'f!_%' ESCAPE '!' ORDER BY type, name`);
      await f.reach(column({ storage: INT, required: true, unique: true, indexed: true, fill: { generate: 'sequence' } }));
      expect(await f.sql(`SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'f!_%' ESCAPE '!' ORDER BY type, name`)).toEqual(before);
      expect(await f.sql('SELECT count(*), sum(x), min(hand_column) FROM app_user')).toEqual([[4, 10, 'kept']]);
      expect(await f.sql('SELECT count(*) FROM identity')).toEqual([[4]]);
      expect(await f.sql('SELECT count(*) FROM by_hand')).toEqual([[4]]);
      expect((await f.sql(`SELECT name FROM pragma_table_info('app_user') WHERE name = 'hand_column'`)).length).toBe(1);
      // Foreign keys hold for whoever comes next, in the same process too.
      const { users: store } = f.adapter.openTenant(f.target, tenantContext());
      await store.delete('00000000-0000-4000-8000-000000000001');
      expect(await f.sql('SELECT count(*) FROM identity')).toEqual([[3]]);
    });

    it('trades two names', async () => {
      const [a, b] = [column({ column: 'a', indexed: true }), column({ column: 'b', default: 'by default' })];
      await f.reach(a, b);
      await f.add('u@x.test', 'a, b', "'was a', 'was b'");
      await f.reach({ ...a, column: 'b' }, { ...b, column: 'a' });
      expect([await f.values('a'), await f.values('b')]).toEqual([['was b'], ['was a']]);
    });

    it('hides, gives the name free, and restores with the data', async () => {
      const field = column({ required: true, unique: true, fill: { generate: 'uuid' } });
      await f.users(3);
      await f.reach(field);
      const before = await f.values();
      const another = column({ storage: INT });
      await f.reach({ ...field, presence: 'hidden' }, another);
      await f.add('z@x.test', 'x', '5');
      expect(await f.values()).toEqual([null, null, null, 5]);
      await f.reach({ ...another, presence: 'hidden' }, field);
      expect((await f.values()).slice(0, 3)).toEqual(before);
      expect((await f.values())[3]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      await f.reach({ ...another, presence: 'gone' }, field);
      expect((await f.look()).columns.filter(({ fieldId }) => fieldId !== null)).toHaveLength(1);
    });

    it('changes a type, renames at once, and keeps what converts', async () => {
      const field = column({ unique: true, indexed: true });
      await f.reach(field);
      await f.users(1_200, 'i');
      const next = { ...field, column: 'y', storage: INT, required: true };
      expect(await f.ops(next)).toEqual(['rename_column', 'rebuild_table']);
      await f.reach(next);
      expect((await f.look()).columns.find(({ name }) => name === 'y')).toMatchObject({ type: 'INTEGER', notNull: true, role: 'live' });
      expect(await f.sql('SELECT sum(y) FROM app_user')).toEqual([[(1_200 * 1_201) / 2]]);
      await expect(f.add('z@x.test', 'y', '7')).rejects.toThrow(/UNIQUE/);
    });

    it('takes a new rule, and what breaks it goes as was chosen', async () => {
      const field = column();
      await f.reach(field);
      await f.users(3, "char(96 + i)");
      const narrow = { ...field, storage: { kind: 'enum', options: ['a', 'b'] } as FieldStorage };
      expect(await f.probe(narrow)).toEqual([{ fieldId: field.fieldId, code: 'invalid_values', count: 1, samples: ['c'], settled: false }]);
      await expect(f.apply(narrow)).rejects.toSatisfy(refusesChange);
      expect(await f.values()).toEqual(['a', 'b', 'c']);
      await f.reach({ ...narrow, onInvalid: { value: 'b' } });
      expect(await f.values()).toEqual(['a', 'b', 'b']);
    });

    it('keeps options that a set has and its new rule has not from being lost unasked', async () => {
      const field = column({ storage: SET });
      await f.reach(field);
      await f.users(2, `iif(i = 1, '["b"]', '["b","a"]')`);
      const fewer = { ...field, storage: { ...SET, options: ['b'] } };
      expect(await f.probe(fewer)).toEqual([{ fieldId: field.fieldId, code: 'invalid_values', count: 1, samples: ['["b","a"]'], settled: false }]);
      await expect(f.apply(fewer)).rejects.toSatisfy(refusesChange);
      await f.reach({ ...fewer, onInvalid: { value: ['b'] } });
      expect(await f.values()).toEqual(['["b"]', '["b"]']);
      await expect(f.steps({ ...fewer, indexed: true })).rejects.toSatisfy((error) => isAppError(error, 'capability_unsupported'));
    });

    it('numbers what has no value beyond the highest there is', async () => {
      const field = column({ storage: DECIMAL });
      await f.reach(field);
      await f.users(4, "CASE i WHEN 1 THEN '0002:10.5' WHEN 2 THEN '-998:8.7~' END");
      await f.reach({ ...field, required: true, unique: true, fill: { generate: 'sequence' } });
      expect(await f.values()).toEqual(['0002:10.5', '-998:8.7~', '0002:11', '0002:12']);
    });
  });

  it('tells which field a value is taken or refused of, also where only a rule or an index over a lower-cased value is named', async () => {
    const mail = column({ column: 'mail', storage: { kind: 'text', minLength: null, maxLength: 320, ignoreCase: true }, unique: true });
    const day = column({ column: 'day', storage: DATE });
    await f.reach(mail, day);
    const own = (name: string, kind: 'email' | 'text', fieldId: string) => plainColumn({ fieldId, name, column: name, kind, required: false, hasDefault: false, indexed: false });
    const { users } = f.adapter.openTenant(f.target, tenantContext(() => [own('mail', 'email', mail.fieldId), own('day', 'text', day.fieldId)]));
    await users.create({ email: 'a@x.test', customFields: { mail: 'One@x.test' } });
    await expect(users.create({ email: 'b@x.test', customFields: { mail: 'one@X.test' } })).rejects.toMatchObject({ code: 'conflict', issues: [{ path: 'customFields.mail', message: 'taken' }] });
    await expect(users.create({ email: 'b@x.test', customFields: { day: 'soon' } })).rejects.toMatchObject({ code: 'validation_failed', issues: [{ path: 'customFields.day', message: 'invalid' }] });
  });

  describe('looking at the data', () => {
    it('counts what is null and what is there twice, with samples, on page after page', async () => {
      const field = column();
      await f.reach(field);
      await f.users(25_000, "CASE WHEN i IN (3, 24000) THEN 'same' WHEN i % 10000 = 5 THEN NULL ELSE 'v' || i END");
      expect(await f.probe({ ...field, required: true, unique: true })).toEqual([
        { fieldId: field.fieldId, code: 'nulls', count: 3, samples: [], settled: false },
        { fieldId: field.fieldId, code: 'duplicates', count: 1, samples: ['same'], settled: false },
      ]);
      expect(await f.probe({ ...field, unique: true, storage: INT })).toMatchObject([{ code: 'not_convertible', count: 24_997, samples: expect.any(Array) as string[] }]);
    });

    it('says when it could not finish', async () => {
      const field = column();
      await f.reach(field);
      await f.users(11_000, 'i');
      const findings = await f.adapter.fieldColumns.probe(f.target, [{ ...field, unique: true, required: true }], await f.look(), 0);
      expect(findings.map(({ code, samples }) => [code, samples])).toEqual([['not_checked', ['nulls']], ['not_checked', ['duplicates']]]);
    });
  });

  it('tells the pause of writers by the rows that are copied', async () => {
    const field = column();
    await f.reach(field);
    await f.users(2_000);
    expect(await f.steps({ ...field, required: true, fill: { value: 'v' } })).toMatchObject([{ op: 'rebuild_table', lock: 'RESERVED', rewritesTable: true, everyRow: true, refusesRows: true, perRowMs: expect.any(Number) as number, destroysData: false }]);
  });

  it('goes on beside readers, and holds the process up at no time, while a table is built anew', async () => {
    const field = column();
    await f.reach(field);
    await f.users(60_000, 'i');
    const { users: store } = f.adapter.openTenant(f.target, tenantContext());
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const startedAt = performance.now();
    let [reads, working] = [0, true];
    delay.enable();
    const built = f.apply({ ...field, storage: INT, required: true, unique: true, indexed: true }).finally(() => (working = false));
    while (working) {
      expect(await store.count()).toBe(60_000);
      reads += 1;
    }
    await built;
    delay.disable();
    // Had the process waited for the copy, its longest pause would have been about the whole time.
    expect(delay.max / 1e6).toBeLessThan((performance.now() - startedAt) / 2);
    expect(reads).toBeGreaterThan(10);
  });

  it('is tried again while another process writes to the file', async () => {
    const field = column();
    let told = (): void => undefined;
    const busy = new Promise<void>((resolve) => (told = resolve));
    class Watched extends SqliteAccess {
      override transaction<T>(...[target, kind, work, options]: Parameters<SqliteAccess['transaction']>): Promise<T> {
        const onBusy: TransactionOptions['onBusy'] = () => {
          told();
          options?.onBusy?.();
        };
        return super.transaction(target, kind, work, { ...options, onBusy }) as Promise<T>;
      }
    }
    const access = new Watched(new Pools<SqliteConnection>({ share: 1 }), [f.folder]);
    const other = f.client();
    const held = await other.transaction('write');
    await held.execute(`INSERT INTO app_user (id, email) VALUES ('${randomUUID()}', 'other@x.test')`);
    const applying = apply(access, f.target, [field], 'swap');
    await busy;
    expect(await f.adapter.openTenant(f.target, tenantContext()).users.count()).toBe(0);
    await held.commit();
    other.close();
    expect((await applying).lockRetries).toBeGreaterThan(0);
    expect(await f.ops(field)).toEqual([]);
    await access.close();
  });
});
