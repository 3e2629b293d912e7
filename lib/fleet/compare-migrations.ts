import type { AppliedMigration, TenantMigrations } from '@/lib/model/migration';
import { standingOf } from '@/lib/store';
import type { AppliedVersion, ShippedMigration } from '@/lib/store/ports';

/** Applied is the set of versions: a gap, an unknown version and a changed file are each told as such. */
export function compareMigrations(shipped: readonly ShippedMigration[], applied: readonly AppliedMigration[]): Pick<TenantMigrations, 'pending' | 'drift'> & { drifted: boolean } {
  const { pending, foreign } = standingOf(shipped, applied);
  const files = new Set(shipped.map(({ version }) => version));
  const highest = applied.reduce((max, { version }) => (version > max ? version : max), '');
  const drift = foreign.map(({ version }): TenantMigrations['drift'][number] => ({ kind: files.has(version) ? 'edited' : 'unknown', version }));
  const gaps = pending.filter(({ version }) => version < highest).map(({ version }) => ({ kind: 'gap' as const, version }));
  return { pending: pending.map(({ version, name, checksum }) => ({ version, name, checksum })), drift: [...drift, ...gaps], drifted: drift.length > 0 };
}

/** The same from a container's mark alone, which knows only the highest version. */
export function stateOfMark(shipped: readonly ShippedMigration[], mark: AppliedVersion): 'upToDate' | 'pending' | 'drifted' {
  if (mark.version === null) return 'pending';
  const file = shipped.find((migration) => migration.version === mark.version);
  if (!file || file.checksum !== mark.checksum) return 'drifted';
  return file === shipped.at(-1) ? 'upToDate' : 'pending';
}
