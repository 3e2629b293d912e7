import { fieldType, valueToText } from '@/lib/fields/types';
import { isInUse, type FieldDefinition, type FieldValue } from '@/lib/model/field';
import type { User } from '@/lib/model/user';
import { USER_FILE_COLUMNS, type UserFileColumn } from '@/lib/model/user-file';

/** A column of a file of users: the product's, or a tenant's own by its field. */
export type FileColumn = { name: UserFileColumn; field: null } | { name: string; field: FieldDefinition };

/** Every column there is, in the order of files: the product's, then the tenant's own in the order of forms. */
export function fileColumnsOf(fields: readonly FieldDefinition[]): FileColumn[] {
  const own = fields.filter(isInUse).sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
  return [...USER_FILE_COLUMNS.map((name): FileColumn => ({ name, field: null })), ...own.map((field): FileColumn => ({ name: field.name, field }))];
}

/** A user's value in a column. */
export const valueIn = (user: User, { name, field }: FileColumn): unknown => (field ? user.customFields[name] : user[name]) ?? null;

/** That value as a cell. */
export function cellOf(user: User, column: FileColumn): string {
  const value = valueIn(user, column);
  if (column.field) return valueToText(fieldType(column.field.type), value as FieldValue);
  return value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
