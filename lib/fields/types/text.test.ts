import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { text } from './text';

it('counts characters as the databases do', () => {
  const short = text.value({ minLength: 2, maxLength: 3 });
  expect(short.safeParse('🦊🦊🦊').success).toBe(true);
  expect(short.safeParse('🦊').error?.issues[0]).toMatchObject({ message: 'tooShort', params: { min: 2 } });
  expect(short.safeParse('four').error?.issues[0]).toMatchObject({ message: 'tooLong', params: { max: 3 } });
});
it('takes only what every database can keep', () => {
  for (const value of ['\u0000', '\ud800', 5, null, true]) expect(text.value({}).safeParse(value).success).toBe(false);
});
it('keeps the pattern, in linear time', () => {
  const value = text.value({ pattern: '(a+)+', maxLength: 10_000 });
  expect(value.safeParse('aaa').success).toBe(true);
  expect(value.safeParse(`${'a'.repeat(9_000)}!`).error?.issues[0]?.message).toBe('invalidFormat');
});
it('comes back from the database as it went', () => {
  fc.assert(fc.property(fc.string({ maxLength: 50 }), (value) => text.fromStored(text.toStored(value)) === value));
});
it('has one length for form and column', () => expect(text.storage({ maxLength: 40 })).toEqual({ kind: 'text', minLength: null, maxLength: 40, ignoreCase: false }));
