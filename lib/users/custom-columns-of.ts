import { findFieldType, type FieldType } from '@/lib/fields/types';
import { isInUse, type FieldDefinition } from '@/lib/model/field';
import type { FieldStorage } from '@/lib/model/field-storage';
import type { ColumnKind, CustomColumn } from '@/lib/store/ports';

const KIND: Record<Exclude<FieldStorage['kind'], 'text'>, ColumnKind> = {
  int64: 'integer', decimal: 'decimal', boolean: 'boolean', date: 'date', datetime: 'datetime', enum: 'enum', set: 'set', uuid: 'uuid', json: 'json',
};

/**
 * The columns that repositories read and write, from a tenant's definitions: only what is seen in the
 * table (see `isInUse`), with its type's rules for values. A type this version does not know is left alone.
 */
export function customColumnsOf(fields: readonly FieldDefinition[]): CustomColumn[] {
  return fields.flatMap((field) => {
    const type = findFieldType(field.type);
    return isInUse(field) && type ? [columnOf(field, type)] : [];
  });
}

function columnOf(field: FieldDefinition, type: FieldType): CustomColumn {
  const storage = type.storage(field.validation);
  const schema = type.value(field.validation);
  return {
    fieldId: field.id,
    name: field.name,
    column: field.column,
    kind: storage.kind === 'text' ? (storage.ignoreCase ? 'email' : 'text') : KIND[storage.kind],
    required: field.required,
    hasDefault: field.default !== null,
    indexed: field.indexed || field.unique,
    parse: (value) => {
      const parsed = schema.safeParse(value);
      if (parsed.success) return { ok: true, value: type.toStored(parsed.data) };
      const issue = parsed.error.issues[0];
      // Messages of types are keys of the catalogue; zod's own sentences are not.
      const message = issue && /^[a-z][A-Za-z]+$/.test(issue.message) ? issue.message : 'invalidType';
      const params = (issue as { params?: Record<string, string | number> } | undefined)?.params;
      return { ok: false, message, ...(params && { params }) };
    },
    read: (raw) => type.fromStored(raw),
  };
}
