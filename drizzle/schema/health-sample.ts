import type { HealthStatus } from '../../lib/model/server';
import type { Kit } from '../kit';

export const healthSample = (k: Kit) =>
  k.table(
    'health_sample',
    {
      id: k.autoId('id'),
      serverId: k.text('server_id').notNull(),
      at: k.time('at').notNull(),
      status: k.text('status').$type<HealthStatus>().notNull(),
      latencyMs: k.real('latency_ms'),
      used: k.int('used'),
      max: k.int('max'),
      ours: k.int('ours'),
    },
    (t) => [k.index('health_sample_server').on(t.serverId, t.at), k.index('health_sample_at').on(t.at)],
  );
