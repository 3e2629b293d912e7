import * as fc from 'fast-check';
import type { Samples } from '../samples-of';

export const samples: Samples = {
  rules: fc.constant({}),
  values: () => fc.stringMatching(/^[a-zA-Z0-9]([a-zA-Z0-9_'+-]{0,20}[a-zA-Z0-9])?@[a-z]{1,10}(\.[a-z]{2,5}){1,2}$/),
  wrong: ['', 'a', 'a@', '@a.test', 'a b@x.test', 'a@b', 'a@x.test, b@x.test', `${'a'.repeat(320)}@x.test`, 1, true, [], {}],
  senseless: [],
};
