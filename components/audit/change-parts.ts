import type { AuditChange } from '@/lib/model/audit';

/** What stands for a secret in the audit. */
const MASK = '••••';

export type Side = { kind: 'unset' } | { kind: 'masked' } | { kind: 'value'; code: boolean; lines: { text: string; /** In the other side too. */ same: boolean }[] };

/** Both sides of a change as they are read: lists entry by entry, so that what stayed can step back; objects as indented JSON. */
export function changeParts({ before, after }: Pick<AuditChange, 'before' | 'after'>): { before: Side; after: Side } {
  return { before: sideOf(before, after), after: sideOf(after, before) };
}

function sideOf(value: unknown, other: unknown): Side {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return { kind: 'unset' };
  if (value === MASK) return { kind: 'masked' };
  if (!Array.isArray(value)) return { kind: 'value', code: typeof value === 'object', lines: [{ text: textOf(value), same: false }] };
  const there = new Set(Array.isArray(other) ? other.map(textOf) : []);
  return { kind: 'value', code: value.some((entry) => typeof entry === 'object'), lines: value.map((entry) => ({ text: textOf(entry), same: there.has(textOf(entry)) })) };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));
