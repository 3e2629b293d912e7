import * as fc from 'fast-check';
import type { FieldValue } from '@/lib/model/field';
import type { Samples } from '../samples-of';

/** What databases hold: no NUL, no half of a pair. */
export const storable = (constraints: { minLength?: number; maxLength?: number }): fc.Arbitrary<string> => {
  const unit = fc.oneof({ weight: 4, arbitrary: fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }) }, { weight: 1, arbitrary: fc.constantFrom("'", '"', '\\', '`', '%', '_', ' ', '\n', '😀', 'é', ',') });
  return fc.array(unit.filter((one) => one !== '\0'), constraints).map((units) => units.join(''));
};

export const samples: Samples = {
  rules: fc.record({ minLength: fc.nat(5), maxLength: fc.integer({ min: 5, max: 60 }) }, { requiredKeys: [] }),
  values: ({ minLength = 0, maxLength = 60 }): fc.Arbitrary<FieldValue> => storable({ minLength, maxLength }),
  wrong: [1, true, {}, [], ['a'], 'a\0', '\ud800', 'x'.repeat(300)],
  senseless: [{ minLength: 10, maxLength: 9 }, { minLength: 256 }, { pattern: '(a)\\1' }, { pattern: '(' }, { pattern: '(?=a)' }],
};
