import { z } from 'zod';
import { limitsInOrder, ORDER_OPERATORS, type FieldType } from './field-type';

const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

/** A whole number within 64 bits, from a JSON number or decimal text; null when it is none. */
export function readInt64(value: unknown): bigint | null {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return null;
  const text = String(value);
  if (!/^-?\d{1,19}$/.test(text)) return null;
  const number = BigInt(text);
  return number >= INT64.min && number <= INT64.max ? number : null;
}

/** A number where JSON carries it exactly, else text. */
export function int64ToJson(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

const limit = (value: string | number | undefined): string | null => (value === undefined ? null : String(readInt64(value)));

export const integer: FieldType = {
  type: 'integer',
  settings: ['min', 'max'],
  check: (validation) => limitsInOrder(validation, readInt64),
  storage: ({ min, max }) => ({ kind: 'int64', min: limit(min), max: limit(max) }),
  value: ({ min, max }) =>
    z.union([z.number(), z.string()]).transform((value, ctx) => {
      const number = readInt64(value);
      if (number === null) ctx.addIssue({ code: 'custom', message: 'fieldNotInteger' });
      else if (min !== undefined && number < BigInt(min)) ctx.addIssue({ code: 'custom', message: 'fieldTooSmall', params: { min: String(min) } });
      else if (max !== undefined && number > BigInt(max)) ctx.addIssue({ code: 'custom', message: 'fieldTooBig', params: { max: String(max) } });
      return number === null ? 0 : int64ToJson(number);
    }),
  toStored: String,
  fromStored: (raw) => int64ToJson(BigInt(String(raw))),
  operators: ORDER_OPERATORS,
  canBeUnique: true,
  canBeIndexed: true,
  generates: ['sequence'],
};
