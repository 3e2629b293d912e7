import type { ShippedMigration } from '../ports';
import type { LedgerRow } from './run';

/** Applied is the set of versions. `foreign`: no such file is shipped, or its checksum is another. */
export function standingOf(shipped: readonly ShippedMigration[], applied: readonly LedgerRow[]): { pending: ShippedMigration[]; foreign: LedgerRow[] } {
  const files = new Map(shipped.map((migration) => [migration.version, migration]));
  const done = new Set(applied.map(({ version }) => version));
  return {
    pending: shipped.filter(({ version }) => !done.has(version)),
    foreign: applied.filter(({ version, checksum }) => files.get(version)?.checksum !== checksum),
  };
}
