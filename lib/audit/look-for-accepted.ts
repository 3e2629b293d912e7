import type { AuditEvent } from '@/lib/model/audit';
import { datedBy } from './dated-by';
import type { LookDependencies, Seen } from './look';

const OTHERS_MAX = 50;

/** Whether somebody chose a password with a one-time link since: whose it is was not known yet when the intent was written. */
export async function lookForAccepted({ store, records }: LookDependencies, event: AuditEvent): Promise<Seen> {
  const changed = (await store.config.admins.list()).filter(({ updatedAt, passwordHash }) => passwordHash !== null && updatedAt >= event.at);
  const dated = changed.filter(({ passwordSetAt }) => passwordSetAt !== undefined && passwordSetAt >= event.at);
  if (dated.length === 0) return changed.every(({ passwordSetAt }) => passwordSetAt !== undefined) ? false : null;
  const { items, nextCursor } = await records.audit.list({ limit: OTHERS_MAX, target: 'admin', from: event.at });
  const others = items.filter((other) => other.id !== event.id && other.outcome !== 'failure' && datedBy(other.action).includes('passwordSetAt'));
  // Another that is open, or cannot be told, may be what set it.
  if (nextCursor !== null || others.some(({ outcome }) => outcome !== 'success')) return null;
  return dated.some(({ id }) => others.every(({ target }) => target.id !== id));
}
