import * as fc from 'fast-check';
import type { Samples } from '../samples-of';

export const samples: Samples = {
  rules: fc.constant({}),
  values: () => fc.tuple(fc.uuid(), fc.boolean()).map(([id, upper]) => (upper ? id.toUpperCase() : id)),
  wrong: ['', '018f3f3e', '018f3f3e1f2a7c3b9d4e0123456789ab', '{018f3f3e-1f2a-7c3b-9d4e-0123456789ab}', '018f3f3e-1f2a-7c3b-9d4e-0123456789ag', 1, true, [], {}],
  senseless: [],
};
