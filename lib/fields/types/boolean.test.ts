import { expect, it } from 'vitest';
import { boolean } from './boolean';

it('is true or false, and nothing that looks like it', () => {
  expect(boolean.value({}).safeParse(false).data).toBe(false);
  for (const value of ['true', 1, 0, null, '']) expect(boolean.value({}).safeParse(value).success).toBe(false);
});
it('comes back from every engine', () => {
  expect([true, 1, 't', false, 0, 'f'].map((raw) => boolean.fromStored(raw))).toEqual([true, true, true, false, false, false]);
  expect(boolean.canBeUnique).toBe(false);
});
