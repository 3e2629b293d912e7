import { describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import type { FieldStorage } from '@/lib/model/field-storage';
import { INT, postgresDdl, TEXT, wantedColumn } from '../../../testing/postgres-ddl';
import { fieldOfObject, objectNames } from './names';

const SET: FieldStorage = { kind: 'set', options: ['b', 'a', 'c, d'], minItems: null, maxItems: null };
const JSON_VALUE: FieldStorage = { kind: 'json' };

const h = postgresDdl();
const { users, values, reach } = h;

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
    const { columns } = await h.adapter.fieldColumns.introspect(h.target);
    expect(columns.find((column) => column.name === 'x')).toMatchObject({ type, fieldId: wanted.fieldId, role: 'live', notNull: false });
    await h.client.query(`INSERT INTO ${h.table} (email, x) VALUES ('good@x.test', ${good})`);
    if (bad) await expect(h.client.query(`INSERT INTO ${h.table} (email, x) VALUES ('bad@x.test', ${bad})`)).rejects.toMatchObject({ code: '23514' });
    if (wanted.unique) await expect(h.client.query(`INSERT INTO ${h.table} (email, x) VALUES ('twin@x.test', ${storage.kind === 'text' && storage.ignoreCase ? `lower(${good})` : good})`)).rejects.toMatchObject({ code: '23505' });
  });
});

describe('each change', () => {
  it('numbers rows that have no value, batch after batch, uniquely', async () => {
    await users(2_500);
    const wanted = wantedColumn({ storage: INT, required: true, unique: true, indexed: true, fill: { generate: 'sequence' } });
    await reach(wanted);
    const { rows } = await h.client.query<{ n: string }>(`SELECT count(DISTINCT x) AS n FROM ${h.table}`);
    expect(rows[0]?.n).toBe('2500');
    const { indexes } = await h.adapter.fieldColumns.introspect(h.target);
    const names = objectNames(wanted.fieldId, INT);
    expect(indexes.find((index) => index.name === names.index)?.columns.sort()).toEqual(['created_at', 'id', 'x']);
    expect(fieldOfObject(names.unique)).toBe(wanted.fieldId);
  });

  it('takes a new rule, and what breaks it goes as was chosen', async () => {
    const field = wantedColumn();
    await reach(field);
    await users(3, "CASE n WHEN 1 THEN 'a' WHEN 2 THEN 'b' ELSE 'c' END");
    const narrow = { ...field, storage: { kind: 'enum', options: ['a', 'b'] } as FieldStorage };
    expect(await h.adapter.fieldColumns.probe(h.target, [narrow], await h.adapter.fieldColumns.introspect(h.target))).toEqual([{ fieldId: field.fieldId, code: 'invalid_values', count: 1, samples: ['c'], settled: false }]);
    await reach({ ...narrow, onInvalid: { value: 'b' } });
    expect(await values()).toEqual(['a', 'b', 'b']);
    expect((await h.adapter.fieldColumns.introspect(h.target)).constraints.filter((constraint) => fieldOfObject(constraint.name) === field.fieldId)).toHaveLength(1);
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
    await h.client.query("SET timezone = 'UTC'");
    await users(1);
    for (const [from, text, to, expected] of samples) {
      const field = wantedColumn({ storage: from });
      await reach(field);
      await h.client.query(`UPDATE ${h.table} SET x = '${text}'`);
      const next = { ...field, storage: to };
      const findings = await h.adapter.fieldColumns.probe(h.target, [next], await h.adapter.fieldColumns.introspect(h.target));
      const label = `${from.kind} ${text} → ${to.kind}`;
      if (expected === null) {
        expect(findings.map((finding) => finding.code), label).toEqual(['not_convertible']);
        await expect(h.adapter.fieldColumns.apply(h.target, [next], 'swap'), label).rejects.toSatisfy((error) => isAppError(error, 'invalid_state'));
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
    const findings = await h.adapter.fieldColumns.probe(h.target, [{ ...field, required: true, unique: true }], await h.adapter.fieldColumns.introspect(h.target));
    expect(findings).toEqual([
      { fieldId: field.fieldId, code: 'nulls', count: 1, samples: [], settled: false },
      { fieldId: field.fieldId, code: 'duplicates', count: 1, samples: ['same'], settled: false },
    ]);
  });
  it('says when it could not finish', async () => {
    const field = wantedColumn();
    await reach(field);
    await users(2, "'v'");
    await h.client.query(`BEGIN; LOCK TABLE ${h.table} IN ACCESS EXCLUSIVE MODE`);
    const held = { columns: [{ name: 'x', type: 'text', notNull: false, hasDefault: false, fieldId: field.fieldId, role: 'live', markedDefault: null } as const], constraints: [], indexes: [], dropped: 0, rows: 0 };
    const findings = await h.adapter.fieldColumns.probe(h.target, [{ ...field, unique: true }], held, 100).finally(() => h.client.query('ROLLBACK'));
    expect(findings.map((finding) => finding.code)).toContain('not_checked');
  });
});
