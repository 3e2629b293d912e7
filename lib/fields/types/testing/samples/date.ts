import * as fc from 'fast-check';
import type { Samples } from '../samples-of';

const FIRST = '1000-01-01';
const LAST = '9999-12-31';
const day = (from = FIRST, to = LAST): fc.Arbitrary<string> => fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map((moment) => moment.toISOString().slice(0, 10));

export const samples: Samples = {
  rules: fc.oneof(fc.constant({}), fc.tuple(day(), day()).map(([a, b]) => (a < b ? { min: a, max: b } : { min: b, max: a }))),
  values: ({ min, max }) => day(min as string | undefined, max as string | undefined),
  wrong: ['2023-02-29', '2024-13-01', '0000-01-01', '24-01-01', '2024-01-01T00:00:00Z', 'today', '', 5, true, [], {}],
  senseless: [{ min: '2020-01-02', max: '2020-01-01' }, { min: 'soon' }, { max: '2023-02-29' }],
};
