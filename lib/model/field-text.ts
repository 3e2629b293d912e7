import type { FieldValidation, LocalizedText } from './field';
import type { Language } from './states';

/** The text for a reader: theirs, else English, else any. */
export function textFor(text: LocalizedText, language: Language): string {
  if (typeof text === 'string') return text;
  return text[language] ?? text.en ?? Object.values(text)[0] ?? '';
}

export const optionValues = (validation: FieldValidation): string[] => (validation.options ?? []).map((option) => (typeof option === 'string' ? option : option.value));
