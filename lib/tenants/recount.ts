import { isAppError } from '@/lib/errors';
import type { LiveEvent } from '@/lib/records/ports';
import type { Runtime } from '@/lib/runtime';
import { IMPORT_RUN_KIND } from '@/lib/users/files/run-import';

/** Events read in one round. */
const EVENTS = 2_000;
/** Tenants counted in one round, one after another, so that their servers hardly notice. */
const TENANTS = 20;
/** Of a tenant in which much happens its users are counted this often, ms: counting looks at every row. */
const PAUSE_MS = 60_000;

type Deps = Pick<Runtime, 'store' | 'records' | 'log'>;

/** Something may have made users more or fewer. */
const concernsUsers = ({ type, data }: LiveEvent): boolean => type === 'user' || (type === 'run' && data['kind'] === IMPORT_RUN_KIND && data['step'] === undefined);

/**
 * Counts anew the users of the tenants in which something happened to them, and how large their data is.
 * @returns one round; answers how many tenants were counted. The first looks at what happened lately too: its process may follow on one that ended.
 */
export function recounting({ store, records, log }: Deps): (now?: number) => Promise<number> {
  let after: number | null = null;
  const due = new Set<string>();
  const counted = new Map<string, number>();

  async function count(slug: string): Promise<boolean> {
    const tenant = await store.config.tenants.get(slug);
    if (!tenant?.database || (await records.machine.database(tenant.id))?.status !== 'READY') return false;
    const target = await store.tenantTarget(tenant.id);
    const { users, ...size } = await store.adapter(target.server.driver).measure(target);
    await records.machine.setCounts(tenant.id, { usersCount: users, ...size });
    await records.events.publish({ type: 'tenant', tenant: slug, data: { usersCount: users } });
    return true;
  }

  return async (now = Date.now()) => {
    after ??= Math.max(0, (await records.events.latestId()) - EVENTS);
    for (const event of await records.events.since(after, EVENTS)) {
      after = event.id;
      if (event.tenant !== null && concernsUsers(event)) due.add(event.tenant);
    }
    for (const [slug, at] of counted) if (now - at >= PAUSE_MS) counted.delete(slug);
    let done = 0;
    for (const slug of [...due].filter((one) => !counted.has(one)).slice(0, TENANTS)) {
      due.delete(slug);
      counted.set(slug, now);
      try {
        if (await count(slug)) done += 1;
      } catch (error) {
        if (!isAppError(error)) throw error;
        log.warn({ tenant: slug, code: error.code }, 'users could not be counted; they are after the next change');
      }
    }
    return done;
  };
}
