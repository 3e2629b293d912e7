import { Ajv2020 } from 'ajv/dist/2020';
import { describe, expect, it } from 'vitest';
import { PERMISSIONS } from '@/lib/auth/permissions';
import { ERROR_CODES } from '@/lib/errors';
import { allOperations } from '@/lib/operations/registry';
import { outputSchemaOf } from '../describe';
import { referenceIndex, referenceOf } from './reference';
import { schemaRows } from './schema-rows';

const operations = allOperations().filter(({ absentFrom }) => !absentFrom?.rest);
const names = (groups: ReturnType<typeof referenceIndex>) => groups.flatMap(({ entries }) => entries.map(({ name }) => name));

describe('the list', () => {
  it('has every operation of REST once, under its noun, with words for each noun', () => {
    const groups = referenceIndex(PERMISSIONS);
    expect(names(groups).sort()).toEqual(operations.map(({ name }) => name).sort());
    for (const { noun, about, entries } of groups) {
      expect(about, noun).not.toBe('');
      expect(entries.every(({ name }) => name.startsWith(`${noun}.`))).toBe(true);
    }
  });
  it('finds by every word, wherever each stands', () => {
    expect(names(referenceIndex(PERMISSIONS, { query: 'POST  tenants provision' }))).toContain('tenants.create');
    expect(names(referenceIndex(PERMISSIONS, { query: 'USERS:WRITE disable' }))).toContain('users.disable');
    expect(names(referenceIndex(PERMISSIONS, { query: 'disable runs:read' }))).toEqual([]);
    expect(referenceIndex(PERMISSIONS, { query: 'nothing-like-it' })).toEqual([]);
  });
  it('marks what a role may not do, and leaves it out when asked', () => {
    const all = referenceIndex(['tenants:read']);
    const mine = referenceIndex(['tenants:read'], { onlyMine: true });
    expect(names(all)).toHaveLength(operations.length);
    expect(new Set(mine.flatMap(({ entries }) => entries.map(({ permission }) => permission)))).toEqual(new Set(['public', 'tenants:read']));
  });
});

describe.each(operations.map((operation) => [operation.name, operation] as const))('%s', (name, operation) => {
  const page = referenceOf(name, PERMISSIONS) ?? expect.fail();

  it('tells each value that it takes once, with its meaning, and where it goes', () => {
    const first = [...page.inPath, ...page.inQuery, ...page.body].filter(({ path }) => !/[.[(]/.test(path));
    expect(new Set(first.map(({ path }) => path)).size).toBe(first.length);
    for (const { path, description, type } of first) expect([path, description === '', type === '']).toEqual([path, false, false]);
    expect(page.inPath.map(({ path }) => path).sort()).toEqual([...operation.rest.path.matchAll(/\{(\w+)\}/g)].map(([, place]) => place).sort());
    for (const { code } of page.codes) expect(ERROR_CODES).toContain(code);
  });

  it('shows an answer of the shape that its schema allows', () => {
    if (page.sample === null) return expect(operation.kind === 'stream' || operation.rest.status === 204).toBe(true);
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(withoutPatterns(outputSchemaOf(operation)));
    expect(validate(page.sample), `${JSON.stringify(validate.errors)} ${JSON.stringify(page.sample)}`).toBe(true);
  });
});

/** A sample fits the patterns that there are today; which text fits one of tomorrow's is nobody's to guess. */
const withoutPatterns = (schema: object): object => JSON.parse(JSON.stringify(schema, (name, value: unknown) => (name === 'pattern' && typeof value === 'string' ? undefined : value))) as object;

it('knows nothing of what is not there', () => {
  expect(referenceOf('tenants.explode', PERMISSIONS)).toBeNull();
  expect(referenceOf('__proto__', PERMISSIONS)).toBeNull();
});

it('tells nested values by their paths', () => {
  const rows = schemaRows({
    type: 'object',
    required: ['a'],
    properties: {
      a: { type: 'object', required: ['b'], properties: { b: { type: 'string', enum: ['x', 'y'], default: 'x' } } },
      list: { type: 'array', maxItems: 5, items: { oneOf: [{ type: 'object', properties: { op: { const: 'add' }, n: { type: 'integer', minimum: 1, maximum: 9 } } }, { type: 'object', properties: { op: { const: 'drop' } } }] } },
      none: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
    },
  });
  expect(rows.map(({ path, type, required, notes }) => [path, type, required, notes.join('; ')])).toEqual([
    ['a', 'object', true, ''],
    ['a.b', 'string', true, 'one of x, y; default "x"'],
    ['list', 'list of object', false, 'at most 5 items'],
    ['list[](add).op', '"add"', false, ''],
    ['list[](add).n', 'integer', false, '1 to 9'],
    ['list[](drop).op', '"drop"', false, ''],
    ['none', 'string (date-time) or null', false, ''],
  ]);
});
