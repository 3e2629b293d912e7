import { passwordProblem, type PasswordProblem } from '@/lib/auth/password-policy';
import { AppError, invalidField } from '@/lib/errors';
import type { TenantSettings } from '@/lib/model/tenant';
import { hashPassword } from '@/lib/secrets';
import type { Store } from '@/lib/store/ports';

export type TenantPasswordProblem = PasswordProblem | { message: 'passwordClasses'; params: { min: number } };

/** Small letters, capitals, digits, everything else. Letters without case count as small. */
const CLASSES = [/\p{Ll}|\p{Lo}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u];

/** Why a tenant's policy refuses a user's password; null when it is fine. */
export function tenantPasswordProblem(password: string, email: string, { passwordMinLength, passwordClasses }: TenantSettings['security']): TenantPasswordProblem | null {
  const problem = passwordProblem(password, email, passwordMinLength);
  if (problem) return problem;
  const classes = CLASSES.filter((pattern) => pattern.test(password)).length;
  return classes < passwordClasses ? { message: 'passwordClasses', params: { min: passwordClasses } } : null;
}

/**
 * The one way a user's password becomes a hash: every path that sets one comes through here.
 * @throws AppError `validation_failed` at `password`; `tenant_not_found`.
 */
export async function hashByPolicy(store: Pick<Store, 'config'>, slug: string, password: string, email: string): Promise<string> {
  const tenant = (await store.config.tenants.get(slug)) ?? (await store.config.tenants.getById(slug));
  if (!tenant) throw new AppError('tenant_not_found', { params: { tenant: slug } });
  const problem = tenantPasswordProblem(password, email, tenant.settings.security);
  if (problem) throw invalidField('password', problem.message, problem.params);
  return hashPassword(password);
}
