import { AppError } from '@/lib/errors';
import type { DatabaseStatus, TenantConfig } from '@/lib/model/tenant';
import type { TenantAccess, TenantCache, TenantDatabase, UsersRepository } from './ports';

/** A ready tenant is asked about again after this; one that is not, each time. */
const READY_FOR_MS = 1_000;
const RETRY_AFTER_SECONDS = 2;
/** States in which the data plane answers. */
const WORKING: ReadonlySet<string> = new Set<DatabaseStatus>(['READY', 'MIGRATING']);

export interface AccessSources {
  /** Opens the tenant's database. @throws AppError. */
  open(tenant: TenantConfig): Promise<TenantDatabase>;
  statusOf(tenantId: string): Promise<string | null>;
  cache: TenantCache;
}

/** Access to one tenant as its configuration stood; a changed configuration gets a new one. */
export class CachedTenantAccess implements TenantAccess {
  readonly users: UsersRepository;
  private database: TenantDatabase | null = null;
  private readyUntil = 0;

  constructor(
    private readonly tenant: TenantConfig,
    private readonly sources: AccessSources,
  ) {
    const users = async () => (await this.requireDb()).users;
    this.users = {
      create: async (user) => (await users()).create(user),
      getById: async (id) => (await users()).getById(id),
      getByEmail: async (email) => (await users()).getByEmail(email),
      list: async (query) => (await users()).list(query),
      count: async (filters) => (await users()).count(filters),
      update: async (id, change, version) => (await users()).update(id, change, version),
      disable: async (id, how, version) => (await users()).disable(id, how, version),
      enable: async (id, version) => (await users()).enable(id, version),
      delete: async (id, version) => (await users()).delete(id, version),
      setPassword: async (id, password) => (await users()).setPassword(id, password),
    };
  }

  get cache(): TenantCache {
    return this.sources.cache;
  }

  get slug(): string {
    return this.tenant.slug;
  }

  get id(): string {
    return this.tenant.id;
  }

  hasDb(): boolean {
    return this.tenant.database !== null;
  }

  async requireDb(): Promise<TenantDatabase> {
    const params = { tenant: this.slug };
    if (this.tenant.status !== 'ACTIVE') throw new AppError('tenant_suspended', { params });
    if (!this.hasDb()) throw new AppError('tenant_no_database', { params });
    if (this.database && Date.now() < this.readyUntil) return this.database;
    const status = (await this.sources.statusOf(this.id)) ?? 'PENDING';
    if (!WORKING.has(status)) {
      this.readyUntil = 0;
      throw new AppError('tenant_not_ready', { params: { ...params, status }, retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    this.database ??= await this.sources.open(this.tenant);
    this.readyUntil = Date.now() + READY_FOR_MS;
    return this.database;
  }
}
