import type { AuthOptions } from 'next-auth';
import { isAppError } from '@/lib/errors';
import type { Runtime } from '@/lib/runtime';
import { auditedSignIn, auditedSignOut } from './audited-sign-in';
import { requestAddress } from './peer-address';
import { isReachedByHttps, sessionCookieName } from './session-cookie';
import { SESSION_TTL_MS } from './sign-in';

const SESSION_MAX_AGE_SECONDS = SESSION_TTL_MS / 1000;
/** What a browser sends and we keep of it. */
const USER_AGENT_LENGTH = 300;
/** Longer than any code, with room for blanks. */
const CODE_LENGTH = 40;

/**
 * next-auth as the carrier of console sessions: its encrypted cookie holds the id of a session of ours
 * and nothing else, so the registry in the records decides at every request.
 *
 * Refusals reach the sign-in page as `?error=` codes: `unauthenticated`, `second_factor` (the password is right; send it
 * again with a code), `rate_limited:<seconds>`, `internal`.
 */
export async function authOptions(getRuntime: () => Promise<Runtime>): Promise<AuthOptions> {
  const { env } = await getRuntime();
  const secure = isReachedByHttps(env.nextauthUrl);
  return {
    secret: env.nextauthSecret,
    session: { strategy: 'jwt', maxAge: SESSION_MAX_AGE_SECONDS },
    jwt: { maxAge: SESSION_MAX_AGE_SECONDS },
    useSecureCookies: secure,
    cookies: { sessionToken: { name: sessionCookieName(secure), options: { httpOnly: true, sameSite: 'lax', path: '/', secure } } },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [
      {
        id: 'credentials',
        name: 'credentials',
        type: 'credentials',
        credentials: { email: { type: 'email' }, password: { type: 'password' }, code: { type: 'text' } },
        authorize: (credentials, request) => authorize(getRuntime, credentials, request.headers ?? {}),
      },
    ],
    callbacks: {
      // Only at sign-in is there a user; its id is the console session's (see `authorize`).
      jwt: ({ token, user }) => ({ sid: (user as { id?: string } | undefined)?.id ?? token.sid }),
      // The endpoint that next-auth serves to browsers tells nothing but that there is a session.
      session: ({ session }) => ({ expires: session.expires }),
      // Read as a browser reads it; next-auth's own fails on what is no address.
      redirect: ({ url, baseUrl }) => {
        const place = URL.parse(url, baseUrl);
        return place?.origin === baseUrl ? place.href : baseUrl;
      },
    },
    events: {
      signOut: async ({ token }) => {
        const runtime = await getRuntime();
        if (typeof token?.sid === 'string') await auditedSignOut({ records: runtime.records, config: runtime.store.config }, token.sid, null);
      },
    },
    logger: quietLogger(getRuntime),
  };
}

/** @returns next-auth's user: the id is that of the new console session. Never more, for it ends up in a cookie. */
async function authorize(
  getRuntime: () => Promise<Runtime>,
  credentials: Record<'email' | 'password' | 'code', string> | undefined,
  headers: Record<string, unknown>,
): Promise<{ id: string }> {
  const runtime = await getRuntime();
  const header = (name: string) => (typeof headers[name] === 'string' ? headers[name] : null);
  try {
    const signedIn = await auditedSignIn(
      { records: runtime.records, config: runtime.store.config, secretbox: runtime.secretbox },
      {
        email: typeof credentials?.email === 'string' ? credentials.email : '',
        password: typeof credentials?.password === 'string' ? credentials.password : '',
        ...(typeof credentials?.code === 'string' && credentials.code !== '' && { code: credentials.code.slice(0, CODE_LENGTH) }),
        ip: requestAddress({ get: header }, runtime.trustedProxies),
        userAgent: header('user-agent')?.slice(0, USER_AGENT_LENGTH) ?? null,
      },
    );
    if (signedIn.kind === 'session') return { id: signedIn.session.id };
  } catch (error) {
    if (isAppError(error, 'unauthenticated')) throw new Error('unauthenticated', { cause: error });
    if (isAppError(error, 'rate_limited')) throw new Error(`rate_limited:${error.retryAfterSeconds ?? 60}`, { cause: error });
    runtime.log.error({ err: error }, 'sign-in failed');
    throw new Error('internal', { cause: error });
  }
  throw new Error('second_factor');
}

/** next-auth prints to the console by itself; its words go to the log, in one line, without the request's data. */
function quietLogger(getRuntime: () => Promise<Runtime>): AuthOptions['logger'] {
  const write = (level: 'error' | 'warn', code: string) => {
    void getRuntime().then(
      (runtime) => runtime.log[level]({ code }, 'next-auth'),
      () => undefined,
    );
  };
  return { error: (code) => write('error', code), warn: (code) => write('warn', code), debug: () => undefined };
}
