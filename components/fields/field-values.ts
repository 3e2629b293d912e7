import { fromInput, toInput } from '@/components/field-types';
import type { Field, FieldDecision, FieldValidation, LocalizedText } from '@/lib/model/field';
import { optionValues, textFor } from '@/lib/model/field-text';
import { LANGUAGES, type Language } from '@/lib/model/states';

/** What a type lets be decided; handed by the page, which may read the types themselves. */
export interface FieldKind {
  type: string;
  settings: readonly (keyof FieldValidation)[];
  canBeUnique: boolean;
  canBeIndexed: boolean;
  generates: readonly ('uuid' | 'sequence')[];
}

/** A definition as inputs hold it. */
export interface FieldFormValues {
  name: string;
  type: string;
  label: Record<Language, string>;
  description: Record<Language, string>;
  group: string;
  claim: string;
  required: boolean;
  unique: boolean;
  indexed: boolean;
  pii: boolean;
  editableByUser: boolean;
  default: string;
  validation: Record<'min' | 'max' | 'minLength' | 'maxLength' | 'pattern' | 'precision' | 'scale' | 'options' | 'minItems' | 'maxItems', string>;
}

const NO_RULES: FieldFormValues['validation'] = { min: '', max: '', minLength: '', maxLength: '', pattern: '', precision: '', scale: '', options: '', minItems: '', maxItems: '' };
const COUNTS = new Set<keyof FieldValidation>(['minLength', 'maxLength', 'precision', 'scale', 'minItems', 'maxItems']);

const NO_TEXTS: Record<Language, string> = { en: '', es: '', pt: '' };
export const NEW_FIELD: FieldFormValues = {
  name: '', type: 'text', label: NO_TEXTS, description: NO_TEXTS, group: '', claim: '', required: false, unique: false, indexed: false, pii: false, editableByUser: false, default: '', validation: NO_RULES,
};

export function valuesOf(field: FieldDecision, language: Language): FieldFormValues {
  const { name, type, group, required, unique, indexed, pii, editableByUser, validation } = field;
  const rules = Object.fromEntries(Object.entries(validation).map(([key, value]) => [key, key === 'options' ? optionValues(validation).join('\n') : String(value)]));
  return {
    name, type, group, required, unique, indexed, pii, editableByUser,
    label: textsOf(field.label, language),
    description: textsOf(field.description, language),
    claim: field.claim ?? '',
    default: toInput(type, field.default),
    validation: { ...NO_RULES, ...rules },
  };
}

/** The definition that the form says, with only the rules that its type takes. `before` keeps what the form does not show. */
export function decisionFrom(values: FieldFormValues, kind: FieldKind | undefined, language: Language, before: FieldDecision | null): FieldDecision {
  return {
    name: values.name,
    type: values.type,
    label: textFrom(before?.label ?? '', values.label, language),
    description: textFrom(before?.description ?? '', values.description, language),
    required: values.required,
    unique: values.unique && kind?.canBeUnique === true,
    indexed: values.indexed && kind?.canBeIndexed === true,
    default: fromInput(values.type, values.default),
    validation: rulesFrom(values, kind?.settings ?? [], before?.validation ?? {}),
    pii: values.pii,
    claim: values.claim.trim() || null,
    editableByUser: values.editableByUser,
    order: before?.order ?? 0,
    group: values.group.trim(),
  };
}

/** A text for everybody is shown as the reader's. */
const textsOf = (text: LocalizedText, language: Language): Record<Language, string> => (typeof text === 'string' ? { ...NO_TEXTS, [language]: text } : { ...NO_TEXTS, ...text });

/** In the reader's language alone it is for everybody; what was not touched stays as it is written. */
function textFrom(before: LocalizedText, texts: Record<Language, string>, language: Language): LocalizedText {
  const shown = textsOf(before, language);
  if (LANGUAGES.every((one) => shown[one] === texts[one])) return before;
  const given = LANGUAGES.filter((one) => texts[one].trim() !== '');
  if (given.length === 0) return '';
  return given.length === 1 && given[0] === language && typeof before === 'string' ? texts[language] : Object.fromEntries(given.map((one) => [one, texts[one]]));
}

function rulesFrom({ type, validation }: FieldFormValues, settings: FieldKind['settings'], before: FieldValidation): FieldValidation {
  const given = settings.flatMap((key): [string, unknown][] => {
    const text = validation[key].trim();
    if (text === '') return [];
    if (key === 'options') return [[key, optionsFrom(text, before)]];
    if (key === 'pattern') return [[key, validation.pattern]];
    // Text where a number is meant is left for the schema to refuse.
    if (COUNTS.has(key)) return [[key, Number.isNaN(Number(text)) ? text : Number(text)]];
    return [[key, fromInput(type, text)]];
  });
  return Object.fromEntries(given);
}

function optionsFrom(text: string, before: FieldValidation): NonNullable<FieldValidation['options']> {
  const known = new Map((before.options ?? []).map((option) => [typeof option === 'string' ? option : option.value, option]));
  return linesOf(text).map((value) => known.get(value) ?? value);
}

export const fieldTitle = (field: Pick<Field, 'label' | 'name'>, language: Language): string => textFor(field.label, language) || field.name;

/** Lines with something in them, each once. */
export const linesOf = (text: string): string[] => [...new Set(text.split('\n').map((line) => line.trim()).filter(Boolean))];
