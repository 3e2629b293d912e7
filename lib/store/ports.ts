import type { z } from 'zod';
import type { ConnectionCheck, ConnectionTest, HealthStatus, ServerConfig, tlsSchema } from '@/lib/model/server';
import type { AdminConfig } from '@/lib/model/admin';
import type { Isolation, Page } from '@/lib/model/common';
import type { TenantConfig, TenantPlacement } from '@/lib/model/tenant';
import type { AppliedMigration } from '@/lib/model/migration';
import type { FieldColumns, FieldsConfig } from './field-ports';
import type { BrandingConfig, ClientsConfig, ImagesConfig, ScopesConfig } from './item-ports';
import type { TenantAccess, TenantContext, TenantDatabase } from './tenant-ports';
import type { AdapterCapabilities, StoreCapabilities } from './capabilities';

export type { ColumnKind, CustomColumn, CustomColumnSource } from './sql/custom-columns';
export type * from './account-ports';
export type * from './cache/port';
export type * from './session-ports';
export type * from './tenant-ports';
export type * from './user-ports';
export type * from './field-ports';
export type * from './item-ports';

/* ───────────────────────── control plane (YAML) ───────────────────────── */

/** An entity with the version of what is stored: a hash of its bytes, so an edit by hand changes it too. */
export type Versioned<T> = T & { readonly version: string };

/** A file that cannot be read; the last good version (if there was one) stays in force. */
export interface ConfigProblem {
  /** Path below `FS_ROOT`. */
  file: string;
  reason: string;
  line: number | null;
  since: string;
  /** False when nothing good was ever loaded from it. */
  lastGoodInForce: boolean;
}

export interface TenantListQuery {
  limit: number;
  cursor?: string;
  q?: string;
  /** `slug`, `name`, `createdAt`, `updatedAt`, with `-` for descending. Default `slug`. */
  sort?: string;
  status?: TenantConfig['status'];
  serverId?: string;
  /** Only these slugs (what a tenant-admin may see). */
  slugs?: readonly string[];
  /** Only these ids (a filter answered elsewhere, such as by database status). */
  ids?: ReadonlySet<string>;
}

export interface TenantsConfig {
  /** @throws AppError `config_invalid` when its file is broken and no good version was ever loaded. */
  get(slug: string): Promise<Versioned<TenantConfig> | null>;
  getById(id: string): Promise<Versioned<TenantConfig> | null>;
  /** As {@link get}, by slug or id, for those who only read, often: nothing is copied, and it is not theirs to alter. */
  current(slugOrId: string): Promise<Readonly<Versioned<TenantConfig>> | null>;
  list(query: TenantListQuery): Promise<Page<Versioned<TenantConfig>>>;
  count(): Promise<{ total: number; byStatus: Record<TenantConfig['status'], number>; byServer: Record<string, number> }>;
  /** @throws AppError `slug_taken`. Exactly one of several concurrent creators of a slug wins, across processes too. */
  create(tenant: TenantConfig): Promise<Versioned<TenantConfig>>;
  /**
   * Reads, changes and writes under the file's lock. Comments and unknown keys in the file survive.
   * @param expectedVersion `*` skips the check.
   * @throws AppError `tenant_not_found`, `precondition_failed`.
   */
  update(slug: string, expectedVersion: string, change: (tenant: TenantConfig) => TenantConfig): Promise<Versioned<TenantConfig>>;
  remove(slug: string): Promise<void>;
  /** Also true where a folder of that name holds a broken file. */
  isTaken(slug: string): Promise<boolean>;
}

export interface ServersConfig {
  /** Managed servers (from the environment) first, then the file's. `managed` is told by {@link isManaged}. */
  list(): Promise<Versioned<ServerConfig>[]>;
  get(id: string): Promise<Versioned<ServerConfig> | null>;
  /** {@link get}'s version alone, for those who ask often. */
  versionOf(id: string): Promise<string | null>;
  isManaged(id: string): boolean;
  /** @throws AppError `conflict` when the name is taken. With `isDefault`, the former default loses it in the same write. */
  create(server: ServerConfig): Promise<Versioned<ServerConfig>>;
  update(id: string, expectedVersion: string, change: (server: ServerConfig) => ServerConfig): Promise<Versioned<ServerConfig>>;
  remove(id: string, expectedVersion: string): Promise<void>;
}

export interface AdminsConfig {
  list(): Promise<Versioned<AdminConfig>[]>;
  get(id: string): Promise<Versioned<AdminConfig> | null>;
  getByEmail(email: string): Promise<Versioned<AdminConfig> | null>;
  /** @throws AppError `conflict` when the e-mail is taken. */
  create(admin: AdminConfig): Promise<Versioned<AdminConfig>>;
  /** @param check looks at all admins as they would be, while the file is held, so that no other change can come between; it throws to refuse. */
  update(id: string, expectedVersion: string, change: (admin: AdminConfig) => AdminConfig, check?: AdminsCheck): Promise<Versioned<AdminConfig>>;
  /** @throws AppError `not_found`, `precondition_failed`. */
  remove(id: string, expectedVersion: string, check?: AdminsCheck): Promise<void>;
}
/** A rule over all admins, as they would be and as they are. */
export type AdminsCheck = (after: readonly AdminConfig[], before: readonly AdminConfig[]) => void;

/**
 * Told of every durable change of the control plane made by this process, while the file's lock is held: so of one file in
 * order. `file` lies below `FS_ROOT`; null bytes: it is gone, or the folder of that path with all in it. Must not throw.
 */
export type ConfigWriteListener = (file: string, bytes: Buffer | null) => Promise<void>;

export interface ConfigStore {
  tenants: TenantsConfig;
  servers: ServersConfig;
  admins: AdminsConfig;
  /** A tenant's user-field definitions. */
  fields(slug: string): FieldsConfig;
  clients(slug: string): ClientsConfig;
  scopes(slug: string): ScopesConfig;
  branding(slug: string): BrandingConfig;
  images(slug: string): ImagesConfig;
  problems(): Promise<ConfigProblem[]>;
}

/* ───────────────────────── database servers ───────────────────────── */

/** How to reach a server, password in the clear. Lives in memory only; never logged, never sent. */
export interface ServerTarget {
  /** Stored server's id; null while it is being tested before saving. */
  id: string | null;
  name: string;
  driver: string;
  host: string;
  port: number;
  directHost: string | null;
  directPort: number | null;
  database: string;
  maintenanceDatabase: string;
  username: string;
  password: string;
  tls: z.infer<typeof tlsSchema>;
  maxConnections: number;
  /** Folder of the tenants' files; a server that has one is not on a network, and those fields are empty. */
  directory?: string;
}

export interface ServerProbe {
  status: Exclude<HealthStatus, 'UNKNOWN'>;
  /** See `serverHealthSchema.reason`. */
  reason: string;
  latencyMs: number;
  version: string | null;
  /** `ours`: sessions with this product's application name, of every process. */
  connections: { used: number; max: number; ours: number } | null;
}

/** One tenant's place on a server, with what a connection needs. */
export interface TenantTarget {
  tenantId: string;
  slug: string;
  server: ServerTarget;
  placement: TenantPlacement;
  /** The tenant's own password in the clear (database isolation), else null. */
  password: string | null;
}

/** What is physically there for a placement. */
export interface PhysicalState {
  /** `foreign`: something of that name exists and is not this tenant's. */
  container: 'absent' | 'ours' | 'foreign';
  role: 'absent' | 'ours' | 'foreign' | 'not_applicable';
  /** Versions in `_migrations`, ascending; empty when there is no ledger. */
  applied: string[];
}

export interface VerifyReport {
  tables: number;
  columns: number;
}

/**
 * The work on one server that makes, checks and removes a tenant's place. Every method may be
 * called again after a crash at any point and converges; nothing is created twice.
 * @throws AppError `server_unreachable`, `server_auth_failed`, `server_privilege_missing`,
 *   `physical_name_taken`, `pool_exhausted`, `needs_direct_connection`.
 */
export interface TenantProvisioner {
  inspect(target: TenantTarget): Promise<PhysicalState>;
  /** Creates the schema or database, marked as this tenant's in the same act. Foreign ⇒ `physical_name_taken`. */
  createContainer(target: TenantTarget): Promise<{ created: boolean }>;
  /** The tenant's own role, with access to its container and nothing else. */
  createRole(target: TenantTarget): Promise<{ created: boolean }>;
  /** Applies pending shipped migrations under the tenant's lock. */
  migrate(target: TenantTarget, appliedBy: string): Promise<{ applied: string[] }>;
  /** Standard roles; idempotent. */
  seed(target: TenantTarget): Promise<{ roles: number }>;
  /** Introspects against the shipped migrations, writes and reads back inside a transaction rolled back, as the tenant's role. */
  verify(target: TenantTarget): Promise<VerifyReport>;
  /** Removes container and role if they are this tenant's; a foreign one is left alone. Idempotent. */
  drop(target: TenantTarget): Promise<void>;
}

/** A shipped migration file. */
export interface ShippedMigration {
  version: string;
  name: string;
  /** SHA-256 of the file's bytes, hexadecimal. */
  checksum: string;
}

/** What a tenant's container says of itself: its highest applied migration; null before the first. */
export interface AppliedVersion {
  tenantId: string;
  version: string | null;
  checksum: string | null;
}

export interface DatabaseAdapter {
  /** Its name: of a server's configuration, and of the folder of its migrations. */
  readonly driver: string;
  readonly capabilities: AdapterCapabilities;
  readonly isolations: readonly Isolation[];
  readonly defaultIsolation: Isolation;
  /** The physical names for a new tenant: from the slug, within the engine's limit, unable to collide. */
  physicalNames(tenant: { id: string; slug: string }, isolation: Isolation): { name: string; role: string | null };
  /** Step-wise connection test on fresh connections; `onCheck` is told each check as it finishes. Never throws for what it tests. */
  test(target: ServerTarget, onCheck?: (check: ConnectionCheck) => void, signal?: AbortSignal): Promise<ConnectionTest>;
  readonly provisioner: TenantProvisioner;
  /** The columns of users' fields. */
  readonly fieldColumns: FieldColumns;
  /** One cheap look on the server's own probe connection, within `deadlineMs`; never throws. */
  probe(target: ServerTarget, deadlineMs: number): Promise<ServerProbe>;
  /** Shipped migrations of this engine, ascending. */
  migrations(): Promise<ShippedMigration[]>;
  /** Highest version of every tenant on a server, by one statement: each is written where it is applied. */
  appliedVersions(server: ServerTarget): Promise<AppliedVersion[]>;
  /** Versions in a tenant's `_migrations` with their checksums, ascending, by one statement on the tenant's own way; empty where there is none yet. */
  appliedSet(target: TenantTarget): Promise<{ version: string; checksum: string }[]>;
  /** One tenant's `_migrations`, ascending; empty where there is none yet. */
  ledger(target: TenantTarget): Promise<AppliedMigration[]>;
  /** Bytes and tables of one tenant's place. */
  measure(target: TenantTarget): Promise<{ bytes: number; tables: number; users: number }>;
  /** Repositories of one tenant's data plane. Connects to nothing until one of them is used. */
  openTenant(target: TenantTarget, context: TenantContext): TenantDatabase;
}

export interface PoolStatistics {
  serverId: string;
  database: string;
  /** Login user of this pool. */
  user: string;
  open: number;
  idle: number;
  waiting: number;
  created: number;
  lastUsedAt: string | null;
}

/** All that this process holds on one server. */
export interface ServerPoolTotals {
  serverId: string;
  open: number;
  idle: number;
  waiting: number;
  /** Since the server was first used; pools that were closed meanwhile count too. */
  created: number;
  /** Connections this process may hold there. */
  budget: number;
}

export type StoreMode = 'fs_only' | 'fs_global_db' | 'fs_tenant_db' | 'full_db';

export interface Store {
  mode(): Promise<StoreMode>;
  capabilities(): Promise<StoreCapabilities>;
  readonly config: ConfigStore;
  /** @throws AppError `tenant_not_found`. Slug first, then id. */
  forTenant(slugOrId: string): Promise<TenantAccess>;
  /** @throws AppError `unknown_driver` naming the known ones. */
  adapter(driver: string): DatabaseAdapter;
  /** Engines that tenants can live on. */
  drivers(): { driver: ServerConfig['driver']; isolations: readonly Isolation[]; defaultIsolation: Isolation }[];
  /** Opens a stored server's secrets. @throws AppError `not_found`. */
  serverTarget(serverId: string): Promise<ServerTarget>;
  /** Opens a tenant's placement. @throws AppError `tenant_not_found`, `tenant_no_database`. */
  tenantTarget(slugOrId: string): Promise<TenantTarget>;
  /** Forgets cached tenant access under both keys, and drains pools whose credentials changed. */
  forget(what: { tenant?: string; serverId?: string }): Promise<void>;
  pools(): PoolStatistics[];
  /** The same by server; only those that were used. */
  poolTotals(): ServerPoolTotals[];
  close(): Promise<void>;
}

/** What the store asks of machine state; the records answer it. Keeps the store free of the records' room. */
export interface DatabaseStatusSource {
  statusOf(tenantId: string): Promise<string | null>;
}
