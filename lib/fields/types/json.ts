import { z } from 'zod';
import type { FieldValue } from '@/lib/model/field';
import type { FieldType } from './field-type';

/** In UTF-8, without spaces between; SPEC of the product's fields. */
const MAX_BYTES = 65_536;
/** Objects and lists inside each other; what reads them calls itself as often. */
const MAX_DEPTH = 32;

type Problem = 'fieldNotJson' | 'fieldJsonTooLong' | 'fieldJsonTooDeep';

/** What is wrong with a value as JSON; null when nothing is. It ends as soon as there is too much, however much there is. */
export function jsonProblem(value: unknown): Problem | null {
  let left = MAX_BYTES;
  const todo: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let next = todo.pop(); next; next = todo.pop()) {
    const { value: one, depth } = next;
    if (depth > MAX_DEPTH) return 'fieldJsonTooDeep';
    left -= 1;
    if (typeof one === 'string') {
      left -= one.length;
      if (left >= 0 && !isStorable(one)) return 'fieldNotJson';
    } else if (typeof one === 'object' && one !== null) {
      const inside = Array.isArray(one) ? (one as unknown[]) : isPlain(one) ? Object.entries(one).flat() : null;
      if (!inside || Object.hasOwn(one, '__proto__')) return 'fieldNotJson';
      if (inside.length > left) return 'fieldJsonTooLong';
      for (const child of inside) todo.push({ value: child, depth: depth + 1 });
    } else if (one !== null && typeof one !== 'boolean' && !(typeof one === 'number' && Number.isFinite(one))) return 'fieldNotJson';
    if (left < 0) return 'fieldJsonTooLong';
  }
  if (value === null) return 'fieldNotJson';
  return new TextEncoder().encode(JSON.stringify(value)).length > MAX_BYTES ? 'fieldJsonTooLong' : null;
}

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
/** Of JSON, not of a class: also one from another realm. */
const isPlain = (value: object): boolean => Object.prototype.toString.call(value) === '[object Object]' && typeof (value as { toJSON?: unknown }).toJSON !== 'function';

export const json: FieldType = {
  type: 'json',
  settings: [],
  storage: () => ({ kind: 'json' }),
  value: () =>
    z.unknown().transform((value, ctx) => {
      const problem = jsonProblem(value);
      if (problem) ctx.addIssue({ code: 'custom', message: problem, params: { max: problem === 'fieldJsonTooDeep' ? MAX_DEPTH : MAX_BYTES / 1_024 } });
      return value as FieldValue;
    }),
  toStored: (value) => JSON.stringify(value),
  fromStored: (raw) => raw as FieldValue,
  toText: (value) => JSON.stringify(value),
  fromText: (text) => {
    // Nothing that may stay is longer, spaces between included; it is refused unread.
    if (text.length > 4 * MAX_BYTES) return 'x'.repeat(MAX_BYTES + 1);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return undefined;
    }
  },
  operators: ['isNull'],
  canBeUnique: false,
  canBeIndexed: false,
  generates: [],
};
