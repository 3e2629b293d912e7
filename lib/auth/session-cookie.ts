import { decode } from 'next-auth/jwt';

const PLAIN_NAME = 'tenantry.session';
/** Browsers accept this prefix only with `Secure`, path `/` and no domain (RFC 6265bis 4.1.3.2). */
const SECURE_NAME = `__Host-${PLAIN_NAME}`;
/** Longest cookie value that is decrypted; ours has some 300 characters. */
const MAX_VALUE_LENGTH = 4096;

/** @param secure the console is reached over https, see {@link isReachedByHttps}. */
export function sessionCookieName(secure: boolean): string {
  return secure ? SECURE_NAME : PLAIN_NAME;
}

/** Whether people open the console by https, as `NEXTAUTH_URL` says: a proxy that ends TLS hands plain requests on. */
export const isReachedByHttps = (nextauthUrl: string | undefined): boolean => nextauthUrl?.startsWith('https://') ?? false;

/**
 * The console session that a request's cookies name; one way for pages, actions, `/rpc` and REST.
 * It says nothing of whether the session is still good: that is `resolveSession`'s to say.
 * @param secure as for {@link sessionCookieName}: over https a cookie of the plain name is not read, for a neighbouring
 *   host or a page without TLS could have set it, and sign a browser in as somebody else
 * @returns null without a cookie, and for one that is expired, damaged or not ours.
 */
export async function sessionIdFromCookies(
  cookies: string | null | { get(name: string): string | null },
  secret: string,
  secure: boolean,
): Promise<string | null> {
  const header = typeof cookies === 'string' || cookies === null ? cookies : cookies.get('cookie');
  const value = header && cookieValue(header, sessionCookieName(secure));
  if (!value || !secret || value.length > MAX_VALUE_LENGTH) return null;
  try {
    const claims = await decode({ token: value, secret });
    return typeof claims?.sid === 'string' ? claims.sid : null;
  } catch {
    return null;
  }
}

function cookieValue(header: string, name: string): string | null {
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals !== -1 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return null;
}
