import { z } from 'zod';
import type { FieldType } from './field-type';

export const boolean: FieldType = {
  type: 'boolean',
  settings: [],
  storage: () => ({ kind: 'boolean' }),
  value: () => z.boolean(),
  toStored: (value) => value === true,
  fromStored: (raw) => raw === true || raw === 1 || raw === 't',
  operators: ['eq', 'ne', 'isNull'],
  canBeUnique: false,
  canBeIndexed: true,
  generates: [],
};
