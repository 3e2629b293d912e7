import type { HealthStatus, ServerHealth } from '../../lib/model/server';
import type { Kit } from '../kit';

/** Latest health of each database server. */
export const serverHealth = (k: Kit) =>
  k.table('server_health', {
    serverId: k.text('server_id').primaryKey(),
    status: k.text('status').$type<HealthStatus>().notNull(),
    reason: k.text('reason').notNull(),
    since: k.time('since').notNull(),
    latencyMs: k.real('latency_ms'),
    version: k.text('version'),
    connections: k.json('connections').$type<NonNullable<ServerHealth['connections']>>(),
    checkedAt: k.time('checked_at').notNull(),
  });
