import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { passwordError, passwordProblem } from './password-policy';

describe('password policy', () => {
  it.each([
    ['short', 'passwordTooShort'],
    ['ñandú-漢字', 'passwordTooShort'],
    ['x'.repeat(2000), 'passwordTooLong'],
    ['Ana@Example.com', 'passwordIsEmail'],
    ['Password123', 'passwordCommon'],
    ['aaaaaaaaaaaa', 'passwordCommon'],
    ['correct horse battery', null],
    ['Iñtërnâtiônàlizætiøn', null],
  ])('%s: %s', (password, expected) => {
    expect(passwordProblem(password, 'ana@example.com')?.message ?? null).toBe(expected);
  });

  it.prop([fc.string({ maxLength: 9, unit: 'grapheme' })])('names the field and the limit', (password) => {
    fc.pre([...password].length < 10);
    expect(passwordError('newPassword', password, 'a@b.co')).toMatchObject({
      code: 'validation_failed',
      issues: [{ path: 'newPassword', message: 'passwordTooShort', params: { min: 10 } }],
    });
  });
});
