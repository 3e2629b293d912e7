import { roleMembersInputSchema, roleMembersSchema } from '@/lib/model/role';
import { tenantData } from '@/lib/tenants/tenant-data';
import { withOwners } from '@/lib/users/owners-of';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from '../users/user-errors';

export const listRoleMembers = defineOperation({
  name: 'roles.members',
  kind: 'read',
  permission: 'roles:read',
  summary: 'List the users who have a role itself',
  example: { slug: 'acme', role: 'admin' },
  input: roleMembersInputSchema,
  output: roleMembersSchema,
  errors: [...DATA_PLANE_ERRORS, 'not_found'],
  rest: { method: 'GET', path: '/tenants/{slug}/roles/{role}/users' },
  tenant: ({ slug }) => slug,
  handler: async ({ slug, role, ...page }, { runtime }) => {
    const { access } = await tenantData(runtime.store, slug, 'rbac');
    const { items, nextCursor } = await access.rbac.members(role, page);
    // A user who was deleted meanwhile has no role any more.
    return { items: (await withOwners(access.users, items)).flatMap(({ user }) => user ?? []), nextCursor };
  },
});
