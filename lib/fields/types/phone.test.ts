import { expect, it } from 'vitest';
import { phone, readPhone } from './phone';

it('is E.164, whatever stands between the digits', () => {
  expect(['+34 600 123 456', '+34-600-123-456', '+34600123456', ' +34 (600) 123/456', '+34\u00a0600\u2011123456'].map(readPhone)).toEqual(Array(5).fill('+34600123456'));
});
it('names its country, and is not guessed', () => {
  for (const text of ['600 123 456', '0034600123456', '+0 600 123 456', '+44 (0)20 7946 0018', '+34 600 CALL']) expect(readPhone(text), text).toBeNull();
  expect(phone.value({}).safeParse('600').error?.issues[0]?.message).toBe('fieldNotPhone');
});
