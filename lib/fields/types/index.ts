import { boolean } from './boolean';
import { country } from './country';
import { date } from './date';
import { datetime } from './datetime';
import { decimal } from './decimal';
import { email } from './email';
import type { FieldType } from './field-type';
import { integer } from './integer';
import { json } from './json';
import { multiselect } from './multiselect';
import { phone } from './phone';
import { select } from './select';
import { text } from './text';
import { url } from './url';
import { uuid } from './uuid';

export { readBoolean } from './boolean';
export { valueFromText, valueToText, type FieldOperator, type FieldType } from './field-type';

/** Every type there is. A new one is its file, its test, and its name here. */
export const FIELD_TYPES: readonly FieldType[] = [text, integer, decimal, boolean, date, datetime, email, url, phone, country, select, multiselect, uuid, json];
const BY_NAME: ReadonlyMap<string, FieldType> = new Map(FIELD_TYPES.map((type) => [type.type, type]));

export const findFieldType = (type: string): FieldType | undefined => BY_NAME.get(type);

/** The type of a stored definition. @throws Error for one that this version does not know */
export function fieldType(type: string): FieldType {
  const found = findFieldType(type);
  if (!found) throw new Error(`unknown field type: ${type}`);
  return found;
}
