import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import type { Isolation } from '@/lib/model/common';
import type { UserFilter } from '@/lib/model/user';
import type { TenantTarget, TenantUser, UserListQuery, UsersRepository } from '../ports';
import type { OpenAdapter } from '../registry';
import { plainColumn, type ColumnKind, type CustomColumn } from '../sql/custom-columns';
import { newTenant, provision, tenantContext, type ContractHarness } from './harness';

const field = (name: string, kind: ColumnKind, indexed = false): CustomColumn => plainColumn({ name, column: name, kind, required: false, hasDefault: false, indexed });
const FIELDS = [field('department', 'text', true), field('age', 'integer'), field('salary', 'decimal'), field('vip', 'boolean'), field('born', 'date'), field('seen', 'datetime'), field('tags', 'set')];

/** Text that means something to SQL, to LIKE or to a shell. */
const HOSTILE = ["'; DROP TABLE app_user; --", '100%', 'a_b', 'a!b', '\\', '!%', '$1', '%s', '"', "''", '‮', '😀', ' ', '(x)=(y)', 'null', '[object Object]'];
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 5 });
const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: fc.constantFrom('a', 'B', 'b', '%', '_', '!', "'", '\\', ' '), maxLength: 4 }));
const customFields = fc.record({
  department: orNull(text),
  age: orNull(fc.integer({ min: -3, max: 3 })),
  salary: orNull(fc.constantFrom('0', '1.5', '-2.25', '1000000000000.0001')),
  vip: orNull(fc.boolean()),
  born: orNull(fc.constantFrom('1999-12-31', '2000-01-01', '2000-02-29')),
  seen: orNull(fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z', '2025-06-30T23:59:59.999Z')),
  tags: orNull(fc.uniqueArray(fc.constantFrom('x', 'y', 'a,b', '{}', '"'), { maxLength: 3 })),
});
type Custom = Record<string, unknown>;

const compared = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const;
const filterOn = (name: string, operators: readonly UserFilter['operator'][], value: fc.Arbitrary<unknown>): fc.Arbitrary<UserFilter> =>
  fc.record({ field: fc.constant(name), operator: fc.constantFrom(...operators), value });
const filter: fc.Arbitrary<UserFilter> = fc.oneof(
  filterOn('department', ['eq', 'ne', 'contains', 'startsWith'], text),
  filterOn('department', ['in'], fc.array(text, { maxLength: 5 })),
  filterOn('age', compared, fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }).map(String))),
  filterOn('age', ['in'], fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 5 }).map((list) => list.join(',')).filter((list) => list !== '')),
  filterOn('salary', compared, fc.constantFrom('0', '1.5', '-2.25', '1.4999')),
  filterOn('vip', ['eq', 'ne'], fc.constantFrom(true, false, 'true', 'false')),
  filterOn('born', compared, fc.constantFrom('1999-12-31', '2000-01-01')),
  filterOn('seen', compared, fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-01T01:00:00.001+01:00')),
  filterOn('tags', ['contains'], fc.constantFrom('x', 'a,b', '{}', '"', 'none')),
  fc.record({ field: fc.constantFrom('department', 'age', 'born', 'tags'), operator: fc.constant('isNull' as const), value: fc.boolean() }),
);

/** The same filter in JavaScript. */
function matches(user: TenantUser, { field: name, operator, value }: UserFilter): boolean {
  const actual = user.customFields[name] ?? null;
  if (operator === 'isNull') return (actual === null) === value;
  if (actual === null) return operator === 'ne';
  if (name === 'tags') return (actual as string[]).includes(String(value));
  const of = (one: unknown): string | number => (name === 'age' || name === 'salary' ? Number(one) : name === 'seen' ? Date.parse(String(one)) : String(one));
  if (operator === 'in') return (Array.isArray(value) ? value : String(value).split(',').map((one) => one.trim())).some((one) => of(one) === of(actual));
  const [a, b] = [of(actual), of(value)];
  if (operator === 'contains') return String(a).toLowerCase().includes(String(b).toLowerCase());
  if (operator === 'startsWith') return String(a).toLowerCase().startsWith(String(b).toLowerCase());
  return { eq: a === b, ne: a !== b, lt: a < b, lte: a <= b, gt: a > b, gte: a >= b }[operator];
}

export function usersListContract(harness: () => ContractHarness, isolations: readonly Isolation[]): void {
  describe.each(isolations)('users with fields, isolation %s', (isolation) => {
    let adapter: OpenAdapter;
    let target: TenantTarget;
    let users: UsersRepository;
    let all: TenantUser[];
    let added = 0;
    const drop = async (column: string) =>
      harness().dropColumn?.(target, column) ?? harness().admin(harness().place(target).database, `ALTER TABLE ${harness().place(target).table('app_user')} DROP COLUMN ${column}`);
    const add = (fields: Custom, email = `user${(added += 1)}@example.com`) => users.create({ email, customFields: fields });

    beforeAll(async () => {
      adapter = harness().open();
      target = newTenant(adapter, harness().server(), isolation, 'listed');
      await provision(adapter, target);
      for (const { column, kind } of FIELDS) await harness().addColumn(target, column, kind);
      const fields = FIELDS;
      ({ users } = adapter.openTenant(target, tenantContext(() => fields)));
      all = await Promise.all(fc.sample(customFields, { numRuns: 60, seed: 7 }).map((fieldsOfOne) => add(fieldsOfOne)));
    });
    afterAll(async () => {
      await adapter.provisioner.drop(target);
      await adapter.close();
    });

    async function pages(query: Omit<UserListQuery, 'cursor'>, between: () => Promise<unknown> = () => Promise.resolve()): Promise<TenantUser[]> {
      const seen: TenantUser[] = [];
      let cursor: string | null = null;
      do {
        const page = await users.list({ ...query, ...(cursor === null ? {} : { cursor }) });
        seen.push(...page.items);
        cursor = page.nextCursor;
        await between();
      } while (cursor !== null);
      return seen;
    }
    const ids = (list: readonly TenantUser[]) => list.map((user) => user.id).sort();

    it('reads back what was written', async () => {
      for (const user of all) expect(await users.getById(user.id)).toEqual(user);
      const given = { department: "O'Hara %_!", age: '9223372036854775807', salary: '0.5000', vip: false, born: '2000-02-29', seen: '2026-01-01T02:00:00+02:00', tags: ['a', 'b'] };
      const user = await add(given);
      expect(user.customFields).toEqual({ ...given, salary: '0.5', seen: '2026-01-01T00:00:00.000Z' });
      await users.delete(user.id);
    });

    it('filters as JavaScript does, over random values and hostile text', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(filter, { minLength: 1, maxLength: 3 }), async (filters) => {
          const expected = ids(all.filter((user) => filters.every((one) => matches(user, one))));
          expect(ids((await users.list({ limit: 200, filters })).items)).toEqual(expected);
          expect(await users.count(filters)).toBe(expected.length);
        }),
        { numRuns: 150 },
      );
    });

    it.each(['createdAt', '-createdAt', 'email', '-name', 'age', '-age', 'department', '-salary', 'vip', '-seen', 'born', 'id'])('pages in the order %s without gap or repeat, empty values last', async (sort) => {
      const paged = await pages({ limit: 7, sort });
      expect(paged.map((user) => user.id)).toEqual((await users.list({ limit: 200, sort })).items.map((user) => user.id));
      expect(ids(paged)).toEqual(ids(all));
      const name = sort.replace('-', '');
      if (!FIELDS.some((one) => one.name === name)) return;
      const values = paged.map((user) => user.customFields[name] ?? null);
      const filled = values.findIndex((value) => value === null);
      if (filled >= 0) expect(values.slice(filled).every((value) => value === null)).toBe(true);
      if (name === 'age') {
        const numbers = values.filter((value) => value !== null) as number[];
        expect(numbers).toEqual([...numbers].sort((a, b) => (sort.startsWith('-') ? b - a : a - b)));
      }
    });

    it('neither repeats nor skips what was there while users are added', async () => {
      const extra: TenantUser[] = [];
      const seen = await pages({ limit: 9, sort: 'age' }, async () => extra.push(await add({ age: 0 })));
      expect(new Set(seen.map((user) => user.id)).size).toBe(seen.length);
      expect(ids(seen.filter((user) => !extra.some((one) => one.id === user.id)))).toEqual(ids(all));
      for (const user of extra) await users.delete(user.id);
    });

    it('keeps moments that differ below a millisecond apart', async () => {
      const made = await Promise.all(Array.from({ length: 6 }, () => add({ department: 'micro' })));
      for (const [index, { id }] of made.entries()) await harness().setCreatedAt(target, id, `2026-01-01T00:00:00.1234${50 + (index % 5)}Z`);
      const filters: UserFilter[] = [{ field: 'department', operator: 'eq', value: 'micro' }];
      for (const sort of ['createdAt', '-createdAt']) expect(ids(await pages({ limit: 1, sort, filters }))).toEqual(ids(made));
      for (const user of made) await users.delete(user.id);
    });

    it('takes the values of a list as they are, and the spaces around those that are listed in one text for the list’s own', async () => {
      const { id } = await add({ department: ' spaced ' });
      const found = async (value: unknown) => (await users.list({ limit: 9, filters: [{ field: 'department', operator: 'in', value }] })).items.map((user) => user.id);
      expect(await found([' spaced ', 'none'])).toEqual([id]);
      expect([await found(['spaced']), await found(' spaced , none')]).toEqual([[], []]);
    });

    it('searches e-mail and names, taking the text as it is', async () => {
      const made = await users.create({ email: 'odd_one%x@example.com', name: 'Péter 100%' });
      expect(ids((await users.list({ limit: 50, q: 'ODD_one%' })).items)).toEqual([made.id]);
      expect((await users.list({ limit: 50, q: 'oddXone' })).items).toEqual([]);
      for (const q of HOSTILE) expect((await users.list({ limit: 50, q })).items.length).toBeLessThanOrEqual(all.length + 1);
      await users.delete(made.id);
    });

    it('tells when a filter or the order has no index', async () => {
      const warnings = async (query: Omit<UserListQuery, 'limit'>) => (await users.list({ limit: 1, ...query })).warnings;
      expect(await warnings({ filters: [{ field: 'department', operator: 'eq', value: 'IT' }] })).toEqual([]);
      expect(await warnings({ filters: [{ field: 'age', operator: 'gte', value: 18 }] })).toEqual(['not_indexed']);
      expect(await warnings({ sort: 'vip' })).toEqual(['not_indexed']);
    });

    it('names what it does not understand, before any statement is sent', async () => {
      const wrong: [Partial<UserListQuery>, string][] = [
        [{ filters: [{ field: 'nope', operator: 'eq', value: 1 }] }, 'filter.nope'],
        [{ filters: [{ field: 'age', operator: 'contains', value: '1' }] }, 'filter.age.contains'],
        [{ filters: [{ field: 'age', operator: 'eq', value: '1; DROP' }] }, 'filter.age.eq'],
        [{ filters: [{ field: 'age', operator: 'eq', value: '9223372036854775808' }] }, 'filter.age.eq'],
        [{ filters: [{ field: 'born', operator: 'eq', value: '2026-02-30' }] }, 'filter.born.eq'],
        [{ filters: [{ field: 'department', operator: 'eq', value: 'a\0b' }] }, 'filter.department.eq'],
        [{ sort: 'tags' }, 'sort'],
        [{ sort: '"; DROP' }, 'sort'],
        [{ cursor: 'bm9wZQ' }, 'cursor'],
        [{ cursor: Buffer.from('["createdAt","x","y","z"]').toString('base64url') }, 'cursor'],
      ];
      for (const [query, path] of wrong) {
        await expect(users.list({ limit: 5, ...query }), path).rejects.toSatisfy((e) => isAppError(e, 'validation_failed') && e.issues[0]?.path === path);
      }
      const { nextCursor } = await users.list({ limit: 1, sort: 'age' });
      await expect(users.list({ limit: 1, sort: '-age', cursor: nextCursor ?? '' })).rejects.toMatchObject({ code: 'validation_failed' });
    });

    it('refuses wrong custom values by their path, and names a taken one', async () => {
      const attempt = users.create({ email: 'wrong@example.com', customFields: { age: 'x', born: '2026-13-01', other: 1, constructor: 2 } });
      await expect(attempt).rejects.toSatisfy((e) => isAppError(e, 'validation_failed') && e.issues.map((issue) => issue.path).sort().join() === 'customFields.age,customFields.born,customFields.constructor,customFields.other');
      await harness().addColumn(target, 'badge', 'text', true);
      const fields = [...FIELDS, field('badge', 'text')];
      const { users: badged } = adapter.openTenant(target, tenantContext(() => fields));
      const first = await badged.create({ email: 'badge1@example.com', customFields: { badge: 'B-1' } });
      await expect(badged.create({ email: 'badge2@example.com', customFields: { badge: 'B-1' } })).rejects.toSatisfy((e) => isAppError(e, 'conflict') && e.issues[0]?.path === 'customFields.badge');
      await users.delete(first.id);
      await drop('badge');
    });

    it('goes on after a column changed its type or went away', async () => {
      await harness().addColumn(target, 'odd', 'integer');
      let fields = [...FIELDS, field('odd', 'integer')];
      const { users: changing } = adapter.openTenant(target, tenantContext(() => fields));
      const user = await changing.create({ email: 'odd@example.com', customFields: { odd: 5 } });
      for (let n = 0; n < 10; n += 1) await changing.getById(user.id);
      await harness().retypeToText(target, 'odd');
      fields = [...FIELDS, field('odd', 'text')];
      expect((await changing.getById(user.id))?.customFields['odd']).toBe('5');
      await drop('odd');
      await expect(changing.getById(user.id)).rejects.toMatchObject({ code: 'tenant_not_ready' });
      fields = FIELDS;
      expect((await changing.getById(user.id))?.id).toBe(user.id);
      await changing.delete(user.id);
    });
  });
}
