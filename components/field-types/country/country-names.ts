import { COUNTRY_CODES } from '@/lib/model/country-codes';
import type { Language } from '@/lib/model/states';
import type { Option } from '../field-ui';

/** The platform's own name of a country for a reader; a code that it does not know is its own. */
export function countryName(code: string, language: Language): string {
  return /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code) : code;
}

/** All countries by name, in the order of the reader's alphabet. */
export function countryOptions(language: Language): Option[] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const { compare } = new Intl.Collator(language);
  return COUNTRY_CODES.map((value) => ({ value, label: names.of(value) ?? value })).sort((a, b) => compare(a.label, b.label));
}
