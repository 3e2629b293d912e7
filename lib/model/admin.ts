import { z } from 'zod';
import { languageSchema, timestampSchema } from './common';

export const ROLES = ['owner', 'operator', 'viewer', 'tenant-admin', 'runtime'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;
/** Roles a person may have; `runtime` is for tokens of an authorization server only. */
export const adminRoleSchema = z.enum(['owner', 'operator', 'viewer', 'tenant-admin']);

/** `admins/admins.yaml`, one entry. */
export const adminConfigSchema = z.object({
  id: z.uuid(),
  email: z.email().max(320).transform((email) => email.toLowerCase()),
  name: z.string().trim().max(120).default(''),
  role: adminRoleSchema,
  /** Slugs a tenant-admin is limited to. */
  tenants: z.array(z.string()).default([]),
  passwordHash: z.string(),
  language: languageSchema.default('en'),
  disabled: z.boolean().default(false),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
export type AdminConfig = z.infer<typeof adminConfigSchema>;
export const PASSWORD_MIN_LENGTH = 10;
