import { adminOfLink, linkKindOf } from '@/lib/admins/links';
import { countAttempt } from '@/lib/auth/attempts';
import { linkStateSchema, linkTokenSchema } from '@/lib/model/admin';
import { adminDeps } from '../admins/admin-operation';
import { defineOperation } from '../define-operation';

/** More than anybody opens a link, and too few to guess with. */
const ATTEMPTS = 60;
const WINDOW_MS = 900_000;

export const checkLink = defineOperation({
  name: 'invitations.check',
  kind: 'read',
  permission: 'public',
  summary: 'Whose a one-time link is, and whether it can still be used',
  example: { token: 'end-of-the-link' },
  input: linkTokenSchema,
  output: linkStateSchema,
  errors: ['rate_limited', 'config_invalid'],
  // The token travels in the body: addresses end up in logs.
  rest: { method: 'POST', path: '/invitations/check' },
  handler: async ({ token }, { runtime, ip }) => {
    await countAttempt(runtime.records, `link-check:${ip ?? 'unknown'}`, ATTEMPTS, WINDOW_MS);
    const admin = await adminOfLink(adminDeps(runtime), token);
    if (!admin) return { state: 'void' as const };
    return { state: 'open' as const, kind: linkKindOf(admin), email: admin.email, name: admin.name, role: admin.role };
  },
});
