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

/** Follows the chain row by row. */
export class ChainWalk {
  events = 0;
  hash = GENESIS_HASH;

  /** False when the row is not the next of an unbroken chain. */
  next(row: AuditRow): boolean {
    const { hash, ...rest } = row;
    if (row.seq !== this.events + 1 || row.prevHash !== this.hash || auditRowHash(rest) !== hash) return false;
    this.events = row.seq;
    this.hash = hash;
    return true;
  }
}
