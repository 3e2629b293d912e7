import { z } from 'zod';
import { tenantMigrations as stateOfTenant } from '@/lib/fleet/tenant-migrations';
import { tenantMigrationsSchema } from '@/lib/model/migration';
import { defineOperation } from '../define-operation';
import { DATA_PLANE_ERRORS } from '../users/user-errors';

export const tenantMigrations = defineOperation({
  name: 'migrations.tenant',
  kind: 'read',
  permission: 'tenants:read',
  summary: "A tenant's applied and pending migrations",
  input: z.object({ slug: z.string(), refresh: z.stringbool().or(z.boolean()).describe('Look again now').optional() }),
  output: tenantMigrationsSchema,
  errors: DATA_PLANE_ERRORS,
  rest: { method: 'GET', path: '/tenants/{slug}/migrations' },
  tenant: ({ slug }) => slug,
  handler: ({ slug }, { runtime }) => stateOfTenant(runtime, slug),
});
