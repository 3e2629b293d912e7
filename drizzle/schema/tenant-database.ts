import type { StepError } from '../../lib/model/run';
import type { DatabaseStatus } from '../../lib/model/tenant';
import type { Kit } from '../kit';

/** Machine state of a tenant's data plane; can be rebuilt by looking. */
export const tenantDatabase = (k: Kit) =>
  k.table(
    'tenant_database',
    {
      tenantId: k.text('tenant_id').primaryKey(),
      status: k.text('status').$type<DatabaseStatus>().notNull(),
      error: k.json('error').$type<StepError>(),
      usersCount: k.bigint('users_count'),
      bytes: k.bigint('bytes'),
      tables: k.int('tables'),
      countedAt: k.time('counted_at'),
      updatedAt: k.time('updated_at').notNull(),
    },
    (t) => [k.index('tenant_database_status').on(t.status)],
  );
