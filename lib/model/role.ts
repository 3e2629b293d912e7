import { z } from 'zod';
import { ownerSchema } from './account';
import { listInputSchema, pageOf } from './common';
import { TENANT_PERMISSION } from './states';

/** Most permissions of one role, and most roles of one user. */
export const ROLE_PERMISSIONS_MAX = 500;
export const USER_ROLES_MAX = 100;

/** As every engine's table checks it. */
export const tenantRoleNameSchema = z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/, 'roleName');
export const tenantPermissionSchema = z.string().regex(TENANT_PERMISSION, 'permissionName');

/** A role of a tenant's users. */
export const tenantRoleSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** Its own, sorted; what it inherits comes on top. */
  permissions: z.array(z.string()),
  /** The role it inherits from. */
  parent: z.string().nullable(),
  /** There from the start: neither renamed nor deleted. */
  system: z.boolean(),
  users: z.number().int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** ETag, without quotes. */
  version: z.string(),
});
export type TenantRole = z.infer<typeof tenantRoleSchema>;

const draftShape = {
  description: z.string().trim().max(500).describe('What it is for').optional(),
  permissions: z.array(tenantPermissionSchema).max(ROLE_PERMISSIONS_MAX).describe('What it allows, beyond what it inherits; * is everything').optional(),
  parent: tenantRoleNameSchema.nullable().describe('Role it inherits from').optional(),
};

export const tenantRoleRefSchema = z.object({ slug: z.string(), role: z.string().describe('Name of the role') });
export const roleMembersInputSchema = tenantRoleRefSchema.extend(listInputSchema.pick({ limit: true, cursor: true }).shape);
/** Users who have the role itself. */
export const roleMembersSchema = pageOf(ownerSchema);
export const createRoleInputSchema = z.object({ slug: z.string(), name: tenantRoleNameSchema.describe('Name, unique in the tenant'), ...draftShape });
export const updateRoleInputSchema = tenantRoleRefSchema.extend({ name: tenantRoleNameSchema.describe('Another name').optional(), ...draftShape });

/** A user's roles, and what they come to with all that they inherit. */
export const userRolesSchema = z.object({ items: z.array(tenantRoleSchema), permissions: z.array(z.string()), version: z.string() });
