import * as fc from 'fast-check';
import type { Samples } from '../samples-of';

const between = fc.constantFrom('', ' ', '-', '.', '\u00a0', ' (');
export const samples: Samples = {
  rules: fc.constant({}),
  values: () => fc.tuple(fc.stringMatching(/^[1-9]\d{6,14}$/), between, fc.integer({ min: 1, max: 6 })).map(([digits, gap, at]) => `+${digits.slice(0, at)}${gap}${digits.slice(at)}`),
  wrong: ['', '+', '600123456', '0034600123456', '+0123456789', '+1234567890123456', '+123456', '+34 600 12x456', '+44 (0)20 7946 0018', 'tel:+34600123456', '++34600123456', '+34600123456 ext 5', '٣٤٦٠٠١٢٣٤', `+${' '.repeat(10_000)}34600123456`, 34600123456, true, [], {}],
  senseless: [],
};
