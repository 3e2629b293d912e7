import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalDecimal, compareDecimals, decimal } from './decimal';

const read = (value: unknown, validation = {}) => decimal.value(validation).safeParse(value);

it('is text, exact, without idle zeros', () => {
  expect(['01.50', '-0.0', '+7', 0.1, 5, '123456789012.3456'].map((value) => read(value).data)).toEqual(['1.5', '0', '7', '0.1', '5', '123456789012.3456']);
});
it('refuses what is none, and digits that would be lost', () => {
  for (const value of ['1,5', '', '.', '1e3', 'NaN', null, Infinity, '0.00001', '123456789012345', '1.00005']) expect(read(value).success, String(value)).toBe(false);
  expect(read('0.5', { precision: 3, scale: 3 }).data).toBe('0.5');
});
it('keeps its limits exactly', () => {
  expect(read('0.3', { max: '0.3' }).success).toBe(true);
  expect(read('0.3001', { max: '0.3' }).error?.issues[0]?.message).toBe('fieldTooBig');
  expect(read('-2', { min: -1 }).error?.issues[0]?.message).toBe('fieldTooSmall');
  expect(decimal.check?.({ precision: 2, scale: 3 })).toHaveLength(1);
  expect(decimal.check?.({ min: '2', max: '1.9' })).toHaveLength(1);
});
it('orders as the numbers do, and comes back as it went', () => {
  const number = fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 4 })).map(([digits, scale]) => ({ value: digits / 10 ** scale, text: (digits / 10 ** scale).toFixed(scale) }));
  fc.assert(fc.property(number, number, (a, b) => {
    const [left, right] = [canonicalDecimal(a.text) ?? '', canonicalDecimal(b.text) ?? ''];
    expect(compareDecimals(left, right)).toBe(Math.sign(a.value - b.value) + 0);
    expect(decimal.fromStored(`${left}${left.includes('.') ? '00' : '.00'}`)).toBe(left);
  }));
});
