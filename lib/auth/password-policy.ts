import { invalidField, type AppError } from '@/lib/errors';
import { PASSWORD_MIN_LENGTH } from '@/lib/model/admin';
import { PASSWORD_MAX_LENGTH } from '@/lib/secrets/password-length';

/**
 * Passwords of ten characters and more that head every published list. Short lists catch most of what
 * people really choose; the attempt limits do the rest (NIST SP 800-63B 5.1.1.2).
 */
const COMMON: ReadonlySet<string> = new Set([
  '1234567890', '0123456789', '12345678910', '123456789a', '0987654321', '1q2w3e4r5t', '1q2w3e4r5t6y', '1qaz2wsx3edc', 'qwertyuiop',
  'qwerty12345', 'qwerty123456', 'qwertyuiop123', 'asdfghjkl123', 'zxcvbnm123', 'password12', 'password123', 'password1234', 'password12345',
  'password01', 'passw0rd123', 'p@ssw0rd123', 'p@ssword123', 'mypassword', 'adminadmin', 'admin12345', 'admin123456', 'administrator',
  'administrador', 'changeme123', 'changeme1234', 'letmein123', 'welcome123', 'welcome1234', 'iloveyou123', 'contraseña', 'contrasena',
  'contrasena123', 'contraseña123', 'minhasenha', 'senha12345', 'senha123456', 'abcdefghij', 'abcd123456', 'abc1234567', 'a123456789',
  'football123', 'baseball123', 'superman123', 'princess123', 'sunshine123', 'monkey12345', 'dragon12345', 'trustno1trustno1', 'starwars123',
  'secret12345', 'rootroot123', 'testtest123', 'test123456', 'postgres123', 'tenantry123', 'tenantrytenantry', 'correcthorsebatterystaple',
]);
const FEWEST_DIFFERENT_CHARACTERS = 3;

export interface PasswordProblem {
  /** Key below `validation.`. */
  message: 'passwordTooShort' | 'passwordTooLong' | 'passwordIsEmail' | 'passwordCommon';
  params?: Record<string, number>;
}

/** Why a password is refused; null when it is fine. Safe in the browser. @param minLength an administrator's unless said. */
export function passwordProblem(password: string, email: string, minLength = PASSWORD_MIN_LENGTH): PasswordProblem | null {
  if ([...password].length < minLength) return { message: 'passwordTooShort', params: { min: minLength } };
  if (password.length > PASSWORD_MAX_LENGTH) return { message: 'passwordTooLong', params: { max: PASSWORD_MAX_LENGTH } };
  const folded = password.trim().toLowerCase();
  if (folded === email.trim().toLowerCase()) return { message: 'passwordIsEmail' };
  if (COMMON.has(folded) || new Set(folded).size < FEWEST_DIFFERENT_CHARACTERS) return { message: 'passwordCommon' };
  return null;
}

/** The same as an error about a field of the input; null when it is fine. */
export function passwordError(path: string, password: string, email: string): AppError | null {
  const problem = passwordProblem(password, email);
  return problem && invalidField(path, problem.message, problem.params);
}
