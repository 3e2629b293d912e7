import type { AuditEvent } from '@/lib/model/audit';
import type { Runtime } from '@/lib/runtime';
import { clears, datedBy, type Moment } from './dated-by';
import { findTarget, isInDataPlane, type Found } from './find-target';
import { lookForAccepted } from './look-for-accepted';

export type LookDependencies = Pick<Runtime, 'store' | 'records'>;

/** What a look tells of an intent whose process ended; `null`: it cannot be told. */
export type Seen = boolean | null;

/** A tenant's server keeps a clock of its own: within this a moment of it says nothing against a change. */
const CLOCKS_APART_MS = 60_000;
/** Other events of a target that are looked through; beyond, it counts as changed by others. */
const OTHERS_MAX = 50;

/**
 * Looks whether what an intent announced was done: what was to be made is there and is not older, what was to go is gone,
 * what was to change has changed since and by nobody else.
 * @throws AppError when what it would have to look at cannot be reached now.
 */
export async function look(deps: LookDependencies, event: AuditEvent): Promise<Seen> {
  if (event.action === 'invitations.accept') return lookForAccepted(deps, event);
  const found = await findTarget(deps, event);
  if (found === 'not looked at') return null;
  const verb = event.action.slice(event.action.indexOf('.') + 1);
  if (verb === 'create' || verb === 'invite') return isSince(found?.createdAt, event, apartMs(event)) && (apartMs(event) === 0 || (await nobodyElse(deps, event, 'createdAt')));
  if (verb === 'delete' || verb === 'removeImage') return isGone(found, event);
  const [moment] = datedBy(event.action);
  return found === null || moment === undefined ? null : changed(deps, event, found, moment);
}

/** One that was made anew since says nothing. */
function isGone(found: Found | null, event: AuditEvent): Seen {
  if (found === null) return true;
  return isSince(found.createdAt, event, apartMs(event)) ? null : false;
}

async function changed(deps: LookDependencies, event: AuditEvent, found: Found, moment: Moment): Promise<Seen> {
  const at = found[moment];
  if (at === undefined) return null;
  // What was done may have been undone since, and nothing is left of it then.
  if (at === null) return (await others(deps, event)).some(({ action }) => clears(action, moment)) ? null : false;
  if (!isSince(at, event, apartMs(event))) return false;
  const certain = isSince(at, event, 0) && (await nobodyElse(deps, event, moment));
  return certain ? true : null;
}

const apartMs = (event: AuditEvent): number => (isInDataPlane(event) ? CLOCKS_APART_MS : 0);

const isSince = (moment: string | null | undefined, event: AuditEvent, apart: number): boolean => typeof moment === 'string' && Date.parse(moment) >= Date.parse(event.at) - apart;

/** Whether no other event of the same target, in that time, may have been what left its time in that moment. */
const nobodyElse = async (deps: LookDependencies, event: AuditEvent, moment: Moment): Promise<boolean> => (await others(deps, event)).every(({ action }) => !datedBy(action).includes(moment));

/** Events of the same target, in that time, that may have been done; where there are too many, the event itself stands for those that were not read. */
async function others({ records }: LookDependencies, event: AuditEvent): Promise<AuditEvent[]> {
  const { type, id, tenant } = event.target;
  const from = new Date(Date.parse(event.at) - apartMs(event)).toISOString();
  // An upload gets the name of its target when it is done.
  const target = type === 'image' ? type : `${type}/${id}`;
  const { items, nextCursor } = await records.audit.list({ limit: OTHERS_MAX, target, from, ...(tenant !== undefined && { tenant }) });
  return items.filter((other) => (other.id === event.id ? nextCursor !== null : other.outcome !== 'failure'));
}
