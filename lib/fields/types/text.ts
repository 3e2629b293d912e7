import { z } from 'zod';
import type { FieldIssue } from '@/lib/errors';
import type { FieldValidation } from '@/lib/model/field';
import { linearPattern } from '../linear-pattern';
import { TEXT_OPERATORS, type FieldType } from './field-type';

const DEFAULT_MAX_LENGTH = 255;

/** Characters as the databases count them: code points. */
export const lengthOf = (text: string): number => [...text].length;
const isStorable = (text: string): boolean => !text.includes('\0') && !/\p{Cs}/u.test(text);

function checkLengths({ minLength, maxLength, pattern }: FieldValidation): FieldIssue[] {
  const issues: FieldIssue[] = [];
  if (minLength !== undefined && minLength > (maxLength ?? DEFAULT_MAX_LENGTH)) issues.push({ path: 'maxLength', message: 'fieldLimitsCrossed' });
  if (pattern !== undefined && !linearPattern(pattern)) issues.push({ path: 'pattern', message: 'fieldPatternUnsupported' });
  return issues;
}

export const text: FieldType = {
  type: 'text',
  settings: ['minLength', 'maxLength', 'pattern'],
  check: checkLengths,
  storage: ({ minLength, maxLength }) => ({ kind: 'text', minLength: minLength ?? null, maxLength: maxLength ?? DEFAULT_MAX_LENGTH, ignoreCase: false }),
  value: ({ minLength = 0, maxLength = DEFAULT_MAX_LENGTH, pattern }) => {
    const matcher = pattern === undefined ? null : linearPattern(pattern);
    return z.string().superRefine((value, ctx) => {
      const length = lengthOf(value);
      if (!isStorable(value)) ctx.addIssue({ code: 'custom', message: 'invalid' });
      else if (length < minLength) ctx.addIssue({ code: 'custom', message: 'tooShort', params: { min: minLength } });
      else if (length > maxLength) ctx.addIssue({ code: 'custom', message: 'tooLong', params: { max: maxLength } });
      else if (pattern !== undefined && !matcher?.(value)) ctx.addIssue({ code: 'custom', message: 'invalidFormat' });
    });
  },
  toStored: String,
  fromStored: String,
  operators: TEXT_OPERATORS,
  canBeUnique: true,
  canBeIndexed: true,
  generates: ['uuid'],
};
