import { z } from 'zod';
import { limitsInOrder, ORDER_OPERATORS, type FieldType } from './field-type';
import { readDate } from './date';

const MOMENT = /^(\d{4}-\d{2}-\d{2})[Tt ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** RFC 3339 as the same moment in UTC with milliseconds; null when it is none. */
export function readMoment(value: unknown): string | null {
  const match = MOMENT.exec(String(value));
  if (!match || readDate(match[1]) === null) return null;
  const moment = new Date(match[0].replace(' ', 'T').toUpperCase());
  if (Number.isNaN(moment.getTime()) || moment.getUTCFullYear() < 1 || moment.getUTCFullYear() > 9999) return null;
  return moment.toISOString();
}

export const datetime: FieldType = {
  type: 'datetime',
  settings: ['min', 'max'],
  check: (validation) => limitsInOrder(validation, readMoment),
  storage: ({ min, max }) => ({ kind: 'datetime', min: min === undefined ? null : readMoment(min), max: max === undefined ? null : readMoment(max) }),
  value: ({ min, max }) =>
    z.string().transform((value, ctx) => {
      const moment = readMoment(value);
      const [low, high] = [readMoment(min), readMoment(max)];
      if (moment === null) ctx.addIssue({ code: 'custom', message: 'fieldNotMoment' });
      else if (low !== null && moment < low) ctx.addIssue({ code: 'custom', message: 'fieldTooSmall', params: { min: low } });
      else if (high !== null && moment > high) ctx.addIssue({ code: 'custom', message: 'fieldTooBig', params: { max: high } });
      return moment ?? '';
    }),
  toStored: String,
  fromStored: (raw) => (raw instanceof Date ? raw : new Date(String(raw))).toISOString(),
  operators: ORDER_OPERATORS,
  canBeUnique: true,
  canBeIndexed: true,
  generates: [],
};
