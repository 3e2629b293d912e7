import { z } from 'zod';
import { auditEventSchema } from '@/lib/model/audit';
import { runSchema } from '@/lib/model/run';
import { DRIVERS } from '@/lib/model/common';
import { HEALTH_STATUSES, serverHealthSchema } from '@/lib/model/server';
import { overviewOf } from '@/lib/overview/overview-of';
import { defineOperation } from '../define-operation';
import { capabilitiesSchema, modeSchema } from '../system/get-mode';

const countSchema = z.record(z.string(), z.number().int());

export const getOverview = defineOperation({
  name: 'overview.get',
  kind: 'read',
  permission: 'overview:read',
  summary: 'Counts, server health, runs and the latest audit events',
  input: z.object({}),
  output: z.object({
    mode: modeSchema,
    capabilities: capabilitiesSchema,
    tenants: z.object({ total: z.number().int(), byStatus: countSchema, byDatabaseStatus: countSchema }),
    /** Null for who may not see servers. */
    servers: z
      .object({
        total: z.number().int(),
        byHealth: z.record(z.enum(HEALTH_STATUSES), z.number().int()),
        items: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            driver: z.enum(DRIVERS),
            health: serverHealthSchema,
            latency: z.array(z.object({ at: z.string(), latencyMs: z.number().nullable() })),
          }),
        ),
      })
      .nullable(),
    /** False: runs and audit could not be read, and are empty here for that reason. */
    recordsReachable: z.boolean(),
    /** Audit entries kept until the records are back. */
    auditWaiting: z.number().int(),
    /** Of the copy in the global database; null where there is none, and for who is limited to tenants. */
    copy: z
      .object({ waiting: z.number().int(), lagSeconds: z.number().int(), late: z.boolean(), differed: z.object({ files: z.number().int(), at: z.string() }).nullable() })
      .nullable(),
    runs: z.object({ active: z.array(runSchema), recent: z.array(runSchema) }),
    audit: z.array(auditEventSchema),
    configProblems: z.array(z.object({ file: z.string(), line: z.number().int().nullable(), reason: z.string() })),
    at: z.string(),
  }),
  errors: [],
  rest: { method: 'GET', path: '/overview' },
  handler: (_input, { runtime, principal }) => overviewOf(runtime, principal),
});
