import { z } from 'zod';
import { TEXT_OPERATORS, type FieldType } from './field-type';

/** ITU-T E.164: at most 15 digits after the +, the first of them no zero. */
const NUMBER = /^\+[1-9]\d{6,14}$/;
const MAX_LENGTH = 16;
/** What people put between digits; `(0)` is not among it, for it is not dialled from abroad. */
const BETWEEN = /[\s\u00a0\u2010-\u2015().\-/]/g;

/**
 * A number in E.164, digits alone after the +; null when it is none. Which numbers are given out in which country is
 * not asked: such lists change every few weeks, and one that is old refuses people's own numbers.
 */
export function readPhone(value: string): string | null {
  if (value.length > 64 || value.includes('(0)')) return null;
  const number = value.trim().replace(BETWEEN, '');
  return NUMBER.test(number) ? number : null;
}

export const phone: FieldType = {
  type: 'phone',
  settings: [],
  storage: () => ({ kind: 'text', minLength: null, maxLength: MAX_LENGTH, ignoreCase: false }),
  value: () =>
    z.string().transform((value, ctx) => {
      const number = readPhone(value);
      if (number === null) ctx.addIssue({ code: 'custom', message: 'fieldNotPhone' });
      return number ?? '';
    }),
  toStored: String,
  fromStored: String,
  operators: TEXT_OPERATORS,
  canBeUnique: true,
  canBeIndexed: true,
  generates: [],
};
