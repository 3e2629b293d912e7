import type { AppliedMigration, TenantMigrations } from '@/lib/model/migration';
import type { AppliedVersion, ShippedMigration } from '@/lib/store/ports';

/** Applied is the set of versions: a gap, an unknown version and a changed file are each told as such. */
export function compareMigrations(shipped: readonly ShippedMigration[], applied: readonly AppliedMigration[]): Pick<TenantMigrations, 'pending' | 'drift'> & { drifted: boolean } {
  const files = new Map(shipped.map((migration) => [migration.version, migration]));
  const done = new Set(applied.map((migration) => migration.version));
  const highest = applied.reduce((max, { version }) => (version > max ? version : max), '');
  const pending = shipped.filter((migration) => !done.has(migration.version));
  const drift = applied.flatMap(({ version, checksum }): TenantMigrations['drift'] => {
    const file = files.get(version);
    if (!file) return [{ kind: 'unknown', version }];
    return file.checksum === checksum ? [] : [{ kind: 'edited', version }];
  });
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
