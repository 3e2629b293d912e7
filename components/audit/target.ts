import type { AuditEvent } from '@/lib/model/audit';

/** A UUID, or the hash that an image goes by. */
const OPAQUE = /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,})$/i;
const SHORT = 8;

export interface ShownTarget {
  /** What fits in a line: a name whole, an id by its beginning. */
  text: string;
  whole: string;
  /** An id that says nothing to a reader. */
  opaque: boolean;
}

/** What an event was done to, as a line shows it: the tenant, else its name or id. */
export function targetOf({ target }: Pick<AuditEvent, 'target'>): ShownTarget {
  const whole = target.tenant ?? target.id;
  const opaque = OPAQUE.test(whole);
  return { text: opaque ? `${whole.slice(0, SHORT)}…` : whole, whole, opaque };
}
