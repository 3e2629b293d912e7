import { AppError } from '@/lib/errors';
import { isDriver } from '@/lib/model/server-drivers';
import type { TenantConfig } from '@/lib/model/tenant';
import type { SecretBox } from '@/lib/secrets/secretbox';
import type { FirstUse } from './migrate';
import { capabilitiesOf, detectMode } from './mode';
import type { Cache, ConfigStore, DatabaseStatusSource, PoolStatistics, ServerPoolTotals, Store, StoreMode, TenantTarget, Versioned } from './ports';
import type { Registry } from './registry';
import { CachedTenantAccess } from './tenant-access';
import type { Targets } from './targets';
import { fieldColumns, type CustomColumnsOf } from './field-columns';

/** Tenants whose access is kept; the least recently asked for goes first. */
const CACHED_TENANTS = 5_000;

interface Entry {
  access: CachedTenantAccess;
  id: string;
  slug: string;
  /** Versions of the tenant's and its server's configuration. */
  version: string;
}

export interface ManagerParts {
  config: ConfigStore & { close(): Promise<void> };
  globalDb: boolean;
  registry: Registry;
  targets: Targets;
  status: DatabaseStatusSource;
  customColumns: CustomColumnsOf;
  secretbox: SecretBox;
  cache: Cache;
  firstUse: FirstUse;
}

/** What callers hold: finds tenants, keeps their access, closes everything. */
export class StoreManager implements Store {
  readonly config: ConfigStore;
  /** By id; a slug leads to the id through the configuration, so there is one entry to forget. */
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly parts: ManagerParts) {
    this.config = parts.config;
  }

  async mode(): Promise<StoreMode> {
    const servers = await this.config.servers.list();
    return detectMode({ globalDb: this.parts.globalDb, tenantDb: servers.length > 0 });
  }

  async capabilities() {
    return capabilitiesOf(await this.mode());
  }

  async forTenant(slugOrId: string): Promise<CachedTenantAccess> {
    const tenant = await this.tenantConfig(slugOrId);
    const server = tenant.database && (await this.config.servers.versionOf(tenant.database.serverId));
    const version = `${tenant.version} ${server ?? ''}`;
    const kept = this.entries.get(tenant.id);
    if (kept?.version === version) {
      this.entries.delete(tenant.id);
      this.entries.set(tenant.id, kept);
      return kept.access;
    }
    const access = new CachedTenantAccess(tenant, {
      open: async (of) => {
        const target = await this.parts.targets.tenant(of);
        const adapter = this.adapter(target.server.driver);
        const database = adapter.openTenant(target, {
          customColumns: fieldColumns(this.config, of.slug, this.parts.customColumns),
          secretbox: this.parts.secretbox,
        });
        return { database, lookAgainAt: await this.parts.firstUse.check(of, adapter, target) };
      },
      statusOf: (id) => this.parts.status.statusOf(id),
      cache: this.parts.cache.forTenant(tenant.id),
      clients: this.config.clients(tenant.slug),
      scopes: this.config.scopes(tenant.slug),
    });
    this.entries.delete(tenant.id);
    this.entries.set(tenant.id, { access, id: tenant.id, slug: tenant.slug, version });
    const [oldest] = this.entries.keys();
    if (this.entries.size > CACHED_TENANTS && oldest !== undefined) this.entries.delete(oldest);
    return access;
  }

  adapter(driver: string) {
    return this.parts.registry.get(driver);
  }

  drivers() {
    return this.parts.registry.all().flatMap(({ driver, capabilities, isolations, defaultIsolation }) => (capabilities.tenants && isDriver(driver) ? [{ driver, isolations, defaultIsolation }] : []));
  }

  serverTarget(serverId: string) {
    return this.parts.targets.server(serverId);
  }

  async tenantTarget(slugOrId: string): Promise<TenantTarget> {
    return this.parts.targets.tenant(await this.tenantConfig(slugOrId));
  }

  async forget({ tenant, serverId }: { tenant?: string; serverId?: string }): Promise<void> {
    for (const [id, entry] of this.entries) {
      if (id === tenant || entry.slug === tenant) this.entries.delete(id);
    }
    if (serverId === undefined) return;
    this.entries.clear();
    await Promise.all(this.parts.registry.all().map((adapter) => adapter.drain(serverId)));
  }

  pools(): PoolStatistics[] {
    return this.parts.registry.all().flatMap((adapter) => adapter.statistics());
  }

  poolTotals(): ServerPoolTotals[] {
    return this.parts.registry.all().flatMap((adapter) => adapter.totals());
  }

  async close(): Promise<void> {
    this.entries.clear();
    await Promise.all(this.parts.registry.all().map((adapter) => adapter.close()));
    await this.parts.config.close();
  }

  private async tenantConfig(slugOrId: string): Promise<Readonly<Versioned<TenantConfig>>> {
    const tenant = await this.config.tenants.current(slugOrId);
    if (!tenant) throw new AppError('tenant_not_found', { params: { tenant: slugOrId } });
    return tenant;
  }
}
