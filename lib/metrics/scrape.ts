import { createHash, timingSafeEqual } from 'node:crypto';
import { clientAddress, normaliseAddress, type TrustedProxies } from '@/lib/auth/client-address';
import { bearerSecret } from '@/lib/auth/tokens';
import type { Environment } from '@/lib/env';
import type { Metrics } from './create-metrics';

export interface ScrapeRequest {
  /** The socket's other end. */
  peer: string | null;
  forwardedFor: string | null;
  authorization: string | null;
}

export interface ScrapeAnswer {
  status: 200 | 401 | 403;
  headers: Record<string, string>;
  body: string;
}

type Deps = { env: Pick<Environment, 'metricsToken'>; trustedProxies: TrustedProxies; metrics: Metrics };

/**
 * Answers `GET /metrics`. With `METRICS_TOKEN` its bearer is served, wherever from; without, this machine
 * alone: neither the peer nor any address that a proxy names may be another's.
 */
export async function scrape(request: ScrapeRequest, { env, trustedProxies, metrics }: Deps): Promise<ScrapeAnswer> {
  const plain = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  if (env.metricsToken !== undefined) {
    if (!sameSecret(bearerSecret(request.authorization), env.metricsToken)) {
      return { status: 401, headers: { ...plain, 'www-authenticate': 'Bearer realm="tenantry metrics"' }, body: 'METRICS_TOKEN is wanted as a bearer token\n' };
    }
  } else if (!fromThisMachine(request, trustedProxies)) {
    return { status: 403, headers: plain, body: 'without METRICS_TOKEN metrics are for this machine alone\n' };
  }
  return { status: 200, headers: { ...plain, 'content-type': metrics.contentType }, body: await metrics.text() };
}

/** Compares digests: neither length nor first difference shows in the time. */
function sameSecret(given: string | null, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given ?? ''), digest(wanted)) && given !== null;
}

function fromThisMachine({ peer, forwardedFor }: ScrapeRequest, trustedProxies: TrustedProxies): boolean {
  const client = clientAddress({ peer, forwardedFor }, trustedProxies);
  if (client === null || !isLoopback(client)) return false;
  // A proxy on this machine that nobody declared is a loopback peer too: what it passes on is not.
  return (forwardedFor ?? '').split(',').every((hop) => hop.trim() === '' || isLoopback(normaliseAddress(hop) ?? ''));
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}
