import { describe, expect, it } from 'vitest';
import { allOperations } from '@/lib/operations/registry';
import { commandsOf } from './commands-of';
import { parseArguments } from './parse';

const commands = commandsOf(allOperations());
const parse = (line: string, stdin = '') => parseArguments(line.match(/'[^']*'|\S+/g)?.map((word) => word.replaceAll("'", '')) ?? [], commands, () => stdin);
const inputOf = (line: string, stdin = '') => parse(line, stdin).input;

describe('flags', () => {
  it.each([
    ['tenants get acme', { slug: 'acme' }],
    ['tenants get --slug acme', { slug: 'acme' }],
    ['users get acme 42', { slug: 'acme', id: '42' }],
    ['users get --id 42 acme', { slug: 'acme', id: '42' }],
    ['tenants list --limit 7 --q=a=b', { limit: 7, q: 'a=b' }],
    ['tenants list --sort -createdAt', { sort: '-createdAt' }],
    ['tenants check-slug acme', { slug: 'acme' }],
    ['tenants checkSlug acme', { slug: 'acme' }],
    ['tokens create --name ci --role viewer --tenants a,b --tenants c', { name: 'ci', role: 'viewer', tenants: ['a', 'b', 'c'] }],
    ['tenants create --slug a --name b --database null', { slug: 'a', name: 'b', database: null }],
    ['tenants create --slug a --name b --database.isolation database --labels.team.x 7', { slug: 'a', name: 'b', database: { isolation: 'database' }, labels: { 'team.x': '7' } }],
    ['tenants create --slug a --name b --database {"serverId":"auto"}', { slug: 'a', name: 'b', database: { serverId: 'auto' } }],
    ['users list acme --filter.department IT --filter.age.gte 18', { slug: 'acme', filter: { department: 'IT', age: { gte: 18 } } }],
    ['users update acme 1 --custom-fields.n 7 --custom-fields.zip 007 --custom-fields.vip true --custom-fields.x "7"', { slug: 'acme', id: '1', customFields: { n: 7, zip: '007', vip: true, x: '7' } }],
    ['users set-password acme 1 --password x --temporary', { slug: 'acme', id: '1', password: 'x', temporary: true }],
    ['users set-password acme 1 --temporary false --password x', { slug: 'acme', id: '1', password: 'x', temporary: false }],
    ['users set-password acme 1 --no-temporary --password x', { slug: 'acme', id: '1', password: 'x', temporary: false }],
    ['migrations fleet --refresh', { refresh: true }],
    ['users update acme 1 --name null', { slug: 'acme', id: '1', name: null }],
    ['tenants get -- --help', { slug: '--help' }],
  ])('%s', (line, input) => expect(inputOf(line)).toEqual(input));

  it('takes a value from standard input, so that no list of processes shows it', () => {
    expect(inputOf('users set-password acme 1 --password -', 'se cret')).toMatchObject({ password: 'se cret' });
  });
  it('does not reach a prototype by a name', () => {
    const input = inputOf('users list acme --filter.__proto__.polluted yes');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(input['filter'] as object)).toEqual(['__proto__']);
  });
  it('keeps what belongs to every command apart', () => {
    expect(parse('tenants update acme --if-match 12 --json --token t').options).toMatchObject({ ifMatch: '12', json: true, token: 't', wait: null });
    expect(parse('tenants create --slug a --name b --no-wait --idempotency-key k').options).toMatchObject({ wait: false, idempotencyKey: 'k' });
    expect(parse('--json tenants list').options.json).toBe(true);
  });
});

describe('help is asked', () => {
  it.each([
    ['', null, null],
    ['--help', null, null],
    ['help tenants', 'tenants', null],
    ['tenants --help', 'tenants', null],
    ['tenants create --help', 'tenants', 'tenants.create'],
  ])('%j', (line, noun, name) => {
    const parsed = parse(line);
    expect([parsed.noun, parsed.command?.name ?? null]).toEqual([noun, name]);
  });
});

describe('wrong usage', () => {
  it.each([
    ['tenant list', 'no noun "tenant"', ['tenants']],
    ['tenants lst', 'no verb "lst"', ['list']],
    ['tenants list --limt 3', 'no flag --limt', ['--limit']],
    ['tenants get', '--slug is missing', []],
    ['users get', '--slug, --id are missing', []],
    ['tenants get a b', '"b" is one word too many', []],
    ['tenants list --limit x', 'takes a whole number', []],
    ['tenants list --limit 1.5', 'takes a whole number', []],
    ['tenants list --limit', '--limit needs a value', []],
    ['tenants list --q --json', '--q needs a value', []],
    ['tenants list --status GONE', 'one of ACTIVE, SUSPENDED, PENDING_DELETION', []],
    ['fields plan acme --changes {', 'takes JSON', []],
    ['users set-password acme 1 --password x --temporary=maybe', 'true or false', []],
  ])('%s', (line, words, suggestions) => {
    expect(() => parse(line)).toThrow(expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(words) as string, suggestions: expect.arrayContaining(suggestions) as string[] }));
  });
});
