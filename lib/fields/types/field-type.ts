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
  readonly operators: readonly FieldOperator[];
  readonly canBeUnique: boolean;
  readonly canBeIndexed: boolean;
  /** How a different value for each row can be made. */
  readonly generates: readonly ('uuid' | 'sequence')[];
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
