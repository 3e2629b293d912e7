import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import { isAppError } from '@/lib/errors';
import type { FieldStorage } from '@/lib/model/field-storage';
import { newTenant, provision } from '../../../contract/harness';
import type { TenantTarget, WantedColumn } from '../../../ports';
import type { OpenAdapter } from '../../../registry';
import { postgres } from '..';
import { fieldOfObject, objectNames } from './names';

const TEXT: FieldStorage = { kind: 'text', minLength: null, maxLength: 20, ignoreCase: false };
const INT: FieldStorage = { kind: 'int64', min: null, max: null };
const SET: FieldStorage = { kind: 'set', options: ['b', 'a', 'c, d'], minItems: null, maxItems: null };
const JSON_VALUE: FieldStorage = { kind: 'json' };

let directory: string;
let server: PostgresServer;
let adapter: OpenAdapter;
let client: Client;
let target: TenantTarget;
let table: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tenantry-ddl-'));
  server = await startPostgres({ dataDir: join(directory, 'pg'), databases: ['tenants'], durable: false });
  adapter = postgres.open({ migrationsDir: join(process.cwd(), 'migrations'), pools: { share: 1 } });
  client = new Client({ connectionString: server.dsn('tenants') });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await adapter?.close();
  await server?.stop();
  await rm(directory, { recursive: true, force: true });
});
beforeEach(async () => {
  const { host, port, username, password } = server;
  const place = { id: 's', name: 'S', driver: 'postgres', host, port, directHost: null, directPort: null, database: 'tenants', maintenanceDatabase: 'postgres', username, password, tls: { mode: 'disable' }, maxConnections: 20 } as const;
  target = newTenant(adapter, place, 'schema');
  await provision(adapter, target);
  table = `"${target.placement.name}".app_user`;
});

const wantedColumn = (over: Partial<WantedColumn> = {}): WantedColumn => ({
  fieldId: randomUUID(), column: 'x', storage: TEXT, required: false, unique: false, indexed: false, default: null, presence: 'live', fill: null, onInvalid: 'abort', ...over,
});
const users = (count: number, values = '') => client.query(`INSERT INTO ${table} (email${values ? ', x' : ''}) SELECT 'u' || n || '@x.test'${values ? `, ${values}` : ''} FROM generate_series(1, ${count}) n`);
const values = async (column = 'x') => (await client.query<{ v: string | null }>(`SELECT "${column}"::text AS v FROM ${table} ORDER BY email`)).rows.map((row) => row.v);
const left = async (wanted: WantedColumn[]) => adapter.fieldColumns.steps(target, wanted, await adapter.fieldColumns.introspect(target)).map((step) => step.op);

/** Applies, and holds the engine to its word: nothing is left to do, and doing it again does nothing. */
async function reach(...wanted: WantedColumn[]): Promise<void> {
  await adapter.fieldColumns.apply(target, wanted, 'swap');
  expect(await left(wanted)).toEqual([]);
  expect(await adapter.fieldColumns.apply(target, wanted, 'swap')).toMatchObject({ steps: 0 });
}

describe('each storage has its column and its CHECK', () => {
  const kinds: [FieldStorage, string, good: string, bad: string | null][] = [
    [TEXT, 'text', "'abc'", "repeat('x', 21)"],
    [{ kind: 'text', minLength: null, maxLength: 320, ignoreCase: true }, 'text', "'A@x.test'", "repeat('x', 321)"],
    [{ kind: 'int64', min: '1', max: '9007199254740993' }, 'bigint', '9007199254740993', '0'],
    [{ kind: 'decimal', precision: 10, scale: 2, min: '-1.5', max: null }, 'numeric(10,2)', '-1.50', '-1.51'],
    [{ kind: 'boolean' }, 'boolean', 'true', null],
    [{ kind: 'date', min: '2000-01-01', max: null }, 'date', "'2000-01-01'", "'1999-12-31'"],
    [{ kind: 'datetime', min: null, max: '2030-01-01T00:00:00.000Z' }, 'timestamp with time zone', "'2029-12-31T23:59:59Z'", "'2030-01-02T00:00:00Z'"],
    [{ kind: 'enum', options: ['a', "it's", 'back\\slash', '"; drop table x; --'] }, 'text', "'it''s'", "'b'"],
    [{ kind: 'set', options: ['a', "it's", 'back\\slash', '{"q"}'], minItems: 1, maxItems: 2 }, 'text[]', "ARRAY['it''s', 'a']", "'{}'"],
    [{ kind: 'set', options: ['a', 'b'], minItems: null, maxItems: null }, 'text[]', "'{a}'", "'{c}'"],
    [{ kind: 'uuid' }, 'uuid', "'018f3f3e-0000-7000-8000-0123456789ab'", null],
    [{ kind: 'json' }, 'jsonb', `'{"a": [1, "it''s"]}'`, null],
  ];
  it.each(kinds)('%j', async (storage, type, good, bad) => {
    const wanted = wantedColumn({ storage, indexed: true, unique: storage.kind !== 'boolean' });
    await users(3);
    await reach(wanted);
    const { columns } = await adapter.fieldColumns.introspect(target);
    expect(columns.find((column) => column.name === 'x')).toMatchObject({ type, fieldId: wanted.fieldId, role: 'live', notNull: false });
    await client.query(`INSERT INTO ${table} (email, x) VALUES ('good@x.test', ${good})`);
    if (bad) await expect(client.query(`INSERT INTO ${table} (email, x) VALUES ('bad@x.test', ${bad})`)).rejects.toMatchObject({ code: '23514' });
    if (wanted.unique) await expect(client.query(`INSERT INTO ${table} (email, x) VALUES ('twin@x.test', ${storage.kind === 'text' && storage.ignoreCase ? `lower(${good})` : good})`)).rejects.toMatchObject({ code: '23505' });
  });
});

describe('each change', () => {
  it('adds with a default to rows that are there, and is required', async () => {
    await users(5);
    const wanted = wantedColumn({ storage: INT, required: true, default: '7' });
    expect(await left([wanted])).toEqual(['add_column']);
    await reach(wanted);
    expect(await values()).toEqual(['7', '7', '7', '7', '7']);
    await reach({ ...wanted, default: null });
    await expect(client.query(`INSERT INTO ${table} (email) VALUES ('z@x.test')`)).rejects.toMatchObject({ code: '23502' });
    await reach({ ...wanted, default: null, required: false });
    await client.query(`INSERT INTO ${table} (email) VALUES ('z@x.test')`);
  });

  it('numbers rows that have no value, batch after batch, uniquely', async () => {
    await users(2_500);
    const wanted = wantedColumn({ storage: INT, required: true, unique: true, indexed: true, fill: { generate: 'sequence' } });
    await reach(wanted);
    const { rows } = await client.query<{ n: string }>(`SELECT count(DISTINCT x) AS n FROM ${table}`);
    expect(rows[0]?.n).toBe('2500');
    const { indexes } = await adapter.fieldColumns.introspect(target);
    const names = objectNames(wanted.fieldId, INT);
    expect(indexes.find((index) => index.name === names.index)?.columns.sort()).toEqual(['created_at', 'id', 'x']);
    expect(fieldOfObject(names.unique)).toBe(wanted.fieldId);
  });

  it('trades two names', async () => {
    const [a, b] = [wantedColumn({ column: 'a' }), wantedColumn({ column: 'b' })];
    await reach(a, b);
    await client.query(`INSERT INTO ${table} (email, a, b) VALUES ('u@x.test', 'was a', 'was b')`);
    await reach({ ...a, column: 'b' }, { ...b, column: 'a' });
    expect(await values('a')).toEqual(['was b']);
    expect(await values('b')).toEqual(['was a']);
  });

  it('hides, gives the name free, and restores with the data', async () => {
    const field = wantedColumn({ required: true, unique: true, fill: { generate: 'uuid' }, storage: { ...TEXT, maxLength: 40 } });
    await users(3);
    await reach(field);
    const before = await values();
    const another = wantedColumn({ storage: INT });
    await reach({ ...field, presence: 'hidden' }, another);
    await client.query(`INSERT INTO ${table} (email, x) VALUES ('z@x.test', 5)`);
    expect(await values()).toEqual([null, null, null, '5']);
    await reach({ ...another, presence: 'hidden' }, field);
    expect((await values()).slice(0, 3)).toEqual(before);
    expect((await values())[3]).toMatch(/^[0-9a-f-]{36}$/);
    await reach({ ...another, presence: 'gone' }, field);
    expect((await adapter.fieldColumns.introspect(target)).columns.filter((column) => column.fieldId !== null)).toHaveLength(1);
  });

  it('changes a type, renames at once, and keeps what converts', async () => {
    const field = wantedColumn({ unique: true, indexed: true });
    await reach(field);
    await users(1_200, 'n::text');
    const next = { ...field, column: 'y', storage: INT, required: true };
    await reach(next);
    const { columns } = await adapter.fieldColumns.introspect(target);
    expect(columns.find((column) => column.name === 'y')).toMatchObject({ type: 'bigint', notNull: true, role: 'live' });
    expect(columns.filter((column) => column.fieldId === field.fieldId)).toHaveLength(1);
    expect((await client.query<{ s: string }>(`SELECT sum(y) AS s FROM ${table}`)).rows[0]?.s).toBe(String((1_200 * 1_201) / 2));
    await expect(client.query(`INSERT INTO ${table} (email, y) VALUES ('z@x.test', 7)`)).rejects.toMatchObject({ code: '23505' });
  });

  it('takes a new rule, and what breaks it goes as was chosen', async () => {
    const field = wantedColumn();
    await reach(field);
    await users(3, "CASE n WHEN 1 THEN 'a' WHEN 2 THEN 'b' ELSE 'c' END");
    const narrow = { ...field, storage: { kind: 'enum', options: ['a', 'b'] } as FieldStorage };
    expect(await adapter.fieldColumns.probe(target, [narrow], await adapter.fieldColumns.introspect(target))).toEqual([{ fieldId: field.fieldId, code: 'invalid_values', count: 1, samples: ['c'], settled: false }]);
    await reach({ ...narrow, onInvalid: { value: 'b' } });
    expect(await values()).toEqual(['a', 'b', 'b']);
    expect((await adapter.fieldColumns.introspect(target)).constraints.filter((constraint) => fieldOfObject(constraint.name) === field.fieldId)).toHaveLength(1);
  });

  it('gives up a change of type half-way when another plan no longer wants it', async () => {
    const field = wantedColumn();
    await reach(field);
    await users(10, 'n::text');
    await adapter.fieldColumns.apply(target, [{ ...field, storage: INT }], 'copy');
    await reach({ ...field, column: 'renamed' });
    await client.query(`UPDATE ${table} SET renamed = 'free text'`);
    expect((await adapter.fieldColumns.introspect(target)).columns.filter((column) => column.fieldId === field.fieldId)).toHaveLength(1);
  });
});

describe('values of every type as every other', () => {
  const samples: [from: FieldStorage, text: string, to: FieldStorage, expected: string | null][] = [
    [TEXT, ' 42 ', INT, '42'], [TEXT, '4.2', INT, null], [TEXT, '9223372036854775808', INT, null], [TEXT, '', INT, null],
    [TEXT, '2024-02-29', { kind: 'date', min: null, max: null }, '2024-02-29'], [TEXT, '2023-02-29', { kind: 'date', min: null, max: null }, null], [TEXT, '0000-01-01', { kind: 'date', min: null, max: null }, null],
    [TEXT, '2024-02-29T10:00Z', { kind: 'datetime', min: null, max: null }, '2024-02-29 10:00:00+00'], [TEXT, '2024-02-30T10:00Z', { kind: 'datetime', min: null, max: null }, null], [TEXT, '2024-02-29', { kind: 'datetime', min: null, max: null }, '2024-02-29 00:00:00+00'],
    [TEXT, 'Yes', { kind: 'boolean' }, 'true'], [TEXT, 'maybe', { kind: 'boolean' }, null],
    [TEXT, '1.50', { kind: 'decimal', precision: 6, scale: 1, min: null, max: null }, '1.5'], [TEXT, '1.55', { kind: 'decimal', precision: 6, scale: 1, min: null, max: null }, null], [TEXT, '123456', { kind: 'decimal', precision: 6, scale: 1, min: null, max: null }, null],
    [{ kind: 'boolean' }, 'true', INT, '1'], [INT, '0', { kind: 'boolean' }, 'false'], [INT, '2', { kind: 'boolean' }, null],
    [{ kind: 'decimal', precision: 6, scale: 2, min: null, max: null }, '5.00', INT, '5'], [{ kind: 'decimal', precision: 6, scale: 2, min: null, max: null }, '5.50', INT, null],
    [{ kind: 'datetime', min: null, max: null }, '2024-05-01T23:59:00Z', { kind: 'date', min: null, max: null }, '2024-05-01'], [{ kind: 'date', min: null, max: null }, '2024-05-01', TEXT, '2024-05-01'],
    [TEXT, 'a, b,a', SET, '{b,a}'], [TEXT, 'c, d', SET, '{"c, d"}'], [TEXT, 'a,x', SET, null], [SET, '{a,b}', TEXT, 'a, b'], [SET, '{a}', { kind: 'enum', options: ['a'] }, 'a'], [SET, '{a,b}', { kind: 'enum', options: ['a'] }, null],
    [SET, '{a,b}', { ...SET, options: ['a', 'b'] }, '{a,b}'], [SET, '{"c, d",a}', JSON_VALUE, '["c, d", "a"]'], [JSON_VALUE, '["a", "b"]', SET, '{b,a}'], [JSON_VALUE, '"a"', SET, '{a}'], [JSON_VALUE, '["a", null]', SET, null], [JSON_VALUE, '{"a": 1}', SET, null],
    [TEXT, '{not json', JSON_VALUE, '"{not json"'], [JSON_VALUE, '"it"', TEXT, 'it'], [JSON_VALUE, '7', INT, '7'], [JSON_VALUE, '[7]', INT, null], [INT, '9007199254740993', JSON_VALUE, '"9007199254740993"'], [INT, '-5', JSON_VALUE, '-5'],
    [{ kind: 'decimal', precision: 6, scale: 2, min: null, max: null }, '5.50', JSON_VALUE, '"5.5"'], [{ kind: 'boolean' }, 'true', JSON_VALUE, 'true'],
    [{ ...TEXT, maxLength: 40 }, '018F3F3E-0000-7000-8000-0123456789AB ', { kind: 'uuid' }, '018f3f3e-0000-7000-8000-0123456789ab'], [TEXT, '018f3f3e', { kind: 'uuid' }, null], [{ kind: 'uuid' }, '018f3f3e-0000-7000-8000-0123456789ab', { ...TEXT, maxLength: 36 }, '018f3f3e-0000-7000-8000-0123456789ab'],
    [INT, '5', { kind: 'int64', min: '1', max: null }, '5'], [TEXT, 'abc', { kind: 'enum', options: ['abc'] }, 'abc'],
  ];
  it('convert or are told, and never raise', async () => {
    await client.query("SET timezone = 'UTC'");
    await users(1);
    for (const [from, text, to, expected] of samples) {
      const field = wantedColumn({ storage: from });
      await reach(field);
      await client.query(`UPDATE ${table} SET x = '${text}'`);
      const next = { ...field, storage: to };
      const findings = await adapter.fieldColumns.probe(target, [next], await adapter.fieldColumns.introspect(target));
      const label = `${from.kind} ${text} → ${to.kind}`;
      if (expected === null) {
        expect(findings.map((finding) => finding.code), label).toEqual(['not_convertible']);
        await expect(adapter.fieldColumns.apply(target, [next], 'swap'), label).rejects.toSatisfy((error) => isAppError(error, 'invalid_state'));
        expect(await values(), label).not.toEqual([null]);
      }
      await reach({ ...next, onInvalid: 'null' });
      expect(await values(), label).toEqual([expected]);
      await reach({ ...next, presence: 'gone' });
    }
  }, 120_000);
});

describe('looking at the data', () => {
  it('counts what is null and what is there twice, with samples', async () => {
    const field = wantedColumn();
    await reach(field);
    await users(6, "CASE WHEN n < 3 THEN 'same' WHEN n = 3 THEN NULL ELSE n::text END");
    const findings = await adapter.fieldColumns.probe(target, [{ ...field, required: true, unique: true }], await adapter.fieldColumns.introspect(target));
    expect(findings).toEqual([
      { fieldId: field.fieldId, code: 'nulls', count: 1, samples: [], settled: false },
      { fieldId: field.fieldId, code: 'duplicates', count: 1, samples: ['same'], settled: false },
    ]);
  });
  it('says when it could not finish', async () => {
    const field = wantedColumn();
    await reach(field);
    await users(2, "'v'");
    await client.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    const held = { columns: [{ name: 'x', type: 'text', notNull: false, hasDefault: false, fieldId: field.fieldId, role: 'live', markedDefault: null } as const], constraints: [], indexes: [], dropped: 0, rows: 0 };
    const findings = await adapter.fieldColumns.probe(target, [{ ...field, unique: true }], held, 100).finally(() => client.query('ROLLBACK'));
    expect(findings.map((finding) => finding.code)).toContain('not_checked');
  });
});

describe('data that comes in meanwhile', () => {
  it('is refused or taken over, never lost, while a type changes', async () => {
    const field = wantedColumn();
    await reach(field);
    await users(5, 'n::text');
    const next = { ...field, storage: INT };
    await adapter.fieldColumns.apply(target, [next], 'fill');
    await client.query(`UPDATE ${table} SET x = '77' WHERE email = 'u1@x.test'`);
    await client.query(`INSERT INTO ${table} (email, x) VALUES ('v@x.test', '88')`);
    await expect(client.query(`UPDATE ${table} SET x = 'seven' WHERE email = 'u2@x.test'`)).rejects.toMatchObject({ code: '23514' });
    await reach(next);
    expect(await values()).toEqual(['77', '2', '3', '4', '5', '88']);
  });

  it('that does not convert stops a change of type that was killed before it looked', async () => {
    const field = wantedColumn();
    await reach(field);
    await users(3, "'many'");
    const next = { ...field, storage: INT };
    // Copies, and stops at the look; who goes on from here must look again.
    await expect(adapter.fieldColumns.apply(target, [next], 'swap')).rejects.toSatisfy((error) => isAppError(error, 'invalid_state'));
    expect((await left([next])).slice(0, 2)).toEqual(['copy_values', 'check_copied']);
    await expect(adapter.fieldColumns.apply(target, [next], 'swap')).rejects.toSatisfy((error) => isAppError(error, 'invalid_state'));
    expect(await values()).toEqual(['many', 'many', 'many']);
  });

  it('without a field that is becoming required gets what rows without a value get', async () => {
    const field = wantedColumn({ required: true, unique: true, indexed: true, fill: { generate: 'uuid' }, storage: { ...TEXT, maxLength: 40 } });
    await users(3);
    for (const phase of ['reshape', 'constrain'] as const) {
      await adapter.fieldColumns.apply(target, [field], phase);
      await client.query(`INSERT INTO ${table} (email) VALUES ('${phase}@x.test')`);
    }
    const plan = wantedColumn({ column: 'plan', required: true, default: 'paid', fill: { value: 'free' } });
    await adapter.fieldColumns.apply(target, [plan], 'constrain');
    await client.query(`INSERT INTO ${table} (email) VALUES ('w@x.test')`);
    await reach(field, plan);
    expect(new Set(await values()).size).toBe(6);
    expect(await values('plan')).toEqual(Array(6).fill('free'));
    await expect(client.query(`INSERT INTO ${table} (email) VALUES ('z@x.test')`)).rejects.toMatchObject({ code: '23502' });
  });

  it('an index left invalid by a killed build is dropped and built anew', async () => {
    const field = wantedColumn();
    await reach(field);
    await users(2, "'twin'");
    const unique = { ...field, unique: true };
    await expect(adapter.fieldColumns.apply(target, [unique], 'swap')).rejects.toSatisfy((error) => isAppError(error, 'invalid_state'));
    expect((await adapter.fieldColumns.introspect(target)).indexes.some((index) => !index.valid)).toBe(true);
    await client.query(`UPDATE ${table} SET x = email`);
    await reach(unique);
  });

  it('an index whose build was cut off is found invalid, dropped and built anew; and a rule that was left unlooked at is looked at', async () => {
    const field = wantedColumn();
    await reach(field);
    await users(5, 'n::text');
    const writer = new Client({ connectionString: server.dsn('tenants') });
    await writer.connect();
    // The build waits for who wrote before it, and stands in the catalogue meanwhile.
    await writer.query(`BEGIN; UPDATE ${table} SET name = 'held'`);
    const indexed = { ...field, unique: true, indexed: true };
    const applying = adapter.fieldColumns.apply(target, [indexed], 'swap').then(() => null, (error: unknown) => error);
    for (;;) {
      const { rows } = await client.query<{ pid: number }>(`SELECT a.pid FROM pg_stat_activity a, pg_index x WHERE a.query LIKE 'CREATE UNIQUE INDEX CONCURRENTLY%' AND a.pid <> pg_backend_pid() AND x.indrelid = '${table}'::regclass AND NOT x.indisvalid`);
      if (rows[0]) {
        await client.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
        break;
      }
    }
    expect(await applying).toSatisfy((error) => isAppError(error, 'server_unreachable'));
    await writer.query('COMMIT');
    await writer.end();
    expect((await left([indexed]))[0]).toBe('drop_index');
    await reach(indexed);

    const { constraints } = await adapter.fieldColumns.introspect(target);
    const rule = constraints.find((constraint) => constraint.kind === 'check' && fieldOfObject(constraint.name) === field.fieldId);
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT "${rule?.name}", ADD CONSTRAINT "${rule?.name}" CHECK (char_length(x) BETWEEN 0 AND 20) NOT VALID`);
    expect(await left([indexed])).toEqual(['validate_rule']);
    await reach(indexed);
  });

  it('waits for a lock no longer than its timeout, gives way to writers, and tries again', async () => {
    const field = wantedColumn();
    await users(5);
    const reader = new Client({ connectionString: server.dsn('tenants') });
    await reader.connect();
    await reader.query(`BEGIN; SELECT * FROM ${table}`);
    const applying = adapter.fieldColumns.apply(target, [field], 'swap');
    let writes = 0;
    // The reader stays until the change has been tried and given up at least once; writers pass meanwhile.
    for (;;) {
      await client.query(`UPDATE ${table} SET name = 'written'`);
      writes++;
      const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'ALTER TABLE%ADD COLUMN%'`);
      if ((rows[0]?.n ?? 0) > 0) break;
    }
    await client.query(`UPDATE ${table} SET name = 'written behind it'`);
    await reader.query('COMMIT');
    await reader.end();
    expect((await applying).lockRetries).toBeGreaterThan(0);
    expect(writes).toBeGreaterThan(0);
    expect(await left([field])).toEqual([]);
  });
});
