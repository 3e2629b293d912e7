import { z } from 'zod';
import type { FieldType } from './field-type';

/** As spreadsheets and databases write them. */
const WORDS: Readonly<Record<string, boolean>> = { true: true, yes: true, 1: true, t: true, false: false, no: false, 0: false, f: false };

/** A word for yes or no in any case; what is neither comes back as it is. */
export const readBoolean = (text: string): unknown => WORDS[text.trim().toLowerCase()] ?? text;

export const boolean: FieldType = {
  type: 'boolean',
  settings: [],
  storage: () => ({ kind: 'boolean' }),
  value: () => z.boolean(),
  toStored: (value) => value === true,
  fromStored: (raw) => raw === true || raw === 1 || raw === 't',
  fromText: readBoolean,
  operators: ['eq', 'ne', 'isNull'],
  canBeUnique: false,
  canBeIndexed: true,
  generates: [],
};
