import { z } from 'zod';
import type { FieldIssue } from '@/lib/errors';
import { optionValues, type FieldValidation, type FieldValue } from '@/lib/model/field';
import type { FieldType } from './field-type';
import { checkOptions } from './select';

function check(validation: FieldValidation): FieldIssue[] {
  const { minItems = 0, maxItems } = validation;
  const issues = checkOptions(validation);
  if (minItems > (maxItems ?? optionValues(validation).length)) issues.push({ path: maxItems === undefined ? 'minItems' : 'maxItems', message: 'fieldLimitsCrossed' });
  return issues;
}

/** The elements, whatever an engine gives a list of text as. */
const elements = (raw: FieldValue): string[] => (Array.isArray(raw) ? raw.map(String) : []);

export const multiselect: FieldType = {
  type: 'multiselect',
  settings: ['options', 'minItems', 'maxItems'],
  check,
  storage: (validation) => ({ kind: 'set', options: optionValues(validation), minItems: validation.minItems ?? null, maxItems: validation.maxItems ?? null }),
  value: (validation) => {
    const options = optionValues(validation);
    const known = new Set(options);
    const { minItems = 0, maxItems = options.length } = validation;
    return z.array(z.unknown()).transform((values, ctx) => {
      const chosen = new Set(values);
      const issue = (message: string, params: Record<string, number> = {}) => ctx.addIssue({ code: 'custom', message, params });
      if (values.length > options.length || chosen.size < values.length) issue('fieldChosenTwice');
      else if (!values.every((value) => typeof value === 'string' && known.has(value))) issue('invalidOption');
      else if (values.length < minItems) issue('fieldTooFewItems', { min: minItems });
      else if (values.length > maxItems) issue('fieldTooManyItems', { max: maxItems });
      // Order means nothing in a set; kept in one, equal sets are equal values.
      return options.filter((option) => chosen.has(option));
    });
  },
  toStored: elements,
  fromStored: (raw) => elements(raw as FieldValue),
  toText: (value) => {
    const list = elements(value);
    return list.length > 0 && list.every((one) => /^[^,[\s](?:[^,]*[^,\s])?$/.test(one)) ? list.join(', ') : JSON.stringify(list);
  },
  fromText: (text) => (text.trimStart().startsWith('[') ? parsed(text) : text.split(',').map((one) => one.trim())),
  operators: ['contains', 'in', 'isNull'],
  canBeUnique: false,
  canBeIndexed: true,
  generates: [],
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
