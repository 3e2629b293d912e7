import { randomBytes, randomUUID } from 'node:crypto';
import type { Isolation } from '@/lib/model/common';
import { createSecretBox } from '@/lib/secrets';
import type { CustomColumn, ServerTarget, TenantContext, TenantDatabase, TenantTarget } from '../ports';
import type { OpenAdapter } from '../registry';
import type { ColumnKind } from '../sql/custom-columns';

/** What a contract suite needs of an engine: a real server, and hands to break things on it. */
export interface ContractHarness {
  /** A fresh adapter; the suite closes it. */
  open(limits?: { share?: number; waitMs?: number; maxWaiting?: number; failureMs?: number; migrationsDir?: string }): OpenAdapter;
  /** Folder of the engine's migrations where that is not the adapter's name. */
  readonly migrations?: string;
  /** How another process opens the same engine; absent where it lives in this one alone. */
  readonly elsewhere?: {
    /** Folders below which it may keep files. */
    fileRoots: readonly string[];
    /** A statement of a migration that takes some tenths of a second. */
    slow: string;
  };
  /** The server with a user that may do everything. */
  server(overrides?: Partial<ServerTarget>): ServerTarget;
  /** Runs SQL as the administrator, outside of the adapter. */
  admin(database: string, sql: string): Promise<Record<string, unknown>[]>;
  /** Where a tenant's tables are: the database, and a table's name as it is written in a statement. */
  place(target: TenantTarget): { database: string; table(name: string): string };
  /** Tables with their columns, both sorted by their bytes. */
  columnsOf(target: TenantTarget): Promise<Record<string, string[]>>;
  /** A column of `app_user`, as for a user's field of that kind. */
  addColumn(target: TenantTarget, name: string, kind: ColumnKind, unique?: boolean): Promise<void>;
  /** Where more than `DROP COLUMN` is needed. */
  dropColumn?(target: TenantTarget, name: string): Promise<void>;
  /** An integer column becomes text. */
  retypeToText(target: TenantTarget, name: string): Promise<void>;
  /** @param moment RFC 3339 in UTC with six digits. */
  setCreatedAt(target: TenantTarget, userId: string, moment: string): Promise<void>;
  /** Whether the tenant's own role may do something with one of its tables, or make a new one; null where there are no roles. */
  roleMay(target: TenantTarget, what: 'SELECT' | 'INSERT' | 'TRUNCATE' | 'CREATE', table: string): Promise<boolean | null>;
  /** A name as odd as the engine takes it, with `id` in it. */
  hostileName(id: string): string;
  /** Moves moments of all rows of a tenant's table back in time, as if so long had gone by. */
  age(target: TenantTarget, table: string, columns: readonly string[], seconds: number): Promise<void>;
  /** A login that may connect and nothing more, or a folder in which nothing may be made. */
  lowPrivilege(): Promise<Partial<ServerTarget>>;
  /** A login that is no superuser and may make schemas, databases and roles. */
  provisioningLogin(): Promise<Partial<ServerTarget>>;
}

/** A tenant nobody has seen before, placed by the adapter's own names. */
export function newTenant(adapter: OpenAdapter, server: ServerTarget, isolation: Isolation, slug = 'acme'): TenantTarget {
  const tenantId = randomUUID();
  const { name, role } = adapter.physicalNames({ id: tenantId, slug }, isolation);
  return {
    tenantId,
    slug,
    server,
    placement: { serverId: server.id ?? 'server', isolation, name, role, passwordSealed: null },
    password: isolation === 'database' ? `pw-${randomUUID()}` : null,
  };
}

/** All steps, as the reconciler takes them. */
export async function provision(adapter: OpenAdapter, target: TenantTarget): Promise<void> {
  await adapter.provisioner.createContainer(target);
  await adapter.provisioner.createRole(target);
  await adapter.provisioner.migrate(target, 'contract');
  await adapter.provisioner.seed(target);
  await adapter.provisioner.verify(target);
}

const secretbox = createSecretBox([randomBytes(32).toString('base64')]);

/** @param fields in force, asked for each unit of work; none when absent. */
export function tenantContext(fields?: () => readonly CustomColumn[]): TenantContext {
  return { ...(fields && { customColumns: () => Promise.resolve(fields()) }), secretbox };
}

/** One tenant with all its repositories, for a suite; and its end. */
export async function openContractTenant(harness: ContractHarness, isolation: Isolation): Promise<{ adapter: OpenAdapter; target: TenantTarget; db: TenantDatabase; close(): Promise<void> }> {
  const adapter = harness.open();
  const target = newTenant(adapter, harness.server(), isolation);
  await provision(adapter, target);
  return {
    adapter,
    target,
    db: adapter.openTenant(target, tenantContext()),
    close: async () => {
      await adapter.provisioner.drop(target);
      await adapter.close();
    },
  };
}

/** An id that nobody has. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';
