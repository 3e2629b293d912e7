import { createHash } from 'node:crypto';
import type { ImportMode } from '@/lib/model/user-file';
import type { ImportedUser, UserProfile, UsersRepository } from '@/lib/store/ports';
import type { Fingerprints } from './fingerprints';
import type { ParsedRow, RowIssue, RowReader } from './read-user';

/** What becomes of a row. */
export type Decision =
  | { kind: 'refuse'; row: ParsedRow; issues: RowIssue[] }
  | { kind: 'skip'; row: ParsedRow }
  | { kind: 'create'; row: ParsedRow; user: ImportedUser; /** It was written already, before this import was interrupted. */ done: boolean }
  | { kind: 'update'; row: ParsedRow; id: string; change: UserProfile; /** Whether they are to be switched off or on. */ to: 'active' | 'disabled' | null };

const NO_REASON = 'Import';

/**
 * Looks who is there, and decides of each row.
 * @param importId with the row it makes a new user's id: who has just that id was created by this import
 */
export async function decideRows(rows: readonly ParsedRow[], { users, reader, seen, mode, importId }: { users: Pick<UsersRepository, 'findByEmails'>; reader: RowReader; seen: Fingerprints; mode: ImportMode; importId: string }): Promise<Decision[]> {
  const emails = rows.filter(({ issues }) => !issues.some(({ column }) => column === 'email' || column === null)).map(({ email }) => email);
  const there = new Map((await users.findByEmails(emails)).map((user) => [user.email.toLowerCase(), user]));
  return rows.map((row): Decision => {
    const { email, issues } = row;
    const taken = (message: string): RowIssue => ({ column: 'email', value: email, message });
    if (email !== '' && !seen.add(email.toLowerCase())) return { kind: 'refuse', row, issues: [...issues, taken('importTwice')] };
    const found = there.get(email.toLowerCase());
    const id = idOfRow(importId, row.row);
    if (!found || found.id === id) {
      const { customFields, issues: missing } = reader.forCreation(row);
      if (issues.length + missing.length > 0) return { kind: 'refuse', row, issues: [...issues, ...missing] };
      return { kind: 'create', row, user: newUser(row, id, customFields), done: found !== undefined };
    }
    if (mode === 'skip') return { kind: 'skip', row };
    if (mode === 'create') return { kind: 'refuse', row, issues: [...issues, taken('importTaken')] };
    const emptied = reader.forChange(row);
    if (issues.length + emptied.length > 0) return { kind: 'refuse', row, issues: [...issues, ...emptied] };
    return { kind: 'update', row, id: found.id, change: row.profile, to: row.status === undefined || row.status === found.status ? null : row.status };
  });
}

function newUser({ email, profile, status, disabledReason, disabledUntil, passwordHash }: ParsedRow, id: string, customFields: Record<string, unknown>): ImportedUser {
  return {
    ...{ ...profile, id, email, customFields },
    ...(passwordHash !== undefined && { passwordHash }),
    ...(status === 'disabled' && { disabled: { reason: disabledReason ?? NO_REASON, until: disabledUntil } }),
  };
}

/** How a row's user is switched off, where it says so. */
export const disabling = ({ disabledReason, disabledUntil }: ParsedRow): { reason: string; until: string | null } => ({ reason: disabledReason ?? NO_REASON, until: disabledUntil });

/** A UUID of our own making (RFC 9562, version 8): the same for the same row however often it is read. */
export function idOfRow(importId: string, row: number): string {
  const hex = createHash('sha256').update(`${importId} ${row}`).digest('hex');
  const variant = ((parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}
