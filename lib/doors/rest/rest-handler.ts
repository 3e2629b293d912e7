import { randomUUID } from 'node:crypto';
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { BodyLimitPlugin } from '@orpc/server/fetch';
import { AppError } from '@/lib/errors';
import { languageFrom } from '@/lib/i18n/language';
import type { Door } from '@/lib/model/audit';
import { translateError } from '@/lib/operations/translate-error';
import type { Runtime } from '@/lib/runtime';
import { bearerContext, type DoorContext } from '../door-context';
import { problemOf, problemOfBody, transportBody, type Problem } from '../door-error';
import { buildRestRouter } from './rest-router';

export const REST_PREFIX = '/api/v1';
/** Larger bodies are refused unread; imports will stream. */
const MAX_BODY_BYTES = 1_048_576;

/** Makes the REST door: one fetch handler over all operations. Made once per process and kept by the runtime. */
export function createRestHandler(): (request: Request, runtime: Runtime) => Promise<Response> {
  const handler = new OpenAPIHandler<DoorContext>(buildRestRouter(), {
    plugins: [new BodyLimitPlugin({ maxBodySize: MAX_BODY_BYTES })],
    customErrorResponseBodyEncoder: transportBody,
  });
  const answer = async (request: Request, runtime: Runtime) => {
    const context = await bearerContext(request.headers, runtime);
    const unsupported = unsupportedBody(request);
    if (unsupported) return problemResponse(problemOf(unsupported, context.language), context.call.requestId);
    const { matched, response } = await handler.handle(request, { prefix: REST_PREFIX, context });
    if (!matched) return problemResponse(problemOf(new AppError('not_found', { params: { what: 'path' } }), context.language), context.call.requestId);
    return decorate(response, context);
  };
  return (request, runtime) => answer(request, runtime).catch((error: unknown) => failureResponse(error, request.headers, runtime, 'rest'));
}

/** What fails where no operation runs yet, such as looking up who calls, as a problem like any other. */
export function failureResponse(error: unknown, headers: Headers, { log }: Runtime, door: Door): Response {
  const requestId = randomUUID();
  return problemResponse(problemOf(translateError(error, { operation: `door: ${door}`, requestId, log }), languageFrom(headers)), requestId);
}

/** Bodies are JSON; anything else is 415 rather than a guess. */
function unsupportedBody(request: Request): AppError | null {
  const type = request.headers.get('content-type');
  const hasBody = request.body !== null && request.headers.get('content-length') !== '0';
  return hasBody && !/^application\/(?:[\w.+-]+\+)?json\b/i.test(type ?? '') ? new AppError('unsupported_media_type') : null;
}

async function decorate(response: Response, { call: { requestId }, language }: DoorContext): Promise<Response> {
  if (response.status < 400) {
    response.headers.set('x-request-id', requestId);
    response.headers.set('cache-control', 'no-store');
    return response;
  }
  return problemResponse(problemOfBody(await response.json(), language), requestId);
}

export function problemResponse(problem: Problem, requestId: string): Response {
  const { retryAfterSeconds, ...body } = problem;
  const headers = new Headers({ 'content-type': 'application/problem+json', 'x-request-id': requestId, 'cache-control': 'no-store' });
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(Math.ceil(retryAfterSeconds)));
  if (problem.status === 401) headers.set('www-authenticate', 'Bearer realm="tenantry"');
  return new Response(JSON.stringify(body), { status: problem.status, headers });
}
