import { z } from 'zod';
import { limitsInOrder, ORDER_OPERATORS, type FieldType } from './field-type';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** `YYYY-MM-DD` of a day that exists, from the year 1 on; null when it is none. */
export function readDate(value: unknown): string | null {
  const match = DAY.exec(String(value));
  if (!match || match[1] === '0000') return null;
  const moment = new Date(`${match[0]}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(match[0]) ? match[0] : null;
}

/** The driver makes a local midnight of a date; the day is read back from the same clock. */
function dayOf(date: Date): string {
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export const date: FieldType = {
  type: 'date',
  settings: ['min', 'max'],
  check: (validation) => limitsInOrder(validation, readDate),
  storage: ({ min, max }) => ({ kind: 'date', min: min === undefined ? null : readDate(min), max: max === undefined ? null : readDate(max) }),
  value: ({ min, max }) =>
    z.string().superRefine((value, ctx) => {
      if (readDate(value) === null) ctx.addIssue({ code: 'custom', message: 'fieldNotDate' });
      else if (min !== undefined && value < String(min)) ctx.addIssue({ code: 'custom', message: 'fieldTooSmall', params: { min: String(min) } });
      else if (max !== undefined && value > String(max)) ctx.addIssue({ code: 'custom', message: 'fieldTooBig', params: { max: String(max) } });
    }),
  toStored: String,
  fromStored: (raw) => (raw instanceof Date ? dayOf(raw) : String(raw).slice(0, 10)),
  operators: ORDER_OPERATORS,
  canBeUnique: true,
  canBeIndexed: true,
  generates: [],
};
