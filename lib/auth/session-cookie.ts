import { decode } from 'next-auth/jwt';

const PLAIN_NAME = 'tenantry.session';
/** Browsers accept this prefix only with `Secure`, path `/` and no domain (RFC 6265bis 4.1.3.2). */
const SECURE_NAME = `__Host-${PLAIN_NAME}`;
/** Longest cookie value that is decrypted; ours has some 300 characters. */
const MAX_VALUE_LENGTH = 4096;

/** @param secure the console is reached over https, by `NEXTAUTH_URL`. */
export function sessionCookieName(secure: boolean): string {
  return secure ? SECURE_NAME : PLAIN_NAME;
}

/**
 * The console session that a request's cookies name; one way for pages, actions, `/rpc` and REST.
 * It says nothing of whether the session is still good: that is `resolveSession`'s to say.
 * @returns null without a cookie, and for one that is expired, damaged or not ours.
 */
export async function sessionIdFromCookies(
  cookies: string | null | { get(name: string): string | null },
  secret: string,
): Promise<string | null> {
  const header = typeof cookies === 'string' || cookies === null ? cookies : cookies.get('cookie');
  const value = header && (cookieValue(header, SECURE_NAME) ?? cookieValue(header, PLAIN_NAME));
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
