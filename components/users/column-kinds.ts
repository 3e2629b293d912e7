import type { Language } from '@/lib/model/common';
import type { Field } from '@/lib/model/field';
import { textFor } from '@/lib/model/field-text';
import { USER_STATUSES, type UserOperator } from '@/lib/model/states';

/** How a column's values are shown, typed and filtered. */
export type ColumnKind = 'text' | 'email' | 'integer' | 'decimal' | 'boolean' | 'date' | 'datetime' | 'select' | 'url' | 'phone' | 'country' | 'multiselect' | 'uuid' | 'json';

/** A column of users as lists filter it. */
export interface UserColumn {
  name: string;
  label: string;
  kind: ColumnKind;
  options?: { value: string; label: string }[];
  /** Undefined for the system's columns: nobody can give them an index here. */
  indexed?: boolean;
}

const TEXT: readonly UserOperator[] = ['contains', 'startsWith', 'eq', 'ne', 'in', 'isNull'];
const ORDERED: readonly UserOperator[] = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'isNull'];
/** What can be asked of a column, the likeliest question first; the same as `lib/fields/types` and the store accept. */
export const OPERATORS_OF: Record<ColumnKind, readonly UserOperator[]> = {
  text: TEXT,
  email: TEXT,
  integer: ORDERED,
  decimal: ORDERED,
  boolean: ['eq', 'ne', 'isNull'],
  date: ORDERED,
  datetime: ['gte', 'gt', 'lte', 'lt', 'eq', 'ne', 'isNull'],
  select: ['eq', 'ne', 'in', 'isNull'],
  url: TEXT,
  phone: TEXT,
  country: ['eq', 'ne', 'in', 'isNull'],
  multiselect: ['contains', 'in', 'isNull'],
  uuid: ['eq', 'ne', 'in', 'isNull'],
  json: ['isNull'],
};

/** A field's kind; a type that this screen does not know yet is shown and typed as text. */
export function kindOf(type: string): ColumnKind {
  return type in OPERATORS_OF ? (type as ColumnKind) : 'text';
}

/** A field's name for a reader: its label, else its name. */
export function fieldLabel(field: Pick<Field, 'label' | 'name'>, language: Language): string {
  return textFor(field.label, language) || field.name;
}

/** The choices of a select field. */
export function fieldOptions(field: Pick<Field, 'validation'>, language: Language): { value: string; label: string }[] {
  return (field.validation.options ?? []).map((option) =>
    typeof option === 'string' ? { value: option, label: option } : { value: option.value, label: (option.label && textFor(option.label, language)) || option.value },
  );
}

/** Fields as the table has them: in force, in the order of forms. */
export function activeFields(fields: readonly Field[]): Field[] {
  return fields.filter(({ state }) => state === 'active').sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
}

const SYSTEM = { email: 'email', name: 'text', givenName: 'text', familyName: 'text', status: 'select', emailVerified: 'boolean', language: 'text', createdAt: 'datetime', updatedAt: 'datetime', disabledUntil: 'datetime' } as const;
export type SystemColumn = keyof typeof SYSTEM;

/** Every column that a list can be filtered by: the system's, then the tenant's own. */
export function filterColumns(fields: readonly Field[], language: Language, systemLabel: (name: SystemColumn) => string, statusLabel: (status: (typeof USER_STATUSES)[number]) => string): UserColumn[] {
  const system = (Object.keys(SYSTEM) as SystemColumn[]).map((name): UserColumn => ({
    name,
    label: systemLabel(name),
    kind: SYSTEM[name],
    ...(name === 'status' && { options: USER_STATUSES.map((value) => ({ value, label: statusLabel(value) })) }),
  }));
  const own = fields.map((field): UserColumn => {
    const kind = kindOf(field.type);
    return { name: field.name, label: fieldLabel(field, language), kind, indexed: field.indexed || field.unique, ...(kind === 'select' && { options: fieldOptions(field, language) }) };
  });
  return [...system, ...own];
}
