import { fieldOptions, type Option } from '@/components/field-types';
import type { Language } from '@/lib/model/common';
import type { Field } from '@/lib/model/field';
import { textFor } from '@/lib/model/field-text';
import { USER_STATUSES } from '@/lib/model/states';

/** A column of users as lists filter it. */
export interface UserColumn {
  name: string;
  label: string;
  /** Of a field, or the one of them that the system's column is like. */
  type: string;
  options?: readonly Option[];
  /** Undefined for the system's columns: nobody can give them an index here. */
  indexed?: boolean;
}

/** A field's name for a reader: its label, else its name. */
export function fieldLabel(field: Pick<Field, 'label' | 'name'>, language: Language): string {
  return textFor(field.label, language) || field.name;
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
    type: SYSTEM[name],
    ...(name === 'status' && { options: USER_STATUSES.map((value) => ({ value, label: statusLabel(value) })) }),
  }));
  const own = fields.map((field): UserColumn => ({ name: field.name, label: fieldLabel(field, language), type: field.type, indexed: field.indexed || field.unique, options: fieldOptions(field, language) }));
  return [...system, ...own];
}
