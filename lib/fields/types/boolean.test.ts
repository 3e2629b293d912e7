import { expect, it } from 'vitest';
import { boolean } from './boolean';
import { valueFromText, valueToText } from './field-type';

it('is true or false, and nothing that looks like it', () => {
  expect(boolean.value({}).safeParse(false).data).toBe(false);
  for (const value of ['true', 1, 0, null, '']) expect(boolean.value({}).safeParse(value).success).toBe(false);
});
it('comes back from every engine', () => {
  expect([true, 1, 't', false, 0, 'f'].map((raw) => boolean.fromStored(raw))).toEqual([true, true, true, false, false, false]);
  expect(boolean.canBeUnique).toBe(false);
});
it('is a word in a file, and is read from those that spreadsheets write', () => {
  expect([true, false].map((value) => valueFromText(boolean, valueToText(boolean, value)))).toEqual([true, false]);
  expect(['TRUE', ' no', '1', 'f'].map((text) => valueFromText(boolean, text))).toEqual([true, false, true, false]);
  expect(boolean.value({}).safeParse(valueFromText(boolean, 'perhaps')).success).toBe(false);
  expect(valueFromText(boolean, '')).toBeNull();
});
