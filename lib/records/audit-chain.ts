import { createHash } from 'node:crypto';
import type { RecordsTables } from '@/drizzle/schema/tables';
import { canonicalJson } from './canonical-json';

export type AuditRow = RecordsTables['auditEvent']['$inferSelect'];

/** What the first row's hash stands on. */
export const GENESIS_HASH = '0'.repeat(64);

/** SHA-256 (hex) over the previous hash and the row's canonical JSON: every column but the hash itself. */
export function auditRowHash(row: Omit<AuditRow, 'hash'>): string {
  const { prevHash, at, ...columns } = row;
  const body = canonicalJson({ ...columns, at: at.toISOString() });
  return createHash('sha256').update(prevHash).update('\n').update(body).digest('hex');
}

/** Id of the one row that seals the chain's end. */
export const AUDIT_HEAD = 1;

/** Follows the chain row by row. */
export class ChainWalk {
  events = 0;
  hash = GENESIS_HASH;
  /** Id of the last row that fitted. */
  lastId: string | undefined;

  /** What is wrong with the row as the next one of an unbroken chain; null when it fits. */
  next(row: AuditRow): 'changed' | 'unlinked' | 'missing' | null {
    const { hash, ...rest } = row;
    if (row.seq !== this.events + 1) return 'missing';
    if (auditRowHash(rest) !== hash) return 'changed';
    if (row.prevHash !== this.hash) return 'unlinked';
    this.events = row.seq;
    this.hash = hash;
    this.lastId = row.id;
    return null;
  }
}
