import type { StepError } from '@/lib/model/run';
import type { DatabaseStatus } from '@/lib/model/tenant';

export interface TenantDatabaseState {
  tenantId: string;
  status: DatabaseStatus;
  error: StepError | null;
  usersCount: number | null;
  bytes: number | null;
  tables: number | null;
  countedAt: string | null;
  updatedAt: string;
}

export interface MachineState {
  database(tenantId: string): Promise<TenantDatabaseState | null>;
  databases(tenantIds: readonly string[]): Promise<Map<string, TenantDatabaseState>>;
  /** For reading only: as {@link databases}, and while the records are out of reach what this process last saw (`stale`). */
  lastKnown(tenantIds: readonly string[]): Promise<{ states: Map<string, TenantDatabaseState>; stale: boolean }>;
  setDatabase(tenantId: string, state: { status: DatabaseStatus; error?: StepError | null }): Promise<void>;
  setCounts(tenantId: string, counts: { usersCount: number; bytes: number; tables: number }): Promise<void>;
  removeDatabase(tenantId: string): Promise<void>;
  countByStatus(): Promise<Record<DatabaseStatus, number>>;
  idsByStatus(status: DatabaseStatus): Promise<string[]>;
  /** Why pending migrations of a database that serves could not be applied; null: they were. A database in any other state keeps its own error. */
  setMigrationError(tenantId: string, error: StepError | null): Promise<void>;
  /** In ERROR, or serving with a {@link setMigrationError}. */
  failedIds(): Promise<string[]>;
}
