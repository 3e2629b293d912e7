import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { createClient } from '@libsql/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import type { FieldStorage } from '@/lib/model/field-storage';
import { describeStore, newTenant, provision, tenantContext } from '../../../contract';
import type { TenantTarget, WantedColumn } from '../../../ports';
import type { OpenAdapter } from '../../../registry';
import { sqlite } from '..';
import { fileOf } from '../access';

const TEXT: FieldStorage = { kind: 'text', minLength: null, maxLength: 40, ignoreCase: false };
const INT: FieldStorage = { kind: 'int64', min: null, max: null };
const DATE: FieldStorage = { kind: 'date', min: null, max: null };
const MOMENT: FieldStorage = { kind: 'datetime', min: null, max: null };
const DECIMAL: FieldStorage = { kind: 'decimal', precision: 6, scale: 1, min: null, max: null };

describeStore('sqlite')('users’ fields in a file', () => {
  let folder: string;
  let adapter: OpenAdapter;
  let target: TenantTarget;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenantry-sqlite-fields-'));
    adapter = sqlite.open({ migrationsDir: join(process.cwd(), 'migrations'), fileRoots: [folder], pools: { share: 1 } });
  });
  afterAll(async () => {
    await adapter.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    target = newTenant(adapter, {
      id: 's', name: 'S', driver: 'sqlite', directory: join(folder, 'tenants'), host: '', port: 0, directHost: null, directPort: null,
      database: '', maintenanceDatabase: '', username: '', password: '', tls: { mode: 'disable' }, maxConnections: 20,
    }, 'file');
    await provision(adapter, target);
  });

  /** As another program would: its own connection to the file. */
  async function sql(...texts: string[]): Promise<unknown[][]> {
    const client = createClient({ url: pathToFileURL(fileOf(target)).href, timeout: 5_000 });
    try {
      let rows: unknown[][] = [];
      for (const text of texts) {
        const answer = await client.execute(text);
        rows = answer.rows.map((row) => answer.columns.map((_, index) => row[index]));
      }
      return rows;
    } finally {
      client.close();
    }
  }
  const column = (over: Partial<WantedColumn> = {}): WantedColumn => ({
    fieldId: randomUUID(), column: 'x', storage: TEXT, required: false, unique: false, indexed: false, default: null, presence: 'live', fill: null, onInvalid: 'abort', ...over,
  });
  const users = (count: number, value?: string) =>
    sql(`INSERT INTO app_user (id, email${value ? ', x' : ''}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) SELECT printf('00000000-0000-4000-8000-%012d', i), printf('u%06d@x.test', i)${value ? `, ${value}` : ''} FROM n`);
  const add = (email: string, more = '', values = '') => sql(`INSERT INTO app_user (id, email${more && `, ${more}`}) VALUES ('${randomUUID()}', '${email}'${values && `, ${values}`})`);
  const values = async (name = 'x') => (await sql(`SELECT "${name}" FROM app_user ORDER BY email`)).map(([value]) => value);
  const look = () => adapter.fieldColumns.introspect(target);
  const steps = async (...wanted: WantedColumn[]) => adapter.fieldColumns.steps(target, wanted, await look());
  const ops = async (...wanted: WantedColumn[]) => (await steps(...wanted)).map((step) => step.op);
  const probe = async (...wanted: WantedColumn[]) => adapter.fieldColumns.probe(target, wanted, await look());
  const refusesChange = (error: unknown) => isAppError(error, 'invalid_state');
  /** Applies, and holds the engine to its word: nothing is left to do, doing it again does nothing, and the file is sound. */
  async function reach(...wanted: WantedColumn[]): Promise<void> {
    await adapter.fieldColumns.apply(target, wanted, 'swap');
    expect(await ops(...wanted)).toEqual([]);
    expect(await adapter.fieldColumns.apply(target, wanted, 'swap')).toMatchObject({ steps: 0 });
    expect(await sql('PRAGMA integrity_check')).toEqual([['ok']]);
  }

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
      [{ kind: 'enum', options: ['a', "it's", 'back\\slash', '"; drop table x; --'] }, 'TEXT', "'it''s'", "'b'"],
    ];
    it.each(kinds)('%j', async (storage, type, good, bad) => {
      const wanted = column({ storage, indexed: true, unique: storage.kind !== 'boolean' });
      await users(3);
      await reach(wanted);
      expect((await look()).columns.find(({ name }) => name === 'x')).toMatchObject({ type, fieldId: wanted.fieldId, role: 'live', notNull: false });
      await add('good@x.test', 'x', good);
      await expect(add('bad@x.test', 'x', bad)).rejects.toThrow(/constraint failed|cannot store/);
      if (wanted.unique) await expect(add('twin@x.test', 'x', storage.kind === 'text' && storage.ignoreCase ? `lower(${good})` : good)).rejects.toThrow(/UNIQUE/);
    });
  });

  describe('each change', () => {
    it('adds what ALTER can add, and needs no other table for it', async () => {
      await users(5);
      const wanted = column({ storage: INT, required: true, default: '7', indexed: true });
      expect(await ops(wanted)).toEqual(['add_column', 'build_index']);
      await reach(wanted);
      expect(await values()).toEqual([7, 7, 7, 7, 7]);
      expect(await ops({ ...wanted, default: null })).toEqual(['rebuild_table']);
      await reach({ ...wanted, default: null });
      await expect(add('z@x.test')).rejects.toThrow(/NOT NULL/);
      await reach({ ...wanted, default: null, required: false });
      await add('z@x.test');
    });

    it('keeps what refers to a user, views, triggers and others’ indexes while the table is built anew', async () => {
      await users(4);
      await sql(
        `INSERT INTO identity (id, user_id, provider, subject) SELECT 'i' || id, id, 'password', id FROM app_user`,
        `CREATE VIEW by_hand AS SELECT email FROM app_user`,
        `CREATE INDEX hand_idx ON app_user (given_name)`,
        `CREATE TRIGGER hand_trigger AFTER DELETE ON app_user BEGIN DELETE FROM identity WHERE user_id = old.id; END`,
        `ALTER TABLE app_user ADD COLUMN hand_column TEXT DEFAULT 'kept' -- by hand`,
      );
      const before = await sql(`SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'f!_%' ESCAPE '!' ORDER BY type, name`);
      await reach(column({ storage: INT, required: true, unique: true, indexed: true, fill: { generate: 'sequence' } }));
      expect(await sql(`SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'f!_%' ESCAPE '!' ORDER BY type, name`)).toEqual(before);
      expect(await sql('SELECT count(*), sum(x), min(hand_column) FROM app_user')).toEqual([[4, 10, 'kept']]);
      expect(await sql('SELECT count(*) FROM identity')).toEqual([[4]]);
      expect(await sql('SELECT count(*) FROM by_hand')).toEqual([[4]]);
      expect((await sql(`SELECT name FROM pragma_table_info('app_user') WHERE name = 'hand_column'`)).length).toBe(1);
      // Foreign keys hold for whoever comes next, in the same process too.
      const { users: store } = adapter.openTenant(target, tenantContext());
      await store.delete('00000000-0000-4000-8000-000000000001');
      expect(await sql('SELECT count(*) FROM identity')).toEqual([[3]]);
    });

    it('trades two names', async () => {
      const [a, b] = [column({ column: 'a', indexed: true }), column({ column: 'b', default: 'by default' })];
      await reach(a, b);
      await add('u@x.test', 'a, b', "'was a', 'was b'");
      await reach({ ...a, column: 'b' }, { ...b, column: 'a' });
      expect([await values('a'), await values('b')]).toEqual([['was b'], ['was a']]);
    });

    it('hides, gives the name free, and restores with the data', async () => {
      const field = column({ required: true, unique: true, fill: { generate: 'uuid' } });
      await users(3);
      await reach(field);
      const before = await values();
      const another = column({ storage: INT });
      await reach({ ...field, presence: 'hidden' }, another);
      await add('z@x.test', 'x', '5');
      expect(await values()).toEqual([null, null, null, 5]);
      await reach({ ...another, presence: 'hidden' }, field);
      expect((await values()).slice(0, 3)).toEqual(before);
      expect((await values())[3]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      await reach({ ...another, presence: 'gone' }, field);
      expect((await look()).columns.filter(({ fieldId }) => fieldId !== null)).toHaveLength(1);
    });

    it('changes a type, renames at once, and keeps what converts', async () => {
      const field = column({ unique: true, indexed: true });
      await reach(field);
      await users(1_200, 'i');
      const next = { ...field, column: 'y', storage: INT, required: true };
      expect(await ops(next)).toEqual(['rename_column', 'rebuild_table']);
      await reach(next);
      expect((await look()).columns.find(({ name }) => name === 'y')).toMatchObject({ type: 'INTEGER', notNull: true, role: 'live' });
      expect(await sql('SELECT sum(y) FROM app_user')).toEqual([[(1_200 * 1_201) / 2]]);
      await expect(add('z@x.test', 'y', '7')).rejects.toThrow(/UNIQUE/);
    });

    it('takes a new rule, and what breaks it goes as was chosen', async () => {
      const field = column();
      await reach(field);
      await users(3, "char(96 + i)");
      const narrow = { ...field, storage: { kind: 'enum', options: ['a', 'b'] } as FieldStorage };
      expect(await probe(narrow)).toEqual([{ fieldId: field.fieldId, code: 'invalid_values', count: 1, samples: ['c'], settled: false }]);
      await expect(adapter.fieldColumns.apply(target, [narrow], 'swap')).rejects.toSatisfy(refusesChange);
      expect(await values()).toEqual(['a', 'b', 'c']);
      await reach({ ...narrow, onInvalid: { value: 'b' } });
      expect(await values()).toEqual(['a', 'b', 'b']);
    });

    it('numbers what has no value beyond the highest there is', async () => {
      const field = column({ storage: DECIMAL });
      await reach(field);
      await users(4, "CASE i WHEN 1 THEN '0002:10.5' WHEN 2 THEN '-998:8.7~' END");
      await reach({ ...field, required: true, unique: true, fill: { generate: 'sequence' } });
      expect(await values()).toEqual(['0002:10.5', '-998:8.7~', '0002:11', '0002:12']);
    });
  });

  describe('values of every type as every other', () => {
    const samples: [from: FieldStorage, value: string, to: FieldStorage, expected: string | number | null][] = [
      [TEXT, "' 42 '", INT, 42], [TEXT, "'4.2'", INT, null], [TEXT, "'9223372036854775808'", INT, null], [TEXT, "''", INT, null], [TEXT, "'--5'", INT, null],
      [TEXT, "'2024-02-29'", DATE, '2024-02-29'], [TEXT, "'2023-02-29'", DATE, null], [TEXT, "'0000-01-01'", DATE, null], [TEXT, "'now'", DATE, null],
      [TEXT, "'2024-02-29T10:00Z'", MOMENT, '2024-02-29T10:00:00.000000Z'], [TEXT, "'2024-02-30T10:00Z'", MOMENT, null], [TEXT, "'2024-02-29'", MOMENT, '2024-02-29T00:00:00.000000Z'],
      [TEXT, "'2024-01-01t10:00:00.5+0200'", MOMENT, '2024-01-01T08:00:00.500000Z'], [TEXT, "'2024-01-01T24:00:00Z'", MOMENT, null], [TEXT, "'2024-01-01T10:00:00.1234567Z'", MOMENT, null],
      [TEXT, "'Yes'", { kind: 'boolean' }, 1], [TEXT, "'maybe'", { kind: 'boolean' }, null],
      [TEXT, "'1.50'", DECIMAL, '0001:1.5'], [TEXT, "'-1.2'", DECIMAL, '-998:8.7~'], [TEXT, "'1.55'", DECIMAL, null], [TEXT, "'123456'", DECIMAL, null], [TEXT, "'-0.0'", DECIMAL, '0001:0'],
      [{ kind: 'boolean' }, '1', INT, 1], [{ kind: 'boolean' }, '0', TEXT, 'false'], [INT, '0', { kind: 'boolean' }, 0], [INT, '2', { kind: 'boolean' }, null],
      [DECIMAL, "'0001:5'", INT, 5], [DECIMAL, "'0001:5.5'", INT, null], [DECIMAL, "'-997:84.2~'", TEXT, '-15.7'],
      [MOMENT, "'2024-05-01T23:59:00.000000Z'", DATE, '2024-05-01'], [DATE, "'2024-05-01'", TEXT, '2024-05-01'], [DATE, "'2024-05-01'", MOMENT, '2024-05-01T00:00:00.000000Z'],
      [INT, '5', { kind: 'int64', min: '1', max: null }, 5], [TEXT, "'abc'", { kind: 'enum', options: ['abc'] }, 'abc'],
    ];
    it('convert or are told, and never raise', async () => {
      await users(1);
      for (const [from, value, to, expected] of samples) {
        const label = `${from.kind} ${value} → ${to.kind}`;
        const field = column({ storage: from });
        await adapter.fieldColumns.apply(target, [field], 'swap');
        await sql(`UPDATE app_user SET x = ${value}`);
        const next = { ...field, storage: to };
        if (expected === null) {
          const [before] = await values();
          expect((await probe(next)).map(({ code }) => code), label).toEqual(['not_convertible']);
          await expect(adapter.fieldColumns.apply(target, [next], 'swap'), label).rejects.toSatisfy(refusesChange);
          expect(await values(), label).toEqual([before]);
        }
        await reach({ ...next, onInvalid: 'null' });
        expect(await values(), label).toEqual([expected]);
        await reach({ ...next, presence: 'gone' });
      }
    });
  });

  describe('looking at the data', () => {
    it('counts what is null and what is there twice, with samples, on page after page', async () => {
      const field = column();
      await reach(field);
      await users(25_000, "CASE WHEN i IN (3, 24000) THEN 'same' WHEN i % 10000 = 5 THEN NULL ELSE 'v' || i END");
      expect(await probe({ ...field, required: true, unique: true })).toEqual([
        { fieldId: field.fieldId, code: 'nulls', count: 3, samples: [], settled: false },
        { fieldId: field.fieldId, code: 'duplicates', count: 1, samples: ['same'], settled: false },
      ]);
      expect(await probe({ ...field, unique: true, storage: INT })).toMatchObject([{ code: 'not_convertible', count: 24_997, samples: expect.any(Array) as string[] }]);
    });

    it('says when it could not finish', async () => {
      const field = column();
      await reach(field);
      await users(11_000, 'i');
      const findings = await adapter.fieldColumns.probe(target, [{ ...field, unique: true, required: true }], await look(), 0);
      expect(findings.map(({ code, samples }) => [code, samples])).toEqual([['not_checked', ['nulls']], ['not_checked', ['duplicates']]]);
    });
  });

  it('tells the pause of writers by the rows that are copied', async () => {
    const field = column();
    await reach(field);
    await users(2_000);
    expect(await steps({ ...field, required: true, fill: { value: 'v' } })).toMatchObject([{ op: 'rebuild_table', lock: 'RESERVED', rewritesTable: true, everyRow: true, refusesRows: true, perRowMs: expect.any(Number) as number, destroysData: false }]);
  });

  it('goes on beside readers, and holds the process up at no time, while a table is built anew', async () => {
    const field = column();
    await reach(field);
    await users(60_000, 'i');
    const { users: store } = adapter.openTenant(target, tenantContext());
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const startedAt = performance.now();
    let [reads, working] = [0, true];
    delay.enable();
    const built = adapter.fieldColumns.apply(target, [{ ...field, storage: INT, required: true, unique: true, indexed: true }], 'swap').finally(() => (working = false));
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
    const other = createClient({ url: pathToFileURL(fileOf(target)).href });
    const held = await other.transaction('write');
    await held.execute(`INSERT INTO app_user (id, email) VALUES ('${randomUUID()}', 'other@x.test')`);
    let ended = false;
    const applying = adapter.fieldColumns.apply(target, [field], 'swap').finally(() => (ended = true));
    for (let looks = 0; looks < 20; looks += 1) await adapter.openTenant(target, tenantContext()).users.count();
    expect(ended).toBe(false);
    await held.commit();
    other.close();
    expect((await applying).lockRetries).toBeGreaterThan(0);
    expect(await ops(field)).toEqual([]);
  });
});
