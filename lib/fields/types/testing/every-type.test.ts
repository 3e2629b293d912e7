import { expect, it } from 'vitest';
import { FIELD_TYPES } from '..';
import { describeFieldType } from './every-type';
import { samplesOf } from './samples-of';

for (const type of FIELD_TYPES) describeFieldType(type, await samplesOf(type.type));
it('has a name of its own for each', () => expect(new Set(FIELD_TYPES.map((type) => type.type)).size).toBe(FIELD_TYPES.length));
