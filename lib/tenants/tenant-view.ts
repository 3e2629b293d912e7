import { errorWords } from '@/lib/i18n/error-words';
import type { MachineState, TenantDatabaseState } from '@/lib/records/ports';
import type { Versioned } from '@/lib/store/ports';
import type { ServerConfig } from '@/lib/model/server';
import type { Tenant, TenantConfig } from '@/lib/model/tenant';

/** What the records last said of tenants' databases. */
export type KnownStates = Awaited<ReturnType<MachineState['lastKnown']>>;

/** A tenant as the doors answer it: what is wanted (file), how far it is (records), its server's name. Nothing sealed. */
export function tenantView(config: Versioned<TenantConfig>, known: KnownStates, server: ServerConfig | null): Tenant {
  const { database, ...rest } = config;
  const state: TenantDatabaseState | null = known.states.get(config.id) ?? null;
  return {
    ...rest,
    displayName: config.displayName || config.name,
    database: database && {
      serverId: database.serverId,
      serverName: server?.name ?? null,
      driver: server?.driver ?? null,
      private: server?.privateTo === config.id,
      isolation: database.isolation,
      name: database.name,
      status: state?.status ?? (known.stale ? 'UNKNOWN' : 'PENDING'),
      error: state?.error ? { code: state.error.code, message: errorWords('en', state.error.code, state.error.params).detail } : null,
    },
    usersCount: state?.usersCount ?? null,
    countedAt: state?.countedAt ?? null,
  };
}
