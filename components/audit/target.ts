import type { AuditEvent } from '@/lib/model/audit';

/** A UUID, or the hash that an image goes by. */
const OPAQUE = /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,})$/i;
const SHORT = 8;
/** Fields that things are known by, the best first. */
const NAMES = ['email', 'name'];

export interface ShownTarget {
  /** What fits in a line: a name whole, an id by its beginning. */
  text: string;
  whole: string;
  /** An id that says nothing to a reader. */
  opaque: boolean;
}

/** What an event was done to, as a line shows it: the tenant, else its name (as the event's own changes tell it) or id. */
export function targetOf({ target, changes = [] }: { target: AuditEvent['target']; changes?: AuditEvent['changes'] }): ShownTarget {
  const whole = target.tenant ?? target.id;
  if (!OPAQUE.test(whole)) return { text: whole, whole, opaque: false };
  const name = NAMES.flatMap((path) => changes.filter((change) => change.path === path).map(({ before, after }) => after ?? before)).find((value) => typeof value === 'string' && value !== '');
  return typeof name === 'string' ? { text: name, whole, opaque: false } : { text: `${whole.slice(0, SHORT)}…`, whole, opaque: true };
}
