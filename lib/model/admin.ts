import { z } from 'zod';
import { languageSchema, listInputSchema, pageOf, timestampSchema } from './common';
import { ADMIN_ROLES, ADMIN_STATUSES, ROLES } from './states';

export { ADMIN_STATUSES, PASSWORD_MIN_LENGTH, ROLES } from './states';
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;
/** Roles a person may have; `runtime` is for tokens of an authorization server only. */
export const adminRoleSchema = z.enum(ADMIN_ROLES);

/** A person's second factor at the console. */
const adminTotpSchema = z.object({
  /** Sealed for its admin; see `lib/auth/second-factor.ts`. */
  secret: z.string(),
  createdAt: timestampSchema,
  /** Null: begun, and worth nothing until a code of it was given. */
  confirmedAt: timestampSchema.nullable(),
  /** SHA-256 of those that are left. */
  recoveryCodes: z.array(z.string()).default([]),
  /** When they were made; absent: not since it is kept. */
  recoveryCodesAt: timestampSchema.optional(),
});

/** `admins/admins.yaml`, one entry. */
export const adminConfigSchema = z.object({
  id: z.uuid(),
  email: z.email().max(320).transform((email) => email.toLowerCase()),
  name: z.string().trim().max(120).default(''),
  role: adminRoleSchema,
  /** Slugs a tenant-admin is limited to. */
  tenants: z.array(z.string()).default([]),
  /** Null until the invitation is accepted. */
  passwordHash: z.string().nullable(),
  /** Absent: not since it is kept. */
  passwordSetAt: timestampSchema.optional(),
  /** Absent: none. */
  totp: adminTotpSchema.optional(),
  language: languageSchema.default('en'),
  disabled: z.boolean().default(false),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
export type AdminConfig = z.infer<typeof adminConfigSchema>;

const moment = z.string();
const id = z.string().max(64).describe('Id of the admin');

/** An admin as others see it: never a hash, never a secret. */
export const adminSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: adminRoleSchema,
  tenants: z.array(z.string()),
  status: z.enum(ADMIN_STATUSES),
  secondFactor: z.object({ enabled: z.boolean(), since: moment.nullable(), recoveryCodesLeft: z.number().int() }),
  /** Until when the open invitation or reset link works. */
  linkExpiresAt: moment.nullable(),
  lastSeenAt: moment.nullable(),
  createdAt: moment,
  updatedAt: moment,
  version: z.string(),
});
export type Admin = z.infer<typeof adminSchema>;
export const adminPageSchema = pageOf(adminSchema);
export const adminListInputSchema = listInputSchema.extend({
  role: z.enum(ADMIN_ROLES).describe('Only of this role').optional(),
  status: z.enum(ADMIN_STATUSES).describe('Only of this status').optional(),
});

/** A link that is shown once; `path` follows the console's address. */
export const oneTimeLinkSchema = z.object({ path: z.string(), expiresAt: moment });

export const adminRefSchema = z.object({ id });
const name = z.string().trim().max(120).describe('Name');
const tenants = z.array(z.string().max(63)).max(200).describe('Slugs of the tenants a tenant-admin is limited to');
export const inviteAdminInputSchema = z.object({
  email: z.email('invalidEmail').max(320).describe('E-mail address to sign in with'),
  name: name.default(''),
  role: adminRoleSchema.describe('What they may do'),
  tenants: tenants.default([]),
});
export const updateAdminInputSchema = adminRefSchema.extend({ name: name.optional(), role: adminRoleSchema.describe('What they may do').optional(), tenants: tenants.optional() });
export const resetAdminInputSchema = adminRefSchema.extend({ removeSecondFactor: z.boolean().describe('Take their second factor away too').default(false) });

/** What a link offers, for the page that it opens. */
export const linkStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('open'), kind: z.enum(['invitation', 'reset']), email: z.string(), name: z.string(), role: adminRoleSchema }),
  z.object({ state: z.literal('void') }),
]);
export const linkTokenSchema = z.object({ token: z.string().min(1, 'required').max(200).describe('What the one-time link ends with') });
export const acceptLinkInputSchema = linkTokenSchema.extend({ name: name.optional(), password: z.string().min(1, 'required').max(1000).describe('The new password') });

/** Proof that it is still the same person who sits there: one of the two. */
export const proofSchema = z.object({
  password: z.string().max(1000).describe('Your password').optional(),
  code: z.string().max(40).describe('A code of your authenticator, or a recovery code').optional(),
});
