import * as fc from 'fast-check';
import { COUNTRY_CODES } from '@/lib/model/country-codes';
import type { Samples } from '../samples-of';

export const samples: Samples = {
  rules: fc.constant({}),
  values: () => fc.constantFrom(...COUNTRY_CODES, ...COUNTRY_CODES.map((code) => code.toLowerCase())),
  wrong: ['', 'E', 'ESP', 'Spain', 'XX', 'UK', 'EU', 'ES,PT', 34, true, [], {}],
  senseless: [],
};
