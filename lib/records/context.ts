import type { RecordsTables } from '@/drizzle/schema/tables';
import type { RecordsDatabase } from './db';

/** What every repository is made from. */
export interface RecordsContext {
  db: RecordsDatabase;
  tables: RecordsTables;
  /**
   * The process's clock. Expiry is compared with it, not with the database's (libSQL has none of its own);
   * correctness under skewed clocks rests on fencing numbers, clocks only decide when a lease is given up.
   */
  now(): Date;
}

/** RFC 3339, or null. */
export function isoOrNull(moment: Date | null): string | null {
  return moment ? moment.toISOString() : null;
}
