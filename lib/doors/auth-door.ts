import { randomUUID } from 'node:crypto';
import { handleAuth } from '@/lib/auth/next-auth-handler';
import { AppError, type ErrorCode } from '@/lib/errors';
import { languageFrom } from '@/lib/i18n/language';
import type { Runtime } from '@/lib/runtime';
import { problemOf } from './door-error';
import { problemResponse } from './rest/rest-handler';
import { comesFromHere } from './same-origin';

/** An e-mail, a password, a code and two tokens fit in many times over. */
const MAX_BODY_BYTES = 16_384;

/** What the console uses of next-auth. The rest (`_log` writes what anybody sends, `providers` tells) is not there. */
const ROUTES: readonly string[] = ['csrf', 'session', 'signin', 'signout', 'callback', 'error'];

type RouteContext = { params: Promise<{ nextauth: string[] }> };

/** `/api/auth/*`: next-auth, behind a look at the origin and the size, for it reads a body whatever its length. */
export async function answerAuth(getRuntime: () => Promise<Runtime>, request: Request, context: RouteContext): Promise<Response> {
  const { nextauth } = await context.params;
  const refused = refusal(request, nextauth[0] ?? '');
  if (!refused) return handleAuth(getRuntime, request, context);
  return problemResponse(problemOf(new AppError(refused, { params: { what: 'path' } }), languageFrom(request.headers)), randomUUID());
}

/** Exported for its test. */
export function refusal({ method, headers }: Request, route: string): ErrorCode | null {
  if (!ROUTES.includes(route)) return 'not_found';
  if (method === 'GET' || method === 'HEAD') return null;
  if (!comesFromHere(headers)) return 'forbidden';
  // A body without a length would be read to its end, wherever that is.
  const length = headers.get('content-length');
  if (length === null ? headers.has('transfer-encoding') : Number(length) > MAX_BODY_BYTES) return 'too_large';
  return null;
}
