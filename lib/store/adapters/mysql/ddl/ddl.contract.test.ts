import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FieldStorage } from '@/lib/model/field-storage';
import { newTenant, provision } from '../../../contract/harness';
import { describeStore } from '../../../contract/stores';
import type { WantedColumn } from '../../../field-ports';
import type { TenantTarget } from '../../../ports';
import type { OpenAdapter } from '../../../registry';
import { MARIADB_DATABASE, mariaDbMissing, startMariaDb, type MariaDb } from '../../../testing/mariadb';
import { mysql } from '..';
import { placeOf } from '../access';
import { qualified } from '../names';
import { columnType, ruleHash, sqlType } from './column-type';
import { convert, sourceOf } from './convert';

const missing = mariaDbMissing();
const text = (maxLength = 100): FieldStorage => ({ kind: 'text', minLength: null, maxLength, ignoreCase: false });
const wanted = (column: string, storage: FieldStorage, over: Partial<WantedColumn> = {}): WantedColumn => ({
  fieldId: randomUUID(), column, storage, required: false, unique: false, indexed: false, default: null, presence: 'live', fill: null, onInvalid: 'abort', ...over,
});

describeStore('mysql')('users’ fields on MariaDB', () => {
  if (missing) {
    (process.env['CI'] ? it : it.skip)(missing, () => expect.fail(missing));
    return;
  }
  let server: MariaDb;
  let adapter: OpenAdapter;
  let target: TenantTarget;
  let sql: Connection;
  let users: string;
  const rows = async <Row>(statement: string) => (await sql.query(statement))[0] as Row[];
  const add = (n: number) => rows(`INSERT INTO ${users} (email) SELECT CONCAT(uuid(), '@example.com') FROM seq_1_to_${n}`);
  const columns = () => adapter.fieldColumns;
  /** Applies, and sees that a second time there is nothing to do. */
  async function make(...fields: WantedColumn[]): Promise<string[]> {
    const steps = columns().steps(target, fields, await columns().introspect(target));
    await columns().apply(target, fields, 'swap');
    expect(columns().steps(target, fields, await columns().introspect(target))).toEqual([]);
    expect((await columns().apply(target, fields, 'swap')).steps).toBe(0);
    return steps.map((step) => step.op);
  }
  beforeAll(async () => {
    server = await startMariaDb();
    const { host, port, username, password } = server;
    adapter = mysql.open({ migrationsDir: join(process.cwd(), 'migrations'), pools: {} });
    const at = { id: 'server', name: 'Server', driver: 'mysql' as const, host, port, directHost: null, directPort: null, database: MARIADB_DATABASE, maintenanceDatabase: '', username, password, tls: { mode: 'disable' as const }, maxConnections: 40 };
    target = newTenant(adapter, at, 'database');
    await provision(adapter, target);
    users = qualified(placeOf(target).database, 'app_user');
    sql = await createConnection({ host, port, user: username, password, database: MARIADB_DATABASE });
    await add(2_500);
  });
  afterAll(async () => {
    await sql?.end();
    await adapter?.close();
    await server?.stop();
  });

  it('has a column for each kind of storage, marked as the field’s', async () => {
    const kinds: FieldStorage[] = [text(), text(800), text(5_000), { kind: 'int64', min: '0', max: '9' }, { kind: 'decimal', precision: 18, scale: 4, min: null, max: null }, { kind: 'boolean' }, { kind: 'date', min: null, max: null }, { kind: 'datetime', min: null, max: '2030-01-01T00:00:00Z' }, { kind: 'enum', options: ["it's", 'b\\c'] }, { kind: 'text', minLength: null, maxLength: 320, ignoreCase: true }];
    const set: FieldStorage = { kind: 'set', options: ['a', "it's", 'b\\c', '"q"'], minItems: 1, maxItems: 2 };
    const fields = [
      ...kinds.map((storage, n) => wanted(`kind_${n}`, storage, { indexed: true })),
      wanted('kind_uuid', { kind: 'uuid' }, { indexed: true, unique: true, required: true, fill: { generate: 'uuid' } }),
      wanted('kind_set', set, { required: true, default: ["it's", 'b\\c'] }),
      wanted('kind_json', { kind: 'json' }, { default: '{"a":"it\'s"}' }),
    ];
    const catalog = await columns().introspect(target);
    expect(() => columns().steps(target, [wanted('kind_set', set, { indexed: true })], catalog)).toThrow(expect.objectContaining({ code: 'capability_unsupported' }));
    await make(...fields);
    const { columns: found } = await columns().introspect(target);
    for (const { fieldId, storage } of fields) expect(found.find((column) => column.fieldId === fieldId)?.type).toBe(columns().columnType(storage));
    expect(await rows(`SELECT count(DISTINCT kind_uuid) AS n, min(kind_set) AS s, max(kind_set) AS t, max(kind_json) AS j FROM ${users}`)).toEqual([{ n: 2_500, s: ["it's", 'b\\c'], t: ["it's", 'b\\c'], j: { a: "it's" } }]);
    const narrow = fields.map((field) => (field.storage === set ? { ...field, storage: { ...set, maxItems: 1 } } : field));
    expect(await columns().probe(target, narrow, await columns().introspect(target))).toMatchObject([{ code: 'invalid_values', count: 2_500 }]);
    await make(...fields.map((field) => ({ ...field, presence: 'gone' as const })));
    expect((await columns().introspect(target)).columns.some((column) => column.name.startsWith('kind_'))).toBe(false);
  });

  it('adds a required, unique, indexed field to a table with rows: at once, in batches and in place, never by copying', async () => {
    const field = wanted('number', { kind: 'int64', min: null, max: null }, { required: true, unique: true, indexed: true, fill: { generate: 'sequence' } });
    const steps = columns().steps(target, [field], await columns().introspect(target));
    expect(steps.map((step) => step.op)).toEqual(['add_column', 'backfill', 'build_unique_index', 'build_index', 'backfill', 'validate_required', 'note_required']);
    for (const statement of steps.flatMap((step) => step.statements).filter((one) => one.startsWith('ALTER'))) expect(statement).toMatch(/ALGORITHM=(INSTANT|INPLACE, LOCK=NONE)$/);
    await make(field);
    expect(await rows(`SELECT count(DISTINCT number) AS n FROM ${users}`)).toEqual([{ n: 2_500 }]);
    await make({ ...field, required: false, unique: false, indexed: false });
    await make({ ...field, presence: 'gone' });
  });

  it('fills all rows with a constant without touching them, and keeps another default', async () => {
    const field = wanted('plan', { kind: 'enum', options: ['free', 'paid'] }, { required: true, default: 'paid', fill: { value: 'free' } });
    await make(field);
    expect(await rows(`SELECT plan, count(*) AS n FROM ${users} GROUP BY plan`)).toEqual([{ plan: 'free', n: 2_500 }]);
    await add(1);
    expect(await rows(`SELECT count(*) AS n FROM ${users} WHERE plan = 'paid'`)).toEqual([{ n: 1 }]);
    await make({ ...field, presence: 'gone' });
  });

  it('gives rows that come while a field becomes required what those without a value get', async () => {
    const field = wanted('code', text(), { required: true, unique: true, fill: { generate: 'uuid' } });
    await columns().apply(target, [field], 'reshape');
    await add(1);
    await columns().apply(target, [field], 'constrain');
    await add(1);
    await make(field);
    expect(await rows(`SELECT count(*) - count(DISTINCT code) AS n FROM ${users}`)).toEqual([{ n: 0 }]);
    expect((await columns().introspect(target)).columns.find((column) => column.name === 'code')).toMatchObject({ hasDefault: false, markedDefault: null, markedRequired: true });
    await make({ ...field, presence: 'gone' });
  });

  it('finds what is in the way, stops at it, and replaces it when told to', async () => {
    const field = wanted('note', text(), { default: 'a long note' });
    await make(field);
    const shorter = { ...field, storage: text(5), unique: true };
    const catalog = await columns().introspect(target);
    expect(await columns().probe(target, [shorter], catalog)).toMatchObject([{ code: 'invalid_values', samples: ['a long note'], settled: false }, { code: 'duplicates' }]);
    await expect(columns().apply(target, [shorter], 'swap')).rejects.toMatchObject({ code: 'invalid_state' });
    const replaced = { ...shorter, default: null, onInvalid: 'null' as const };
    expect(await columns().probe(target, [replaced], catalog)).toMatchObject([{ code: 'invalid_values', settled: true }]);
    await make(replaced);
    expect(await rows(`SELECT count(*) AS n FROM ${users} WHERE note IS NOT NULL`)).toEqual([{ n: 0 }]);
    await make({ ...replaced, presence: 'gone' });
  });

  describe('values of every type as every other', () => {
    const INT: FieldStorage = { kind: 'int64', min: null, max: null };
    const DATE: FieldStorage = { kind: 'date', min: null, max: null };
    const MOMENT: FieldStorage = { kind: 'datetime', min: null, max: null };
    const decimal = (precision: number, scale: number): FieldStorage => ({ kind: 'decimal', precision, scale, min: null, max: null });
    const EMAIL: FieldStorage = { kind: 'text', minLength: null, maxLength: 320, ignoreCase: true };
    const SET: FieldStorage = { kind: 'set', options: ['a', 'it"s', 'c', 'x,y'], minItems: null, maxItems: null };
    const samples: [from: FieldStorage, value: string, to: FieldStorage, expected: string | null][] = [
      [text(), ' 42 ', INT, '42'], [text(), '+42', INT, '42'], [text(), '4.2', INT, null], [text(), '9223372036854775807', INT, '9223372036854775807'], [text(), '9223372036854775808', INT, null], [text(), '', INT, null], [text(), '7\n', INT, null],
      [text(), '2024-02-29', DATE, '2024-02-29'], [text(), '2023-02-29', DATE, null], [text(), '0000-01-01', DATE, null],
      [text(), '2024-02-29T10:00Z', MOMENT, '2024-02-29 10:00:00.000000'], [text(), '2024-02-30T10:00Z', MOMENT, null], [text(), '2024-02-29', MOMENT, '2024-02-29 00:00:00.000000'],
      [text(), '2024-02-29 10:00:00.5+05:30', MOMENT, '2024-02-29 04:30:00.500000'], [text(), '2024-02-29t23:00-0130', MOMENT, '2024-03-01 00:30:00.000000'], [text(), '2024-02-29T10:00+25:00', MOMENT, null],
      [text(), 'Yes', { kind: 'boolean' }, '1'], [text(), 'maybe', { kind: 'boolean' }, null],
      [text(), '1.50', decimal(6, 1), '1.5'], [text(), '1.55', decimal(6, 1), null], [text(), '123456', decimal(6, 1), null], [text(), '0012345.000000', decimal(5, 0), '12345'], [text(), '-.5', decimal(5, 2), null], [text(), '0.25', decimal(2, 2), '0.25'],
      [{ kind: 'boolean' }, '1', INT, '1'], [{ kind: 'boolean' }, '0', text(), 'false'], [INT, '0', { kind: 'boolean' }, '0'], [INT, '2', { kind: 'boolean' }, null], [INT, '2', text(), '2'],
      [decimal(6, 2), '5.00', INT, '5'], [decimal(6, 2), '5.50', INT, null], [decimal(6, 2), '100.00', text(), '100'], [decimal(6, 0), '100', text(), '100'],
      [MOMENT, '2024-05-01 23:59:00', DATE, '2024-05-01'], [MOMENT, '2024-05-01 23:59:00', text(), '2024-05-01T23:59:00.000000Z'], [DATE, '2024-05-01', text(), '2024-05-01'], [DATE, '2024-05-01', MOMENT, '2024-05-01 00:00:00.000000'],
      [text(), 'abc', { kind: 'enum', options: ['abc'] }, 'abc'], [text(800), 'ABC', { kind: 'enum', options: ['abc'] }, null], [EMAIL, 'A@x.test', { kind: 'enum', options: ['a@x.test'] }, null], [EMAIL, 'A@x.test', text(), 'A@x.test'],
      [text(), ' 6BA7B810-9dad-11d1-80b4-00c04fd430c8', { kind: 'uuid' }, '6ba7b810-9dad-11d1-80b4-00c04fd430c8'], [text(), '6ba7b810', { kind: 'uuid' }, null], [{ kind: 'uuid' }, '6ba7b810-9dad-11d1-80b4-00c04fd430c8', text(), '6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
      [text(), 'c, a ,a', SET, '["a","c"]'], [text(), 'x,y', SET, '["x,y"]'], [text(), 'a,d', SET, null], [text(), 'A', SET, null], [text(), 'it"s', SET, '["it\\"s"]'], [{ kind: 'enum', options: ['a'] }, 'a', SET, '["a"]'],
      [SET, '["a", "it\\\\"s","x,y"]', text(), 'a, it"s, x,y'], [SET, '[]', text(), ''], [SET, '["a"]', { kind: 'enum', options: ['a'] }, 'a'],
      [{ kind: 'json' }, '"7"', INT, '7'], [{ kind: 'json' }, '7', INT, '7'], [{ kind: 'json' }, '{"a":1}', INT, null], [{ kind: 'json' }, '{"a":1}', text(), '{"a":1}'], [{ kind: 'json' }, 'true', { kind: 'boolean' }, '1'],
      [text(), 'it"s', { kind: 'json' }, '"it\\"s"'], [INT, '7', { kind: 'json' }, '7'], [INT, '9007199254740993', { kind: 'json' }, '"9007199254740993"'], [{ kind: 'boolean' }, '1', { kind: 'json' }, 'true'], [MOMENT, '2024-05-01 23:59:00', { kind: 'json' }, '"2024-05-01T23:59:00.000000Z"'],
      [text(), 'A@x.test', EMAIL, 'A@x.test'], [text(2_000), 'back\\\\slash', text(), 'back\\slash'],
    ];
    it('convert or are told, and never raise', async () => {
      const { exactCollation = '', collationWithoutCase = '' } = await columns().introspect(target);
      await rows("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO'");
      const typeOf = (storage: FieldStorage) => sqlType(columnType(storage), collationWithoutCase);
      for (const [from, value, to, expected] of samples) {
        const label = `${from.kind} ${value} → ${to.kind}`;
        await rows(`CREATE OR REPLACE TABLE source (x ${typeOf(from)}) COLLATE ${exactCollation}`);
        await rows(`CREATE OR REPLACE TABLE destination (x ${typeOf(to)}) COLLATE ${exactCollation}`);
        await rows(`INSERT INTO source VALUES ('${value}')`);
        await rows(`INSERT INTO destination SELECT ${convert('x', sourceOf({ type: columnType(from), markedRule: ruleHash(from) }), to, exactCollation)} FROM source`);
        expect(await rows('SELECT CAST(x AS CHAR) AS x FROM destination'), label).toEqual([{ x: expected }]);
      }
      await rows('DROP TABLE source, destination');
    });
    it('are counted beforehand, stop the change, or go as was chosen', async () => {
      const field = wanted('x', text(), { default: 'many' });
      await make(field);
      await rows(`UPDATE ${users} SET x = '1' ORDER BY id LIMIT 2000`);
      const next = { ...field, default: null, storage: INT };
      const catalog = await columns().introspect(target);
      const left = await rows<{ n: number }>(`SELECT count(*) AS n FROM ${users} WHERE x = 'many'`);
      expect(await columns().probe(target, [next], catalog)).toEqual([{ fieldId: field.fieldId, code: 'not_convertible', count: left[0]?.n, samples: ['many'], settled: false }]);
      await expect(columns().apply(target, [next], 'swap')).rejects.toMatchObject({ code: 'invalid_state' });
      const chosen = { ...next, onInvalid: { value: '7' } };
      expect(await columns().probe(target, [chosen], await columns().introspect(target))).toMatchObject([{ code: 'not_convertible', settled: true }]);
      await make(chosen);
      expect(await rows(`SELECT x, count(*) AS n FROM ${users} GROUP BY x ORDER BY x`)).toEqual([{ x: 1, n: 2_000 }, { x: 7, n: left[0]?.n }]);
      await make({ ...chosen, presence: 'gone' });
    });
  });

  it('changes a type, renames at once, and keeps what converts', async () => {
    const field = wanted('number', { kind: 'int64', min: null, max: null }, { required: true, unique: true, indexed: true, fill: { generate: 'sequence' } });
    await make(field);
    const next = { ...field, column: 'label', storage: text(), fill: null };
    const steps = await make(next);
    expect(steps).toEqual(['rename_column', 'add_shadow_column', 'keep_in_step', 'copy_values', 'check_copied', 'note_copied', 'validate_required', 'build_unique_index', 'build_index', 'drop_index', 'swap_columns', 'drop_index', 'drop_old_column']);
    const { columns: found, triggers } = await columns().introspect(target);
    expect(found.filter((column) => column.fieldId === field.fieldId)).toMatchObject([{ name: 'label', type: 'varchar(255)', role: 'live', markedRequired: true }]);
    expect(triggers).toEqual([]);
    await expect(rows(`INSERT INTO ${users} (email, label) VALUES ('z@x.test', '7')`)).rejects.toMatchObject({ errno: 1062 });
    await make({ ...next, presence: 'gone' });
  });

  it('changes the type of a column that the engine itself keeps from being empty, and drops what had been its indexes', async () => {
    const field = wanted('plan', text(), { required: true, indexed: true, default: '5', fill: { value: '4' } });
    await make(field);
    const next = { ...field, default: null, fill: null, storage: { kind: 'int64', min: '1', max: '9' } as FieldStorage };
    await make(next);
    expect(await rows(`SELECT DISTINCT plan FROM ${users}`)).toEqual([{ plan: 4 }]);
    expect((await columns().introspect(target)).indexes.filter((index) => index.columns.includes('plan'))).toHaveLength(1);
    await make({ ...next, presence: 'gone' });
  });

  it('takes over or refuses what is written while a type changes, and loses nothing', async () => {
    const field = wanted('x', text());
    await make(field);
    await rows(`UPDATE ${users} SET x = '5'`);
    const next = { ...field, storage: { kind: 'int64', min: null, max: null } as FieldStorage };
    await columns().apply(target, [next], 'fill');
    const [first, second] = await rows<{ id: string }>(`SELECT id FROM ${users} LIMIT 2`);
    await rows(`UPDATE ${users} SET x = '77' WHERE id = '${first?.id}'`);
    await rows(`INSERT INTO ${users} (email, x) VALUES ('came@x.test', '88')`);
    await expect(rows(`UPDATE ${users} SET x = 'seven' WHERE id = '${second?.id}'`)).rejects.toMatchObject({ errno: 1366 });
    // A column that was filled, and then for a while not kept in step, is filled again.
    const { triggers = [] } = await columns().introspect(target);
    expect(triggers).toHaveLength(2);
    for (const name of triggers) await rows(`DROP TRIGGER ${qualified(placeOf(target).database, name)}`);
    await rows(`UPDATE ${users} SET x = '99' WHERE id = '${second?.id}'`);
    await make(next);
    expect(await rows(`SELECT x, count(*) AS n FROM ${users} GROUP BY x ORDER BY x`)).toMatchObject([{ x: 5 }, { x: 77, n: 1 }, { x: 88, n: 1 }, { x: 99, n: 1 }]);
    await make({ ...next, presence: 'gone' });
  });

  it('gives up a change of type half-way when another plan no longer wants it', async () => {
    const field = wanted('x', text(), { default: '1' });
    await make(field);
    await columns().apply(target, [{ ...field, storage: { kind: 'boolean' } }], 'copy');
    await make({ ...field, column: 'renamed' });
    await rows(`UPDATE ${users} SET renamed = 'free text'`);
    expect(await columns().introspect(target)).toMatchObject({ triggers: [] });
    await make({ ...field, presence: 'gone' });
  });

  it('waits for the table no longer than the deadline behind a reader who stays, and writers pass meanwhile', async () => {
    const field = wanted('x', text());
    await make(field);
    const { host, port, username: user, password } = server;
    const open = () => createConnection({ host, port, user, password, database: MARIADB_DATABASE });
    const [reader, watcher] = [await open(), await open()];
    try {
      // A writer who had to wait for as long as the reader stays would fail.
      await rows('SET SESSION lock_wait_timeout = 2');
      await reader.query('BEGIN');
      await reader.query(`SELECT count(*) FROM ${users}`);
      let ended = false;
      const applying = columns().apply(target, [{ ...field, storage: { kind: 'boolean' } }], 'swap');
      const writing = (async () => {
        for (let n = 0; !ended; n += 1) await rows(`UPDATE ${users} SET name = 'written ${n}' LIMIT 1`);
      })();
      // The reader stays until the change was given up and tried anew several times.
      const tries = new Set<string>();
      while (tries.size < 4) {
        const [waiting] = (await watcher.query("SELECT CONCAT(id, ' ', query_id) AS it FROM information_schema.processlist WHERE state LIKE 'Waiting for table metadata lock' AND info LIKE 'ALTER TABLE%'"))[0] as { it: string }[];
        if (waiting) tries.add(waiting.it);
      }
      ended = true;
      await writing;
      await reader.query('COMMIT');
      expect((await applying).lockRetries).toBeGreaterThanOrEqual(3);
    } finally {
      await rows('SET SESSION lock_wait_timeout = DEFAULT');
      await reader.end();
      await watcher.end();
    }
    await make({ ...field, presence: 'gone' });
  });

  it('says what the server’s login lacks for a change of type, and does all else', async () => {
    await rows("CREATE OR REPLACE USER less@'%' IDENTIFIED BY 'less'");
    await rows("GRANT CREATE, DROP, ALTER, INDEX, REFERENCES, SELECT, INSERT, UPDATE, DELETE, CREATE USER, PROCESS ON *.* TO less@'%' WITH GRANT OPTION");
    const less: TenantTarget = { ...target, server: { ...target.server, id: 'less', username: 'less', password: 'less' } };
    const field = wanted('x', text());
    await columns().apply(less, [field], 'swap');
    const catalog = await columns().introspect(less);
    expect(() => columns().steps(less, [{ ...field, storage: { kind: 'boolean' } }], catalog)).toThrow(expect.objectContaining({ code: 'server_privilege_missing', params: { privilege: 'TRIGGER, LOCK TABLES' } }));
    await make({ ...field, presence: 'gone' });
  });
});
