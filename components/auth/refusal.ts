const KINDS = ['unauthenticated', 'rate_limited', 'internal'] as const;

/** A refusal as the sign-in door words it: `unauthenticated`, `rate_limited:<seconds>`, anything else is our fault. */
export function readRefusal(code: string): { kind: (typeof KINDS)[number]; seconds: number } {
  const [name, rest] = code.split(':');
  const kind = KINDS.find((known) => known === name) ?? (name === 'CredentialsSignin' ? 'unauthenticated' : 'internal');
  return { kind, seconds: Number(rest) > 0 ? Number(rest) : 60 };
}

/** Where to go after signing in: a path of this site, never another site. */
export function safeNext(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/';
}
