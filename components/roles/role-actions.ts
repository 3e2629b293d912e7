import type { z } from 'zod';
import type { Action } from '@/components/form/action';
import type { createRoleInputSchema, TenantRole, tenantRoleRefSchema, updateRoleInputSchema } from '@/lib/model/role';

/** What a page hands the screen of roles to write with. */
export interface RoleActions {
  get: Action<z.input<typeof tenantRoleRefSchema>, TenantRole>;
  create: Action<z.input<typeof createRoleInputSchema>, TenantRole>;
  update: Action<z.input<typeof updateRoleInputSchema>, TenantRole>;
  remove: Action<z.input<typeof tenantRoleRefSchema>, unknown>;
}
