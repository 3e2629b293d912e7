import { z } from 'zod';
import { fleetMigrations as stateOfFleet } from '@/lib/fleet/fleet-migrations';
import { fleetMigrationsSchema } from '@/lib/model/migration';
import { defineOperation } from '../define-operation';

export const fleetMigrations = defineOperation({
  name: 'migrations.fleet',
  kind: 'read',
  permission: 'migrations:read',
  summary: 'Which migrations there are, and how many tenants are at each',
  /** Every call looks: it costs one statement per server. */
  input: z.object({ refresh: z.stringbool().or(z.boolean()).describe('Look again now').optional() }),
  output: fleetMigrationsSchema,
  errors: [],
  rest: { method: 'GET', path: '/migrations' },
  handler: (_input, { runtime }) => stateOfFleet(runtime),
});
