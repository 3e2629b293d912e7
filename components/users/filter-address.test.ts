import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { userListInputSchema, USER_OPERATORS } from '@/lib/model/user';
import { readConditions, usersInput, withCondition, writeConditions, type Condition } from './filter-address';

const condition = fc.record({
  field: fc.stringMatching(/^[a-z][a-zA-Z0-9_]{0,20}$/),
  operator: fc.constantFrom(...USER_OPERATORS),
  value: fc.string({ minLength: 1, unit: 'grapheme' }),
});

describe('filters in the address', () => {
  it('come back as they were written, whatever the value', () => {
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 10 }), (conditions) => {
        expect(readConditions(writeConditions(conditions))).toEqual(conditions);
      }),
    );
  });

  it('never fail on what somebody typed there', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (filter, sort) => {
        expect(userListInputSchema.safeParse(usersInput('acme', { filter, sort, cursor: '' })).success).toBe(true);
      }),
    );
  });

  it('leave out what is no condition', () => {
    expect(readConditions('department.eq.IT;x.bogus.1;y.eq.;.eq.2;z.eq.%E0%A4%A;v.gte.1.5')).toEqual([
      { field: 'department', operator: 'eq', value: 'IT' },
      { field: 'v', operator: 'gte', value: '1.5' },
    ]);
  });

  it('become the input of the list, two questions on one column too', () => {
    expect(usersInput('acme', { q: 'ana', sort: '-age', filter: 'age.gte.18;age.lt.65;department.in.IT%2CHR' })).toMatchObject({
      slug: 'acme',
      q: 'ana',
      sort: '-age',
      filter: { age: { gte: '18', lt: '65' }, department: { in: 'IT,HR' } },
    });
    expect(usersInput('acme', {})).toEqual({ slug: 'acme' });
  });

  it('replace the same question, keep the others', () => {
    const first: Condition = { field: 'age', operator: 'gte', value: '18' };
    const other: Condition = { field: 'age', operator: 'lt', value: '65' };
    expect(withCondition([first, other], { ...first, value: '21' })).toEqual([other, { ...first, value: '21' }]);
  });
});
