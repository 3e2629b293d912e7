import { afterAll, beforeAll, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import type { FieldStorage } from '@/lib/model/field-storage';
import { describeStore } from '../../../contract';
import { INT, SqliteFields, TEXT, wantedColumn } from '../../../testing/sqlite-fields';

const DATE: FieldStorage = { kind: 'date', min: null, max: null };
const MOMENT: FieldStorage = { kind: 'datetime', min: null, max: null };
const SET: FieldStorage = { kind: 'set', options: ['b', 'a', 'c, d'], minItems: null, maxItems: null };
const JSON_VALUE: FieldStorage = { kind: 'json' };
const DECIMAL: FieldStorage = { kind: 'decimal', precision: 6, scale: 1, min: null, max: null };

describeStore('sqlite')('values of every type as every other, in SQLite', () => {
  let f: SqliteFields;
  beforeAll(async () => {
    f = await SqliteFields.open();
    await f.newTenant();
  });
  afterAll(() => f.close());

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
    [TEXT, "'a, b,a'", SET, '["b","a"]'], [TEXT, "'c, d'", SET, '["c, d"]'], [TEXT, "'a,x'", SET, null], [SET, `'["a","b"]'`, TEXT, 'a, b'], [SET, `'["a"]'`, { kind: 'enum', options: ['a'] }, 'a'], [SET, `'["a","b"]'`, { kind: 'enum', options: ['a'] }, null],
    [SET, `'["a","b"]'`, { ...SET, options: ['a', 'b'] }, '["a","b"]'], [SET, `'["c, d","a"]'`, JSON_VALUE, '["c, d","a"]'], [JSON_VALUE, `'["a","b"]'`, SET, '["b","a"]'], [JSON_VALUE, `'"a"'`, SET, '["a"]'], [JSON_VALUE, `'["a",null]'`, SET, null], [JSON_VALUE, `'{"a":1}'`, SET, null],
    [TEXT, "'{not json'", JSON_VALUE, '"{not json"'], [JSON_VALUE, `'"it"'`, TEXT, 'it'], [JSON_VALUE, "'7'", INT, 7], [JSON_VALUE, "'[7]'", INT, null], [INT, '9007199254740993', JSON_VALUE, '"9007199254740993"'], [INT, '-5', JSON_VALUE, '-5'],
    [DECIMAL, "'0001:5.5'", JSON_VALUE, '"5.5"'], [{ kind: 'boolean' }, '1', JSON_VALUE, 'true'],
    [TEXT, "'018F3F3E-0000-7000-8000-0123456789AB '", { kind: 'uuid' }, '018f3f3e-0000-7000-8000-0123456789ab'], [TEXT, "'018f3f3e'", { kind: 'uuid' }, null], [{ kind: 'uuid' }, "'018f3f3e-0000-7000-8000-0123456789ab'", TEXT, '018f3f3e-0000-7000-8000-0123456789ab'],
    [INT, '5', { kind: 'int64', min: '1', max: null }, 5], [TEXT, "'abc'", { kind: 'enum', options: ['abc'] }, 'abc'],
  ];
  it('convert or are told, and never raise', async () => {
    await f.users(1);
    for (const [from, value, to, expected] of samples) {
      const label = `${from.kind} ${value} → ${to.kind}`;
      const field = wantedColumn({ storage: from });
      await f.apply(field);
      await f.sql(`UPDATE app_user SET x = ${value}`);
      const next = { ...field, storage: to };
      if (expected === null) {
        const [before] = await f.values();
        expect((await f.probe(next)).map(({ code }) => code), label).toEqual(['not_convertible']);
        await expect(f.apply(next), label).rejects.toSatisfy((error) => isAppError(error, 'invalid_state'));
        expect(await f.values(), label).toEqual([before]);
      }
      await f.reach({ ...next, onInvalid: 'null' });
      expect(await f.values(), label).toEqual([expected]);
      await f.reach({ ...next, presence: 'gone' });
    }
  });
});
