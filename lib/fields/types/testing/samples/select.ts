import * as fc from 'fast-check';
import { optionValues } from '@/lib/model/field';
import type { Samples } from '../samples-of';
import { storable } from './text';

export const optionLists = fc
  .uniqueArray(storable({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 6 })
  .map((values) => values.map((value, at) => (at % 2 === 0 ? value : { value, label: { es: value } })));

export const samples: Samples = {
  rules: fc.record({ options: optionLists }),
  values: (validation) => fc.constantFrom(...optionValues(validation)),
  wrong: ['', 'no such option at all', 1, true, [], {}],
  senseless: [{}, { options: ['a', 'a'] }, { options: ['a', { value: 'a' }] }, { options: ['a\0'] }, { options: ['\ud800'] }],
};
