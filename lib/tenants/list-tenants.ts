import type { z } from 'zod';
import type { Principal } from '@/lib/auth/principal';
import type { Page } from '@/lib/model/common';
import type { Tenant, tenantListInputSchema } from '@/lib/model/tenant';
import type { Runtime } from '@/lib/runtime';
import { tenantView } from './tenant-view';

/** One page of the tenants this principal may see, each with its database's state. Two look-ups in the records at most. */
export async function listTenantViews(runtime: Pick<Runtime, 'store' | 'records'>, principal: Principal, input: z.output<typeof tenantListInputSchema>): Promise<Page<Tenant>> {
  const { databaseStatus, ...query } = input;
  const ids = databaseStatus ? new Set(await runtime.records.machine.idsByStatus(databaseStatus)) : undefined;
  const page = await runtime.store.config.tenants.list({ ...query, ids, slugs: principal.tenants ?? undefined });
  const [known, servers] = await Promise.all([
    runtime.records.machine.lastKnown(page.items.map((tenant) => tenant.id)),
    runtime.store.config.servers.list(),
  ]);
  const byId = new Map(servers.map((server) => [server.id, server]));
  return {
    ...page,
    items: page.items.map((tenant) => tenantView(tenant, known, tenant.database ? (byId.get(tenant.database.serverId) ?? null) : null)),
  };
}

/** One tenant by slug. @throws AppError through the store; null when there is none. */
export async function getTenantView(runtime: Pick<Runtime, 'store' | 'records'>, slug: string): Promise<Tenant | null> {
  const config = await runtime.store.config.tenants.get(slug);
  if (!config) return null;
  const [known, server] = await Promise.all([
    runtime.records.machine.lastKnown(config.database ? [config.id] : []),
    config.database ? runtime.store.config.servers.get(config.database.serverId) : null,
  ]);
  return tenantView(config, known, server);
}
