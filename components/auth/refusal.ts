const KINDS = ['unauthenticated', 'second_factor', 'rate_limited', 'internal'] as const;

/** A refusal as the sign-in door words it: `unauthenticated`, `rate_limited:<seconds>`, anything else is our fault. */
export function readRefusal(code: string): { kind: (typeof KINDS)[number]; seconds: number } {
  const [name, rest] = code.split(':');
  const kind = KINDS.find((known) => known === name) ?? (name === 'CredentialsSignin' ? 'unauthenticated' : 'internal');
  return { kind, seconds: Number(rest) > 0 ? Number(rest) : 60 };
}

/** Stands for this site while an address is read. */
const HERE = 'http://here.invalid';

/**
 * Where to go after signing in: a path of this site, never another site. It is read as a browser reads it, which
 * takes a backslash for a slash and leaves out tabs and line ends (WHATWG URL, 4.4), and answered as it was read.
 */
export function safeNext(next: unknown): string {
  const url = typeof next === 'string' && next.startsWith('/') ? URL.parse(next, HERE) : null;
  if (url?.origin !== HERE) return '/';
  const path = `${url.pathname}${url.search}${url.hash}`;
  // Dots can leave two slashes in front: `/..//evil.example`.
  return path.startsWith('//') || url.pathname.startsWith('/sign-in') ? '/' : path;
}
