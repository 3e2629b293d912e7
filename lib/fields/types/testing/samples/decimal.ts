import * as fc from 'fast-check';
import type { Samples } from '../samples-of';

export const samples: Samples = {
  rules: fc.oneof(fc.constant({}), fc.integer({ min: 1, max: 38 }).chain((precision) => fc.record({ precision: fc.constant(precision), scale: fc.nat(Math.min(37, precision)) }))),
  values: ({ precision = 18, scale = Math.min(4, precision) }) =>
    fc.tuple(fc.bigInt({ min: 0n, max: 10n ** BigInt(precision) - 1n }), fc.boolean()).map(([digits, negative]) => {
      const text = String(digits).padStart(scale + 1, '0');
      return `${negative ? '-' : ''}${text.slice(0, text.length - scale)}${scale > 0 ? `.${text.slice(-scale)}` : ''}`;
    }),
  wrong: ['1,5', '', '.', '1e3', 'NaN', Infinity, true, [], {}, '1'.repeat(40), '0.' + '1'.repeat(39)],
  senseless: [{ min: '0.2', max: '0.1' }, { precision: 2, scale: 3 }, { min: 'x' }],
};
