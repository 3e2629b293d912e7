import * as fc from 'fast-check';
import { optionValues, type FieldValue } from '@/lib/model/field';
import type { Samples } from '../samples-of';
import { optionLists } from './select';

export const samples: Samples = {
  rules: optionLists.chain((options) => fc.record({ options: fc.constant(options), maxItems: fc.integer({ min: 1, max: 8 }) }, { requiredKeys: ['options'] })),
  values: (validation): fc.Arbitrary<FieldValue> => fc.shuffledSubarray(optionValues(validation), { maxLength: Math.min(validation.maxItems ?? Infinity, optionValues(validation).length) }),
  wrong: ['', 'a', 1, true, {}, [1], [null], [['a']], ['no such option at all'], Array(10_000).fill('a')],
  senseless: [{}, { options: ['a', 'a'] }, { options: ['a', 'b'], minItems: 2, maxItems: 1 }, { options: ['a'], minItems: 2 }],
};
