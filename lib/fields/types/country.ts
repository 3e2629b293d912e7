import { z } from 'zod';
import { COUNTRY_CODES } from '@/lib/model/country-codes';
import type { FieldType } from './field-type';

const CODES: ReadonlySet<string> = new Set(COUNTRY_CODES);

export const country: FieldType = {
  type: 'country',
  settings: [],
  storage: () => ({ kind: 'enum', options: [...COUNTRY_CODES] }),
  value: () =>
    z.string().transform((value, ctx) => {
      const code = value.trim().toUpperCase();
      if (!CODES.has(code)) ctx.addIssue({ code: 'custom', message: 'fieldNotCountry' });
      return code;
    }),
  toStored: String,
  fromStored: String,
  operators: ['eq', 'ne', 'in', 'isNull'],
  canBeUnique: true,
  canBeIndexed: true,
  generates: [],
};
