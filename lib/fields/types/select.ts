import { z } from 'zod';
import type { FieldIssue } from '@/lib/errors';
import { optionValues, type FieldValidation } from '@/lib/model/field';
import type { FieldType } from './field-type';

/** A list of options to choose from: there is one, none is there twice, and every engine can hold them. */
export function checkOptions(validation: FieldValidation): FieldIssue[] {
  const values = optionValues(validation);
  if (values.length === 0) return [{ path: 'options', message: 'fieldOptionsRequired' }];
  if (values.some((value) => value.includes('\0') || !value.isWellFormed())) return [{ path: 'options', message: 'invalid' }];
  return new Set(values).size === values.length ? [] : [{ path: 'options', message: 'fieldOptionTwice' }];
}

export const select: FieldType = {
  type: 'select',
  settings: ['options'],
  check: checkOptions,
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
