import { z } from 'zod';
import { stepErrorSchema } from './run';
import { MIGRATION_POLICIES, MIGRATION_STATES } from './states';

export { MIGRATION_STATES };
export type MigrationState = (typeof MIGRATION_STATES)[number];

export const migrationSchema = z.object({ version: z.string(), name: z.string(), checksum: z.string() });

export const fleetMigrationsSchema = z.object({
  engines: z.array(
    z.object({
      engine: z.string(),
      /** Version of the newest shipped migration. */
      head: z.string(),
      /** `tenants`: how many have this as their highest. */
      versions: z.array(migrationSchema.extend({ tenants: z.number().int() })),
    }),
  ),
  tenants: z.record(z.enum(MIGRATION_STATES), z.number().int()),
  /** Servers that did not answer; their tenants count as `unknown`. */
  unanswered: z.array(z.object({ serverId: z.string(), server: z.string(), code: z.string() })),
  checkedAt: z.string(),
});
export type FleetMigrations = z.infer<typeof fleetMigrationsSchema>;

export const appliedMigrationSchema = migrationSchema.extend({
  appliedAt: z.string(),
  durationMs: z.number().int(),
  appliedBy: z.string(),
});
export type AppliedMigration = z.infer<typeof appliedMigrationSchema>;

/** `edited`: its file has another checksum. `unknown`: no such file is shipped. `gap`: a later one is applied. */
export const migrationDriftSchema = z.object({ kind: z.enum(['edited', 'unknown', 'gap']), version: z.string() });

export const tenantMigrationsSchema = z.object({
  state: z.enum(MIGRATION_STATES),
  /** Whether pending migrations are applied when the tenant is next used, or wait for somebody. */
  policy: z.enum(MIGRATION_POLICIES),
  /** Why they could not be applied. */
  error: stepErrorSchema.nullable(),
  applied: z.array(appliedMigrationSchema),
  pending: z.array(migrationSchema),
  drift: z.array(migrationDriftSchema),
});
export type TenantMigrations = z.infer<typeof tenantMigrationsSchema>;
