import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { integer } from './integer';

const read = (value: unknown, validation = {}) => integer.value(validation).safeParse(value);

it('is a number while JSON carries it exactly, else text', () => {
  expect(read('42').data).toBe(42);
  expect(read('9007199254740993').data).toBe('9007199254740993');
  expect(read(-(2 ** 53) + 1).data).toBe(-9007199254740991);
});
it('refuses what is none, or does not fit in 64 bits', () => {
  for (const value of [1.5, '1.5', '', ' 1', '1e3', 2 ** 53, '9223372036854775808', '-9223372036854775809', null, true, NaN]) expect(read(value).success, String(value)).toBe(false);
});
it('keeps its limits, beyond 2^53 too', () => {
  expect(read('9007199254740992', { min: '9007199254740993' }).error?.issues[0]?.message).toBe('fieldTooSmall');
  expect(read(11, { max: 10 }).error?.issues[0]).toMatchObject({ message: 'fieldTooBig', params: { max: '10' } });
  expect(integer.check?.({ min: 2, max: 1 })).toEqual([{ path: 'max', message: 'fieldLimitsCrossed' }]);
});
it('comes back from the database as it went', () => {
  fc.assert(fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
    const json = integer.value({}).parse(String(value));
    expect(integer.fromStored(integer.toStored(json))).toBe(json);
    expect(BigInt(json as string)).toBe(value);
  }));
});
