import { AppError } from '@/lib/errors';
import type { DatabaseStatus, TenantConfig } from '@/lib/model/tenant';
import { noDatabase } from './adapters/noop';
import { delegated } from './delegated';
import type { ClientsConfig, ScopesConfig, TenantAccess, TenantCache, TenantDatabase, UsersRepository } from './ports';

/** A ready tenant is asked about again after this; one that is not, each time. */
const READY_FOR_MS = 1_000;
const RETRY_AFTER_SECONDS = 2;
/** States in which the data plane answers. */
const WORKING: ReadonlySet<string> = new Set<DatabaseStatus>(['READY', 'MIGRATING']);

export interface OpenedDatabase {
  database: TenantDatabase;
  lookAgainAt: number | null;
}

export interface AccessSources {
  /** Opens the tenant's database, its migrations looked at. `lookAgainAt`: see {@link FirstUse.check}. @throws AppError. */
  open(tenant: TenantConfig): Promise<OpenedDatabase>;
  statusOf(tenantId: string): Promise<string | null>;
  cache: TenantCache;
  clients: ClientsConfig;
  scopes: ScopesConfig;
}

/** Access to one tenant as its configuration stood; a changed configuration gets a new one. */
export class CachedTenantAccess implements TenantAccess {
  readonly users: UsersRepository;
  readonly identities: TenantDatabase['identities'];
  readonly sessions: TenantDatabase['sessions'];
  readonly tokens: TenantDatabase['tokens'];
  readonly emailTokens: TenantDatabase['emailTokens'];
  readonly mfa: TenantDatabase['mfa'];
  readonly consents: TenantDatabase['consents'];
  readonly rbac: TenantDatabase['rbac'];
  readonly activity: TenantDatabase['activity'];
  private opened: OpenedDatabase | null = null;
  private opening: Promise<OpenedDatabase> | null = null;
  private readyUntil = 0;

  constructor(
    private readonly tenant: TenantConfig,
    private readonly sources: AccessSources,
  ) {
    this.users = {
      create: (user) => this.onUsers((users) => users.create(user)),
      getById: (id) => this.onUsers((users) => users.getById(id)),
      getByEmail: (email) => this.onUsers((users) => users.getByEmail(email)),
      list: (query) => this.onUsers((users) => users.list(query)),
      count: (filters) => this.onUsers((users) => users.count(filters)),
      update: (id, change, version) => this.onUsers((users) => users.update(id, change, version)),
      disable: (id, how, version) => this.onUsers((users) => users.disable(id, how, version)),
      enable: (id, version) => this.onUsers((users) => users.enable(id, version)),
      delete: (id, version) => this.onUsers((users) => users.delete(id, version)),
      createMany: (many) => this.onUsers((users) => users.createMany(many)),
      updateMany: (edits) => this.onUsers((users) => users.updateMany(edits)),
      findByEmails: (emails) => this.onUsers((users) => users.findByEmails(emails)),
      setPassword: (id, password) => this.onUsers((users) => users.setPassword(id, password)),
    };
    const on = <Name extends keyof TenantDatabase>(name: Name) => delegated(async () => (await this.requireDb())[name]);
    this.identities = on('identities');
    this.sessions = on('sessions');
    this.tokens = on('tokens');
    this.emailTokens = on('emailTokens');
    this.mfa = on('mfa');
    this.consents = on('consents');
    this.rbac = on('rbac');
    this.activity = on('activity');
  }

  get cache(): TenantCache {
    return this.sources.cache;
  }

  get clients(): ClientsConfig {
    return this.sources.clients;
  }

  get scopes(): ScopesConfig {
    return this.sources.scopes;
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
    if (!this.hasDb()) throw noDatabase(this.slug);
    const ready = this.readyDatabase();
    if (ready) return ready;
    const status = (await this.sources.statusOf(this.id)) ?? 'PENDING';
    if (!WORKING.has(status)) {
      this.readyUntil = 0;
      throw new AppError('tenant_not_ready', { params: { ...params, status }, retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    const opened = this.opened ?? (await this.open());
    // What failed is tried again behind those who are served meanwhile.
    if (opened.lookAgainAt !== null && Date.now() >= opened.lookAgainAt) void this.open().catch(() => undefined);
    this.readyUntil = Date.now() + READY_FOR_MS;
    return opened.database;
  }

  /** Once for all who ask at the same time. */
  private open(): Promise<OpenedDatabase> {
    this.opening ??= this.sources
      .open(this.tenant)
      .then((opened) => (this.opened = opened))
      .finally(() => (this.opening = null));
    return this.opening;
  }

  /** Of a tenant lately seen ready: without a promise, for it is asked at every statement. */
  private readyDatabase(): TenantDatabase | null {
    return this.tenant.status === 'ACTIVE' && Date.now() < this.readyUntil ? (this.opened?.database ?? null) : null;
  }

  private onUsers<T>(work: (users: UsersRepository) => Promise<T>): Promise<T> {
    const ready = this.readyDatabase();
    return ready ? work(ready.users) : this.requireDb().then(({ users }) => work(users));
  }
}
