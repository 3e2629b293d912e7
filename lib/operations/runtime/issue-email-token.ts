import { AppError } from '@/lib/errors';
import { issuedEmailTokenSchema, issueEmailTokenInputSchema } from '@/lib/model/runtime';
import { requireUser, tenantData } from '@/lib/tenants/tenant-data';
import { recordSignIn } from '@/lib/users/record-sign-in';
import { runtimeOperation } from './runtime-operation';

export const issueEmailToken = runtimeOperation({
  name: 'runtime.issueEmailToken',
  summary: 'Make a token to mail to a user: to verify the address (48 hours) or to set a new password (1 hour). It voids the one before',
  example: { slug: 'acme', kind: 'reset', email: 'ada@example.com' },
  input: issueEmailTokenInputSchema,
  output: issuedEmailTokenSchema,
  errors: ['not_found'],
  path: 'email-tokens',
  status: 201,
  handler: async ({ slug, kind, userId, email, ...from }, { runtime }) => {
    const { access } = await tenantData(runtime.store, slug, 'emailFlows');
    const user = userId === undefined ? await access.users.getByEmail(email ?? '') : await requireUser(access, userId);
    if (!user) throw new AppError('not_found', { params: { what: 'user', id: '' } });
    const issued = await access.emailTokens.issue(kind, user.id);
    await recordSignIn(access, { kind: 'email_token', outcome: 'issued', userId: user.id }, from);
    return { ...issued, userId: user.id };
  },
});
