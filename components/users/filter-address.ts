import type { z } from 'zod';
import { USER_FILTER_MAX, USER_OPERATORS, type UserOperator } from '@/lib/model/states';
import type { userListInputSchema } from '@/lib/model/user';

/** Longest that the operation takes; a list need not load its schema to know. A test holds them together. */
const MAX_LENGTH: Readonly<Record<string, number>> = { q: 200, sort: 64, cursor: 500 };
const MAX_FIELD = 64;
const MAX_VALUE = 1_000;

/** One condition as the address carries it. */
export interface Condition {
  field: string;
  operator: UserOperator;
  value: string;
}

const isOperator = (text: string | undefined): text is UserOperator => (USER_OPERATORS as readonly (string | undefined)[]).includes(text);

/** `department.eq.IT;employee_id.gte.5`, values escaped. */
export function writeConditions(conditions: readonly Condition[]): string {
  return conditions.map(({ field, operator, value }) => `${field}.${operator}.${encodeURIComponent(value)}`).join(';');
}

/** Reads what {@link writeConditions} wrote; what is no condition is left out. */
export function readConditions(text: string): Condition[] {
  return text
    .split(';')
    .slice(0, USER_FILTER_MAX)
    .flatMap((part): Condition[] => {
      const [field, operator, ...rest] = part.split('.');
      const value = decoded(rest.join('.'));
      return field && isOperator(operator) && value !== null && value !== '' ? [{ field, operator, value }] : [];
    });
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Adds a condition; the same question asked of the same column is replaced. */
export function withCondition(conditions: readonly Condition[], added: Condition): Condition[] {
  return [...conditions.filter(({ field, operator }) => field !== added.field || operator !== added.operator), added];
}

/**
 * The input of `users.list` from a page's address, the same on the server and in the browser. What the operation
 * would refuse by its form is left out; what it refuses by a tenant's columns is said by the list.
 */
export function usersInput(slug: string, address: Readonly<Record<string, string | string[] | undefined>>): z.input<typeof userListInputSchema> {
  const text = (name: string) => {
    const value = address[name];
    return typeof value === 'string' && value !== '' && value.length <= (MAX_LENGTH[name] ?? Infinity) ? value : undefined;
  };
  const filter: Record<string, Partial<Record<UserOperator, string>>> = {};
  for (const { field, operator, value } of readConditions(text('filter') ?? '')) {
    if (field.length <= MAX_FIELD && value.length <= MAX_VALUE) filter[field] = { ...filter[field], [operator]: value };
  }
  return { slug, q: text('q'), sort: text('sort'), cursor: text('cursor'), ...(Object.keys(filter).length > 0 && { filter }) };
}
