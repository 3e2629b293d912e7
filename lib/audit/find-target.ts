import { linkPurpose } from '@/lib/admins/links';
import { publishedOf } from '@/lib/branding/branding';
import type { AdminConfig } from '@/lib/model/admin';
import type { AuditEvent } from '@/lib/model/audit';
import type { BrandingVersion } from '@/lib/model/branding';
import type { Moment } from './dated-by';
import type { LookDependencies } from './look';

/** Of a target, when what was last done: null for never, absent where it keeps no such time. */
export type Found = Partial<Record<Moment, string | null>>;

type Find = (deps: LookDependencies, event: AuditEvent, tenant: string) => Promise<Found | null>;

/** Before anything there is: what stands there now is surely older than what is asked about. */
const LONG_AGO = new Date(0).toISOString();
/** Newest sign-in events of a user that are looked through. */
const ACTIVITY_LOOKED_AT = 100;

/** In the tenant's own database: reached over a network, and dated by its clock. */
const IN_DATA_PLANE: Record<string, Find> = {
  user: async ({ store }, event, tenant) => {
    const { users } = await store.forTenant(tenant);
    const { id } = event.target;
    const user = await (id.includes('@') ? users.getByEmail(id) : users.getById(id));
    if (!user) return null;
    const { createdAt, updatedAt } = user;
    return { createdAt, updatedAt, ...(event.action === 'users.setPassword' && (await passwordOf(await store.forTenant(tenant), user.id, event))) };
  },
  role: async ({ store }, { target: { id } }, tenant) => {
    const { rbac } = await store.forTenant(tenant);
    return (await rbac.roles()).find((role) => role.name === id || role.id === id) ?? null;
  },
};

const IN_CONFIGURATION: Record<string, Find> = {
  tenant: ({ store }, { target: { id } }) => store.config.tenants.get(id),
  server: async ({ store }, { target: { id } }) => (await store.config.servers.get(id)) ?? (await store.config.servers.list()).find((server) => server.name === id) ?? null,
  admin: async (deps, event) => {
    const { admins } = deps.store.config;
    const admin = (await admins.get(event.target.id)) ?? (await admins.getByEmail(event.target.id));
    return admin && { ...momentsOfAdmin(admin, event), linkAt: await deps.records.oneTimeTokens.lastMade(linkPurpose(admin.id)) };
  },
  client: ({ store }, { target: { id } }, tenant) => store.config.clients(tenant).get(id),
  scope: ({ store }, { target: { id } }, tenant) => store.config.scopes(tenant).get(id),
  branding: async ({ store }, _event, tenant) => momentsOfBranding((await store.config.branding(tenant).list()).items),
  image: async ({ store }, event, tenant) => {
    const images = await store.config.images(tenant).list();
    // An upload is announced before its bytes, which name it, are known.
    if (event.action !== 'branding.addImage') return images.find(({ id }) => id === event.target.id) ?? null;
    const newest = images.map(({ createdAt }) => createdAt).sort().at(-1) ?? null;
    // One that is there already is not kept again: of that an older image says nothing.
    return newest === null || newest >= event.at ? { imageAt: newest } : {};
  },
  token: async ({ records }, { target: { id }, at }) => (await records.tokens.list()).find((token) => token.id === id || (token.name === id && token.createdAt >= at)) ?? null,
  session: ({ records }, { target: { id } }) => records.sessions.get(id),
};

export const isInDataPlane = ({ target }: AuditEvent): boolean => Object.hasOwn(IN_DATA_PLANE, target.type);

/** What the event's target is now; null where there is none of it. */
export async function findTarget(deps: LookDependencies, event: AuditEvent): Promise<Found | null | 'not looked at'> {
  const kinds = isInDataPlane(event) ? IN_DATA_PLANE : IN_CONFIGURATION;
  const find = Object.hasOwn(kinds, event.target.type) ? kinds[event.target.type] : undefined;
  if (!find || event.target.id === '') return 'not looked at';
  return find(deps, event, event.target.tenant ?? '');
}

function momentsOfAdmin({ createdAt, updatedAt, passwordHash, passwordSetAt, totp }: AdminConfig, { at }: AuditEvent): Found {
  // Nothing was done to it since: then nothing of it is newer, dated or not.
  const untouched = updatedAt < at;
  const withoutFactorAt = totp === undefined ? (untouched ? undefined : updatedAt) : totp.createdAt < at ? LONG_AGO : undefined;
  const codesAt = totp === undefined || totp.confirmedAt === null ? null : totp.recoveryCodesAt;
  return {
    ...{ createdAt, updatedAt },
    ...known('passwordSetAt', passwordHash === null ? null : (passwordSetAt ?? (untouched ? LONG_AGO : undefined))),
    ...known('withoutFactorAt', withoutFactorAt),
    enrolledAt: totp?.createdAt ?? null,
    confirmedAt: totp?.confirmedAt ?? null,
    ...known('recoveryCodesAt', codesAt),
  };
}

const known = (moment: Moment, at: string | null | undefined): Found => (at === undefined ? {} : { [moment]: at });

function momentsOfBranding(versions: readonly BrandingVersion[]): Found {
  const published = versions.filter(({ version }) => version > 0);
  return {
    draftAt: versions.find(({ version }) => version === 0)?.at ?? null,
    publishedAt: publishedOf(published.filter(({ rolledBackTo }) => rolledBackTo === null))?.at ?? null,
    rolledBackAt: publishedOf(published.filter(({ rolledBackTo }) => rolledBackTo !== null))?.at ?? null,
  };
}

/** When a user's password was set; not told where a mailed link may have set it since, which is no event of the audit. */
async function passwordOf({ identities, activity }: Awaited<ReturnType<LookDependencies['store']['forTenant']>>, userId: string, { at }: AuditEvent): Promise<Found> {
  const { items } = await activity.list({ userId, limit: ACTIVITY_LOOKED_AT });
  const looked = items.length < ACTIVITY_LOOKED_AT || items.some((event) => event.at < at);
  if (!looked || items.some((event) => event.outcome === 'reset' && event.at >= at)) return {};
  return { passwordSetAt: (await identities.list(userId)).find(({ passwordSetAt }) => passwordSetAt !== null)?.passwordSetAt ?? null };
}
