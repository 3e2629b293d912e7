import { fieldSchema, type Field } from '@/lib/model/field';

/** A field as the list has it, for tests of what is drawn. */
export const fieldNamed = (name: string, rest: Partial<Field> = {}): Field =>
  fieldSchema.parse({ id: crypto.randomUUID(), name, column: name, type: 'text', label: '', state: 'active', changing: false, columnType: 'text', ...rest });
