import type { Queries, RecordsDatabase } from './db';

/** A query whose values are `sql.placeholder`s. */
interface Preparable<T> {
  prepare(name: string): { execute(values: Record<string, unknown>): Promise<T> };
}

/**
 * A query built at its first use and then only filled: building one costs as much as a small query
 * itself. It is not named on the server, so it works behind a pooler too.
 */
export function builtOnce<T>(db: RecordsDatabase, build: (queries: Queries) => Preparable<T>): (values: Record<string, unknown>) => Promise<T> {
  let built: ReturnType<Preparable<T>['prepare']> | null = null;
  return (values) => db.use((queries) => (built ??= build(queries).prepare('')).execute(values));
}
