import { expect, it } from 'vitest';
import { inWords } from './duration-words';

it.each([
  ['2592000', 'en', '30 days'],
  ['2592000', 'es', '30 días'],
  ['5400', 'pt', '90 minutos'],
  ['3600', 'en', '1 hour'],
  ['3601', 'en', '3,601 seconds'],
  ['', 'en', '–'],
  ['soon', 'en', '–'],
  ['1.5', 'en', '–'],
])('%s seconds in %s are %s', (typed, locale, words) => {
  expect(inWords(typed, locale)).toBe(words);
});
