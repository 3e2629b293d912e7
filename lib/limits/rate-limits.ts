import type { Principal } from '@/lib/auth/principal';
import type { Environment } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { networkOf } from './network-of';
import { createRateLimiter, type Rate } from './rate-limiter';

/** Requests a minute; 0 is no limit. */
export type RateSettings = Environment['rateLimits'];

export interface Caller {
  principal: Principal;
  /** After `TRUSTED_PROXIES`. */
  ip: string | null;
  /** Tenant that the request names, as it was sent. */
  tenant?: string | null;
}

export interface RateLimits {
  /**
   * Counts a request before anything of it is read: by who calls, or by address while nobody is known. An
   * authorization server's is counted by tenant: a rush of one tenant's users keeps no other tenant's out.
   * @throws AppError `rate_limited`
   */
  admit(caller: Caller): void;
  /**
   * Counts any other token's call on a tenant, once it is known that it may see it. Apart from the authorization
   * servers': neither keeps the other out.
   * @throws AppError `rate_limited`
   */
  admitToTenant(principal: Principal, slug: string): void;
}

/** What a minute allows in ten seconds may come at once. */
const BURST_SHARE = 6;
const rateOf = (perMinute: number): Rate => ({ perMinute, burst: Math.max(1, Math.ceil(perMinute / BURST_SHARE)) });

/** Limits of one process, kept in its memory: a restart forgives, and two web servers count apart. */
export function createRateLimits(settings: RateSettings, now?: () => number): RateLimits {
  const limiter = createRateLimiter({ now });
  const count = (key: string, perMinute: number) => {
    const waitMs = perMinute === 0 ? 0 : limiter.take(key, rateOf(perMinute));
    if (waitMs === 0) return;
    const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
    throw new AppError('rate_limited', { retryAfterSeconds: seconds, params: { seconds } });
  };
  return {
    admit: ({ principal, ip, tenant }) => {
      const { type, id, role, tenants } = principal;
      if (isLocal(principal)) return;
      if (type === 'anonymous') count(`address/${networkOf(ip)}`, settings.address);
      else if (role === 'runtime' && tenant != null && tenants?.includes(tenant)) count(`runtime/${tenant}`, settings.tenant);
      else count(`${type}/${id}`, settings.principal);
    },
    admitToTenant: ({ type, role }, slug) => {
      if (type === 'token' && role !== 'runtime') count(`tenant/${slug}`, settings.tenant);
    },
  };
}

/** Whoever may read `FS_ROOT` is not to be kept from mending something. */
const isLocal = ({ type }: Principal): boolean => type === 'cli' || type === 'system';
