import { AppError } from '@/lib/errors';
import type { Migration } from './load';

export interface LedgerRow {
  version: string;
  checksum: string;
}

/** What the runner asks of an engine. One connection, held throughout. */
export interface MigrationTarget {
  /** Applied versions; empty when there is no ledger yet. */
  ledger(): Promise<LedgerRow[]>;
  /**
   * One transaction: take the tenant's lock, ask `stillWanted` of the ledger as it then is, apply the
   * file, write its ledger row and the container's mark. Answers false when it was not wanted any more.
   */
  apply(migration: Migration, appliedBy: string, stillWanted: (ledger: LedgerRow[]) => boolean): Promise<boolean>;
}

/**
 * Applies what is missing, in order of version. What counts as applied is the set of versions, so
 * a file that was merged late is still applied.
 * @throws AppError `invalid_state` when an applied file was edited afterwards.
 */
export async function runMigrations(target: MigrationTarget, migrations: readonly Migration[], appliedBy: string): Promise<string[]> {
  const pending = pendingOf(migrations, await target.ledger());
  const applied: string[] = [];
  for (const migration of pending) {
    const done = await target.apply(migration, appliedBy, (ledger) => pendingOf(migrations, ledger).includes(migration));
    if (done) applied.push(migration.version);
  }
  return applied;
}

/** @throws AppError `invalid_state` naming the version whose checksum differs. */
export function pendingOf(migrations: readonly Migration[], ledger: readonly LedgerRow[]): Migration[] {
  const applied = new Map(ledger.map((row) => [row.version, row.checksum]));
  for (const { version, checksum } of migrations) {
    const found = applied.get(version);
    if (found !== undefined && found !== checksum) {
      throw new AppError('invalid_state', { params: { reason: 'migration_edited', version } });
    }
  }
  return migrations.filter((migration) => !applied.has(migration.version));
}
