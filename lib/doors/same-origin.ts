import { CSRF_HEADER } from './rpc/csrf';

/** Where a request may come from, as browsers say it (W3C Fetch Metadata); `none` is what somebody typed, or followed from a bookmark. */
type Site = 'same-origin' | 'none';

/**
 * Whether a request that a cookie vouches for comes from a page of ours: fetch metadata where the browser sends
 * them, and the Origin header besides. One without either is no browser's, which has no cookies to lend; whoever
 * answers what a plain form can send asks {@link isFormOfOurs} instead.
 */
export function comesFromHere(headers: Headers, sites: readonly Site[] = ['same-origin']): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && !(sites as readonly string[]).includes(site)) return false;
  const origin = headers.get('origin');
  return origin === null || URL.parse(origin)?.host === headers.get('host');
}

/** A call of the console's own script: {@link comesFromHere}, with a header that no foreign form can send. */
export const isCallOfOurs = (headers: Headers): boolean => headers.get(CSRF_HEADER) !== null && comesFromHere(headers);

/** Something a form could send too: a browser that says nothing of where it comes from is not believed. */
export const isFormOfOurs = (headers: Headers): boolean => (headers.has('origin') || headers.has('sec-fetch-site')) && comesFromHere(headers);
