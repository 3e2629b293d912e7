import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { isAppError } from '@/lib/errors';
import type { Logger } from '@/lib/log';
import { openDurableQueue } from '@/lib/spool/durable-queue';
import { auditLog } from './audit';
import type { AuditEntry } from './audit-spool';
import { clientSecretUse } from './client-secret-use';
import { configCopyRecords } from './config-copy';
import type { RecordsContext } from './context';
import { openLibsqlRecords, openPostgresRecords, type RecordsDatabase } from './db';
import { eventLog } from './events';
import { healthRecords } from './health';
import { idempotencyRecords } from './idempotency';
import { leases } from './leases';
import { attemptLimits } from './limits';
import { machineState } from './machine';
import { migrateDatabase } from './migrate';
import { oneTimeTokens } from './one-time-tokens';
import type { EventLog, Records } from './ports';
import { runRecords } from './runs';
import { recordNumbers } from './numbers';
import { planRecords } from './plans';
import { sessionRecords } from './sessions';
import { tokenRecords } from './tokens';
import { viewRecords } from './views';

export type * from './ports';

export interface RecordsOptions {
  /** Postgres that holds the records; null keeps them in a libSQL file under `fsRoot`. */
  globalDbDsn: string | null;
  fsRoot: string;
  log: Logger;
  /** `drizzle/migrations` of the working directory when absent. */
  migrationsRoot?: string;
  /** The system's clock when absent. */
  now?: () => Date;
}

/**
 * The console's records. Opens on first use, so that a global DB that is down does not stop a start;
 * {@link migrateRecords} must have run once.
 */
export async function openRecords(options: RecordsOptions): Promise<Records> {
  const db = openDatabase(options);
  const context: RecordsContext = { db, tables: db.tables, now: options.now ?? (() => new Date()) };
  const events = eventLog(context, options.log);
  return {
    audit: auditLog(context, options.globalDbDsn === null ? null : openDurableQueue<AuditEntry>(join(options.fsRoot, 'spool'), options.log), options.log),
    configCopy: configCopyRecords(context),
    runs: runRecords({ ...context, telling: events.telling }),
    events: bestEffort(events),
    machine: machineState(context),
    health: healthRecords(context),
    sessions: sessionRecords(context),
    tokens: tokenRecords(context),
    clientSecrets: clientSecretUse(context),
    oneTimeTokens: oneTimeTokens(context),
    limits: attemptLimits(context),
    leases: leases(context),
    plans: planRecords(context),
    idempotency: idempotencyRecords(context),
    views: viewRecords(context),
    numbers: () => recordNumbers(context),
    async ping() {
      await db.use((q) => q.select({ one: sql`1` }).from(db.tables.auditHead).limit(1));
    },
    async close() {
      events.close();
      await db.close();
    },
  };
}

/** What was done is done: that nobody could be told of it must not look like a failure. */
function bestEffort(events: EventLog): EventLog {
  return {
    ...events,
    publish: (event) =>
      events.publish(event).catch((error: unknown) => {
        if (!isAppError(error, 'server_unreachable')) throw error;
      }),
  };
}

/** Applies pending migrations; safe when several processes start at once. @throws AppError `server_unreachable` */
export async function migrateRecords(options: RecordsOptions): Promise<{ applied: number }> {
  const db = openDatabase(options);
  try {
    return await migrateDatabase(db, options.migrationsRoot ?? join(/* turbopackIgnore: true */ process.cwd(), 'drizzle', 'migrations'));
  } finally {
    await db.close();
  }
}

function openDatabase({ globalDbDsn, fsRoot, log }: RecordsOptions): RecordsDatabase {
  return globalDbDsn === null ? openLibsqlRecords(fsRoot) : openPostgresRecords(globalDbDsn, log);
}
