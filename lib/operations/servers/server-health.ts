import { z } from 'zod';
import { HEALTH_STATUSES } from '@/lib/model/server';
import { requireServer } from '@/lib/servers/require-server';
import { defineOperation } from '../define-operation';

const RANGE_MS = { '1h': 3_600_000, '24h': 86_400_000, '30d': 2_592_000_000 } as const;

export const serverHealth = defineOperation({
  name: 'servers.health',
  kind: 'read',
  permission: 'servers:read',
  summary: "A server's health samples over a range",
  input: z.object({ id: z.string(), range: z.enum(['1h', '24h', '30d']).describe('How far back').default('1h') }),
  output: z.object({
    samples: z.array(
      z.object({
        at: z.string(),
        status: z.enum(HEALTH_STATUSES),
        latencyMs: z.number().nullable(),
        used: z.number().nullable(),
        max: z.number().nullable(),
        ours: z.number().nullable(),
      }),
    ),
  }),
  errors: ['not_found'],
  rest: { method: 'GET', path: '/servers/{id}/health' },
  handler: async ({ id, range }, { runtime }) => {
    await requireServer(runtime, id);
    return { samples: await runtime.records.health.samples(id, Date.now() - RANGE_MS[range], 500) };
  },
});
