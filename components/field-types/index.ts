import type { Field, FieldValue } from '@/lib/model/field';
import { textFor } from '@/lib/model/field-text';
import type { Language } from '@/lib/model/states';
import { boolean } from './boolean';
import { country } from './country';
import { date } from './date';
import { datetime } from './datetime';
import { decimal } from './decimal';
import { email } from './email';
import type { FieldUi, Option } from './field-ui';
import { integer } from './integer';
import { json } from './json';
import { multiselect } from './multiselect';
import { phone } from './phone';
import { select } from './select';
import { text } from './text';
import { url } from './url';
import { uuid } from './uuid';

export type { FieldUi, InputProps, Option, Words } from './field-ui';

/** How every type is asked for and shown. A new one is its folder and its name here. */
export const FIELD_UIS: readonly FieldUi[] = [text, integer, decimal, boolean, date, datetime, email, url, phone, country, select, multiselect, uuid, json];
const BY_TYPE: ReadonlyMap<string, FieldUi> = new Map(FIELD_UIS.map((ui) => [ui.type, ui]));

/** A type's; one that is newer than this screen is asked for and shown as text. */
export const uiOf = (type: string): FieldUi => BY_TYPE.get(type) ?? text;

/** A value as its type's control holds it; nothing is the empty text. */
export function toInput(type: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  const { toInput: write } = uiOf(type);
  if (write) return write(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What a control holds, as JSON carries it for the type; the empty text is no value. */
export const fromInput = (type: string, text: string): FieldValue => {
  if (text === '') return null;
  const { fromInput: read } = uiOf(type);
  return read ? read(text) : text;
};

/** The choices of a field that has some. */
export function fieldOptions(field: Pick<Field, 'validation'>, language: Language): Option[] {
  return (field.validation.options ?? []).map((option) =>
    typeof option === 'string' ? { value: option, label: option } : { value: option.value, label: (option.label && textFor(option.label, language)) || option.value },
  );
}
