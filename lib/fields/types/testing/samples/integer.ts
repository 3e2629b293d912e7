import * as fc from 'fast-check';
import type { Samples } from '../samples-of';

const limits = fc.tuple(fc.integer(), fc.integer()).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }));

export const samples: Samples = {
  rules: fc.oneof(fc.constant({}), limits),
  values: ({ min, max }) => {
    const range = fc.bigInt({ min: min === undefined ? -(2n ** 63n) : BigInt(min), max: max === undefined ? 2n ** 63n - 1n : BigInt(max) });
    return range.map((number) => (Number.isSafeInteger(Number(number)) ? Number(number) : String(number)));
  },
  wrong: [1.5, 2 ** 53, '1.0', '1e3', '', ' ', '9223372036854775808', '-9223372036854775809', 'one', true, [], {}],
  senseless: [{ min: 2, max: 1 }, { min: '9007199254740993', max: '9007199254740992' }, { min: 'few' }, { max: 1.5 }],
};
