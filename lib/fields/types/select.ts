import { z } from 'zod';
import { optionValues } from '@/lib/model/field';
import type { FieldType } from './field-type';

export const select: FieldType = {
  type: 'select',
  settings: ['options'],
  check: (validation) => {
    const values = optionValues(validation);
    if (values.length === 0) return [{ path: 'options', message: 'fieldOptionsRequired' }];
    if (values.some((value) => value.includes('\0') || /\p{Cs}/u.test(value))) return [{ path: 'options', message: 'invalid' }];
    return new Set(values).size === values.length ? [] : [{ path: 'options', message: 'fieldOptionTwice' }];
  },
  storage: (validation) => ({ kind: 'enum', options: optionValues(validation) }),
  value: (validation) => {
    const values = new Set(optionValues(validation));
    return z.string().refine((value) => values.has(value), 'invalidOption');
  },
  toStored: String,
  fromStored: String,
  operators: ['eq', 'ne', 'in', 'isNull'],
  canBeUnique: true,
  canBeIndexed: true,
  generates: [],
};
