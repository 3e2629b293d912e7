import { AppError, isAppError } from '@/lib/errors';
import type { Logger } from '@/lib/log';
import type { DurableQueue } from '@/lib/spool/durable-queue';
import { grouped } from './grouped';
import type { AuditIntent, AuditOutcome } from './ports';

/** One place in the chain to be, with the moment at which it happened (RFC 3339). */
export type AuditEntry =
  | { kind: 'intent'; id: string; at: string; intent: AuditIntent }
  | { kind: 'outcome'; id: string; at: string; intentId: string; outcome: AuditOutcome };

/** Appends entries to the chain, all or none; for each whether it has a place in it. `again`: they may be there already. */
type Chain = (entries: readonly AuditEntry[], how: { again: boolean }) => Promise<readonly boolean[]>;

/** Entries chained in one transaction, and what a caller chains of others' before its own. */
const BATCH = 200;

export interface AuditRecorder {
  /** @throws AppError `not_found` for an outcome without its intent. */
  record(entry: AuditEntry): Promise<void>;
  /** Chains what waits. @returns how many entries. @throws AppError `server_unreachable` */
  drain(): Promise<number>;
}

/**
 * Writes to the chain, or durably to the spool while the records are out of reach. Order is kept: as
 * long as something waits, what comes goes behind it.
 */
export function auditRecorder(chain: Chain, spool: DurableQueue<AuditEntry> | null, log: Logger): AuditRecorder {
  let draining: Promise<number> | null = null;
  const chainOne = grouped<AuditEntry, boolean>((entries) => chain(entries, { again: false }), BATCH);

  async function place(entry: AuditEntry): Promise<void> {
    if (!(await chainOne(entry))) throw new AppError('not_found', { params: { id: entry.kind === 'outcome' ? entry.intentId : entry.id } });
  }

  async function batch(): Promise<number> {
    if (!spool) return 0;
    const entries = await spool.read(BATCH);
    if (entries.length === 0) return 0;
    await chain(entries.map((entry) => entry.value), { again: true });
    await spool.remove(entries);
    log.info({ entries: entries.length }, 'audit entries chained from the spool');
    return entries.length;
  }

  function batchOnce(): Promise<number> {
    draining ??= batch().finally(() => {
      draining = null;
    });
    return draining;
  }

  return {
    async record(entry) {
      if (!spool) return place(entry);
      try {
        if (!(await spool.isEmpty())) await batchOnce();
        if (await spool.isEmpty()) return await place(entry);
      } catch (error) {
        if (!isAppError(error, 'server_unreachable')) throw error;
      }
      await spool.append(entry);
    },
    async drain() {
      let chained = 0;
      for (let n = await batchOnce(); n > 0; n = await batchOnce()) chained += n;
      return chained;
    },
  };
}
