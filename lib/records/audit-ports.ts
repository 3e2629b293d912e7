import type { AuditChange, AuditEvent, ChainVerdict, Door } from '@/lib/model/audit';
import type { Page } from '@/lib/model/common';

export interface AuditIntent {
  actor: AuditEvent['actor'];
  door: Door;
  action: string;
  target: AuditEvent['target'];
  /** Masked already: no secret is ever handed to the audit. */
  changes: AuditChange[];
  ip: string | null;
}

/** `changes` and `target` replace those of the intent when the outcome knows more. */
export interface AuditOutcome {
  /** `null`: by looking it could not be told. */
  success: boolean | null;
  error?: string;
  changes?: AuditChange[];
  target?: AuditEvent['target'];
}

export interface AuditFilter {
  limit: number;
  cursor?: string;
  tenant?: string;
  actor?: string;
  action?: string;
  /** Text in who, action, target, address, error or changes, whatever its case. */
  q?: string;
  /** Kind, id, or `kind/id`. */
  target?: string;
  outcome?: AuditEvent['outcome'];
  door?: Door;
  from?: string;
  /** Exclusive. */
  to?: string;
  /** Only events of these tenants (what a tenant-admin may see). */
  tenants?: readonly string[];
}

/**
 * Append-only, hash-chained from the first row: each row's hash is SHA-256 over the previous hash
 * and the row's canonical JSON. Intent and outcome are rows of their own; appending is serialised
 * across processes so that the chain has no forks. While a global DB is out of reach both go durably
 * to `FS_ROOT/spool`, and into the chain, in order and with their own time, when it is back.
 */
export interface AuditLog {
  intent(intent: AuditIntent): Promise<{ id: string }>;
  outcome(intentId: string, outcome: AuditOutcome): Promise<void>;
  /** Chains what was spooled. @returns how many entries. @throws AppError `server_unreachable` */
  drain(): Promise<number>;
  /** Entries in the spool. */
  waiting(): Promise<number>;
  /** Newest first; intent and outcome joined into one event. */
  list(filter: AuditFilter): Promise<Page<AuditEvent>>;
  /** Intents without outcome, older than `olderThanMs`. */
  open(olderThanMs: number): Promise<AuditEvent[]>;
  /** Walks the chain. @param anchor a head told before, which has to stand at its place still. */
  verify(anchor?: string): Promise<ChainVerdict>;
}
