import type { z } from 'zod';
import type { FieldIssue } from '@/lib/errors';
import type { FieldValidation, FieldValue } from '@/lib/model/field';
import type { FieldStorage, StoredValue } from '@/lib/model/field-storage';

export type FieldOperator = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'in' | 'contains' | 'startsWith' | 'isNull';
export const TEXT_OPERATORS: readonly FieldOperator[] = ['eq', 'ne', 'in', 'contains', 'startsWith', 'isNull'];
export const ORDER_OPERATORS: readonly FieldOperator[] = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'isNull'];

/** Everything there is to know of a type: a new one is one file here, its test, and its line in the registry. */
export interface FieldType {
  readonly type: string;
  /** Rules of `validation` that it takes; others are refused. */
  readonly settings: readonly (keyof FieldValidation)[];
  /** What is wrong with such rules together; paths below `validation`. */
  check?(validation: FieldValidation): FieldIssue[];
  storage(validation: FieldValidation): FieldStorage;
  /** Reads a JSON value into its canonical form. Its issues' messages are keys below `validation.`. */
  value(validation: FieldValidation): z.ZodType<FieldValue>;
  /** A canonical JSON value as a statement's parameter. */
  toStored(value: FieldValue): StoredValue;
  /** What a driver gives back, as JSON. */
  fromStored(raw: unknown): FieldValue;
  /**
   * A canonical value (never null) as a cell of a file, and back; without them text is itself and everything
   * else its JSON ({@link valueToText}, {@link valueFromText}). `toText` then `fromText` then `value` is the same value.
   */
  toText?(value: FieldValue): string;
  /** A cell that is not empty, as {@link FieldType.value} may read it: what it cannot make sense of it gives back, to be refused there. */
  fromText?(text: string): unknown;
  readonly operators: readonly FieldOperator[];
  readonly canBeUnique: boolean;
  readonly canBeIndexed: boolean;
  /** How a different value for each row can be made. */
  readonly generates: readonly ('uuid' | 'sequence')[];
}

/** A value as a cell of a file; nothing is empty. */
export function valueToText(type: Pick<FieldType, 'toText'>, value: FieldValue): string {
  if (value === null) return '';
  if (type.toText) return type.toText(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A cell as the type's schema is to read it; an empty one is null. */
export function valueFromText(type: Pick<FieldType, 'fromText'>, text: string): unknown {
  if (text === '') return null;
  return type.fromText ? type.fromText(text) : text;
}

/** `min` above `max`, for types that compare by `compare`. */
export function limitsInOrder(validation: FieldValidation, read: (limit: string | number) => string | number | bigint | null): FieldIssue[] {
  const issues: FieldIssue[] = [];
  const limits = (['min', 'max'] as const).map((key) => {
    const given = validation[key];
    const limit = given === undefined ? undefined : read(given);
    if (limit === null) issues.push({ path: key, message: 'invalid' });
    return limit ?? undefined;
  });
  const [min, max] = limits;
  if (min !== undefined && max !== undefined && min > max) issues.push({ path: 'max', message: 'fieldLimitsCrossed' });
  return issues;
}
