import type { AuditEvent } from '@/lib/model/audit';
import type { Runtime } from '@/lib/runtime';
import { findTarget, isInDataPlane, type Found } from './find-target';

export type LookDependencies = Pick<Runtime, 'store' | 'records'>;

/** What a look tells of an intent whose process ended; `null`: it cannot be told. */
export type Seen = boolean | null;

/** Acts that a target's `updatedAt` tells of; of any other (signing out, a link, a password) it says nothing. */
const UPDATING: readonly string[] = ['update', 'disable', 'enable', 'cordon', 'uncordon', 'createSecret', 'revokeSecret'];
/** Targets that keep the moment of their end, and the act that ends them. */
const ENDING: Readonly<Record<string, string>> = { token: 'revoke', session: 'revokeSession' };

/** A tenant's server keeps a clock of its own: within this a moment of it says nothing against a change. */
const CLOCKS_APART_MS = 60_000;

/**
 * Looks whether what an intent announced was done: what was to be made is there and is not older, what was to go is gone,
 * what was to change has changed since and by nobody else.
 * @throws AppError when what it would have to look at cannot be reached now.
 */
export async function look(deps: LookDependencies, event: AuditEvent): Promise<Seen> {
  const found = await findTarget(deps, event);
  if (found === 'not looked at') return null;
  const verb = event.action.slice(event.action.indexOf('.') + 1);
  if (verb === 'create' || verb === 'invite') return found !== null && isSince(found.createdAt, event, apartMs(event)) && (apartMs(event) === 0 || (await nobodyElse(deps, event)));
  if (verb === 'delete') return found === null;
  if (found === null) return null;
  if (ENDING[event.target.type] === verb) return isSince(found.revokedAt, event, 0);
  return UPDATING.includes(verb) ? changed(deps, event, found) : null;
}

async function changed(deps: LookDependencies, event: AuditEvent, { updatedAt }: Found): Promise<Seen> {
  if (updatedAt === null) return null;
  if (!isSince(updatedAt, event, apartMs(event))) return false;
  const certain = isSince(updatedAt, event, 0) && (await nobodyElse(deps, event));
  return certain ? true : null;
}

const apartMs = (event: AuditEvent): number => (isInDataPlane(event) ? CLOCKS_APART_MS : 0);

const isSince = (moment: string | null, event: AuditEvent, apart: number): boolean => moment !== null && Date.parse(moment) >= Date.parse(event.at) - apart;

/** Whether no other event of the same target, in that time, may have been what changed it. */
async function nobodyElse({ records }: LookDependencies, event: AuditEvent): Promise<boolean> {
  const { type, id, tenant } = event.target;
  const from = new Date(Date.parse(event.at) - apartMs(event)).toISOString();
  const { items } = await records.audit.list({ limit: 10, target: `${type}/${id}`, from, ...(tenant !== undefined && { tenant }) });
  return items.every((other) => other.id === event.id || other.outcome === 'failure');
}
