import { adminPrincipal } from '@/lib/auth/sessions';
import { createLogger } from '@/lib/log';
import { runOperation } from '@/lib/operations/pipeline';
import { operations } from '@/lib/operations/registry';
import type { AuditLog } from '@/lib/records/ports';
import { getRuntime, type Runtime } from '@/lib/runtime';
import { callAs, principalOf } from '@/lib/testing/test-runtime';

/** How far a call gets: its intent is written and nothing done, it is done and no outcome written, or that is written too. */
type Moment = 'intent' | 'change' | 'outcome';
/** What the calls of one moment work on. */
export interface DyingIds {
  server: string;
  token: string;
  /** Who changes their own account by this password; who is changed by an owner, and who gets a link. */
  self: string;
  other: string;
  locked: string;
  password: string;
}

/**
 * Calls operations that each stop at a moment, and kills itself (SIGKILL) when all have got there.
 * Run by the tests as a process of its own: `dying-calls.ts <ids of what it works on by moment, as JSON>`.
 */
const given = JSON.parse(process.argv[2] ?? '{}') as Record<Moment, DyingIds>;
const never = <T>() => new Promise<T>(() => undefined);

const runtime = await getRuntime('web');
let arrived = 0;
for (const [moment, ids] of Object.entries(given) as [Moment, DyingIds][]) {
  for (const call of await callsOf(moment, ids)) {
    const before = arrived;
    const ended = call().then(() => 'it ended', (error: unknown) => error);
    const early = await Promise.race([ended, until(() => arrived > before)]);
    if (early !== undefined) createLogger('error', 'dying').error({ err: early, moment }, 'a call ended before its moment');
  }
}
process.kill(process.pid, 'SIGKILL');

async function callsOf(moment: Moment, ids: DyingIds): Promise<(() => Promise<unknown>)[]> {
  const stopped = stopping(moment);
  const slug = `of-${moment}`;
  const edit = callAs(owner(), { ifMatch: '*' });
  const admin = await runtime.store.config.admins.get(ids.self);
  if (!admin) throw new Error(`no admin ${ids.self}`);
  const self = callAs(adminPrincipal(admin));
  return [
    () => runOperation(operations.tenants.create, { slug: `born-${moment}`, name: 'Born', database: null }, callAs(owner()), stopped),
    () => runOperation(operations.tenants.update, { slug, name: 'Another' }, edit, stopped),
    () => runOperation(operations.servers.delete, { id: ids.server }, edit, stopped),
    () => runOperation(operations.tokens.create, { name: `token-${moment}`, role: 'viewer' }, callAs(owner()), stopped),
    () => runOperation(operations.tokens.revoke, { id: ids.token }, callAs(owner()), stopped),
    () => runOperation(operations.scopes.create, { slug, name: `scope:${moment}` }, callAs(owner()), stopped),
    () => runOperation(operations.branding.save, { slug, draft: { radius: 4 } }, edit, stopped),
    () => runOperation(operations.branding.publish, { slug }, edit, stopped),
    () => runOperation(operations.me.changePassword, { password: ids.password, newPassword: `${ids.password} again` }, self, stopped),
    () => runOperation(operations.me.enrolSecondFactor, {}, self, stopped),
    () => runOperation(operations.admins.update, { id: ids.other, role: 'operator' }, edit, stopped),
    () => runOperation(operations.admins.invite, { email: `${moment}@invited.example`, role: 'viewer' }, edit, stopped),
    () => runOperation(operations.admins.reset, { id: ids.locked }, edit, stopped),
    () => runOperation(operations.admins.signOut, { id: ids.other }, edit, stopped),
  ];
}

function owner() {
  return principalOf('owner');
}

/** The same runtime, whose audit lets one call get as far as the moment and no further. */
function stopping(moment: Moment): Runtime {
  const { audit } = runtime.records;
  const arrive = <T>() => {
    arrived += 1;
    return never<T>();
  };
  const intent: AuditLog['intent'] = async (of) => {
    const made = await audit.intent(of);
    return moment === 'intent' ? arrive() : made;
  };
  const outcome: AuditLog['outcome'] = async (id, how) => {
    if (moment === 'outcome') await audit.outcome(id, how);
    return arrive();
  };
  return { ...runtime, records: { ...runtime.records, audit: { ...audit, intent, outcome } } };
}

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 5));
}
