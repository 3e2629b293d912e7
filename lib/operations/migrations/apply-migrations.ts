import { z } from 'zod';
import { migrateTenant } from '@/lib/fleet/migrate-tenant';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from '../users/user-errors';

export const applyMigrations = defineOperation({
  name: 'migrations.apply',
  kind: 'long',
  permission: 'tenants:migrate',
  summary: "Apply a tenant's pending migrations now, whatever its policy",
  example: { slug: 'acme' },
  input: z.object({ slug: z.string() }),
  output: z.object({ runId: z.string() }),
  errors: [...DATA_PLANE_ERRORS, 'invalid_state', 'needs_direct_connection'],
  rest: { method: 'POST', path: '/tenants/{slug}/migrations', status: 202 },
  target: ({ slug }) => ({ type: 'tenant', id: slug, tenant: slug }),
  tenant: ({ slug }) => slug,
  handler: async ({ slug }, { runtime, principal, audit }) => {
    const { runId, pending } = await migrateTenant(runtime, slug, principal.name);
    audit.changes([{ path: 'pending', before: pending, after: [] }]);
    return { runId };
  },
});
