import { describe, expect, it } from 'vitest';
import { tenantSettingsSchema } from '@/lib/model/tenant';
import { tenantPasswordProblem } from './password-policy-of-tenant';

const security = (over: object) => ({ ...tenantSettingsSchema.parse({}).security, ...over });

describe("a tenant's password policy", () => {
  it.each([
    ['shorter than asked', 'abcdefg1', { passwordMinLength: 12 }, 'passwordTooShort'],
    ['as short as allowed', 'xk3-vq9z', { passwordMinLength: 8 }, undefined],
    ['one class of two', 'correcthorsebattery', { passwordClasses: 2 }, 'passwordClasses'],
    ['three classes of four', 'Correct horse battery', { passwordClasses: 4 }, 'passwordClasses'],
    ['four classes of four', 'Correct-horse-1', { passwordClasses: 4 }, undefined],
    ['letters without case', '密码密码密码一二三四 9', { passwordClasses: 3 }, undefined],
    ['the e-mail', 'Ada@example.com', {}, 'passwordIsEmail'],
    ['a common one', 'password1234', {}, 'passwordCommon'],
    ['too long to look at', 'aB3-'.repeat(300), {}, 'passwordTooLong'],
  ])('%s', (_what, password, over, message) => {
    expect(tenantPasswordProblem(password, 'ada@example.com', security(over))?.message).toBe(message);
  });
});
