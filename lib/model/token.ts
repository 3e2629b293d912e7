import { z } from 'zod';
import { roleSchema } from './admin';
import { listInputSchema, pageOf } from './common';
import { ROLES, TOKEN_STATUSES } from './states';

export { TOKEN_STATUSES } from './states';

export const apiTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  tenants: z.array(z.string()),
  createdBy: z.string(),
  /** Null where it was made by another token, at the machine itself, or by somebody who is gone. */
  createdByName: z.string().nullable(),
  status: z.enum(TOKEN_STATUSES),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});

export type ApiTokenView = z.infer<typeof apiTokenSchema>;
export const tokenPageSchema = pageOf(apiTokenSchema);
export const tokenListInputSchema = listInputSchema.extend({
  role: z.enum(ROLES).describe('Only of this role').optional(),
  status: z.enum(TOKEN_STATUSES).describe('Only of this status').optional(),
});

export const createTokenInputSchema = z.object({
  name: z.string().trim().min(1, 'required').max(60).describe('What it is for'),
  role: roleSchema.describe('What it may do'),
  /** Slugs it is limited to; empty means all. Required for `tenant-admin` and `runtime`. */
  tenants: z.array(z.string().max(63)).max(100).describe('Slugs of the tenants it is limited to; none means all').default([]),
  expiresInDays: z.coerce.number().int().min(1).max(3650).describe('Days until it ends; never otherwise').optional(),
});
