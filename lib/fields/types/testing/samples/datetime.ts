import * as fc from 'fast-check';
import type { Samples } from '../samples-of';

const moment = (from = '1000-01-01T00:00:00Z', to = '9999-12-31T00:00:00Z'): fc.Arbitrary<string> => fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map((one) => one.toISOString());

export const samples: Samples = {
  rules: fc.oneof(fc.constant({}), fc.tuple(moment(), moment()).map(([a, b]) => (a < b ? { min: a, max: b } : { min: b, max: a }))),
  values: ({ min, max }) => moment(min as string | undefined, max as string | undefined),
  wrong: ['2024-02-29', '2024-02-29T10:00:00', '2024-02-30T10:00:00Z', '2024-01-01T24:00:00Z', '0000-01-01T00:00:00Z', 'now', '', 0, true, [], {}],
  senseless: [{ min: '2024-01-02T00:00:00Z', max: '2024-01-01T00:00:00Z' }, { min: '2024-01-01' }],
};
