import { expect, it } from 'vitest';
import { COUNTRY_CODES } from '@/lib/model/country-codes';
import { LANGUAGES } from '@/lib/model/states';
import { country } from './country';

it('is a code of ISO 3166-1, in capitals', () => {
  expect(country.value({}).safeParse(' es ').data).toBe('ES');
  expect(country.value({}).safeParse('UK').error?.issues[0]?.message).toBe('fieldNotCountry');
  expect(country.storage({})).toEqual({ kind: 'enum', options: COUNTRY_CODES });
});
it('knows all 249, once each, and the platform names every one in each language', () => {
  expect(new Set(COUNTRY_CODES).size).toBe(249);
  for (const language of LANGUAGES) {
    const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    expect(COUNTRY_CODES.filter((code) => !names.of(code)), language).toEqual([]);
  }
});
