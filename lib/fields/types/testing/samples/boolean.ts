import * as fc from 'fast-check';
import type { Samples } from '../samples-of';

export const samples: Samples = { rules: fc.constant({}), values: () => fc.boolean(), wrong: ['true', '', 0, 1, [], {}], senseless: [] };
