import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
    expect(steps.map((step) => step.op)).toEqual(['add_column', 'backfill', 'validate_required', 'note_required', 'build_unique_index', 'build_index']);
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

  it('trades two names, hides and restores with all values', async () => {
    const [a, b] = [wanted('first', text(), { default: 'one' }), wanted('second', text(), { default: 'two' })];
    await make(a, b);
    expect(await make({ ...a, column: 'second' }, { ...b, column: 'first' })).toEqual(['rename_column']);
    expect(await rows(`SELECT DISTINCT first, second FROM ${users}`)).toEqual([{ first: 'two', second: 'one' }]);
    await make({ ...a, column: 'second', presence: 'hidden' });
    await make({ ...a, column: 'again' });
    expect(await rows(`SELECT DISTINCT again FROM ${users}`)).toEqual([{ again: 'one' }]);
    await make({ ...a, presence: 'gone' }, { ...b, presence: 'gone' });
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
    expect(() => columns().steps(target, [{ ...replaced, storage: { kind: 'boolean' } }], { ...catalog })).toThrow(expect.objectContaining({ code: 'capability_unsupported' }));
    await make({ ...replaced, presence: 'gone' });
  });
});
