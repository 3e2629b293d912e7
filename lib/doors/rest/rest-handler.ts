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
import { allOperations } from '@/lib/operations/registry';
import type { Operation } from '@/lib/operations/define-operation';
import type { StreamAnswer, Upload } from '@/lib/operations/stream-answer';
import { buildRestRouter } from './rest-router';

export const REST_PREFIX = '/api/v1';
/** Larger bodies are refused unread; files are read as they come, and bounded by who reads them. */
const MAX_BODY_BYTES = 1_048_576;

/** Makes the REST door: one fetch handler over all operations. Made once per process and kept by the runtime. */
export function createRestHandler(): (request: Request, runtime: Runtime) => Promise<Response> {
  const handle = createHttpHandler(REST_PREFIX);
  const answer = async (request: Request, runtime: Runtime) => {
    const context = await bearerContext(request.headers, runtime);
    runtime.rateLimits.admit({ ...context.call, tenant: tenantNamedBy(request) });
    return handle(request, context);
  };
  return (request, runtime) => answer(request, runtime).catch((error: unknown) => failureResponse(error, request.headers, runtime, 'rest'));
}

/** The tenant that a request names: its path before its header before its query, as an operation's input takes it. */
function tenantNamedBy({ url, headers }: Request): string | null {
  const { pathname, searchParams } = new URL(url);
  const inPath = /^\/api\/v1\/tenants\/([^/]+)/.exec(pathname)?.[1];
  return inPath ?? headers.get('x-tenant-slug') ?? searchParams.get('tenant');
}

/** Operations by method and path, for whoever calls; files go in and out as streams, past the carrier that would hold them. */
export function createHttpHandler(prefix: `/${string}`, only?: (operation: Operation) => boolean): (request: Request, context: DoorContext) => Promise<Response> {
  const handler = new OpenAPIHandler<DoorContext>(buildRestRouter(only), {
    plugins: [new BodyLimitPlugin({ maxBodySize: MAX_BODY_BYTES })],
    customErrorResponseBodyEncoder: transportBody,
  });
  const uploads = new Set(allOperations().flatMap(({ rest }) => rest.accepts ?? []));
  return async (incoming, context) => {
    const { request, upload } = withoutFile(incoming, uploads);
    const unsupported = unsupportedBody(request);
    if (unsupported) return problemResponse(problemOf(unsupported, context.language), context.call.requestId);
    const own: DoorContext = { ...context, call: { ...context.call, upload } };
    const { matched, response } = await handler.handle(request, { prefix, context: own });
    if (!matched) return problemResponse(problemOf(new AppError('not_found', { params: { what: 'path' } }), context.language), context.call.requestId);
    return own.stream ? streamResponse(own.stream, own) : decorate(response, own);
  };
}

/** A request without the file in its body, and the file. */
function withoutFile(request: Request, uploads: ReadonlySet<string>): { request: Request; upload?: Upload } {
  const contentType = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (request.body === null || !uploads.has(contentType)) return { request };
  const headers = new Headers(request.headers);
  for (const name of ['content-type', 'content-length', 'transfer-encoding']) headers.delete(name);
  const bare = new Request(request.url, { method: request.method, headers, signal: request.signal });
  return { request: bare, upload: { contentType, body: request.body } };
}

function streamResponse({ contentType, fileName, body }: StreamAnswer, { call: { requestId } }: DoorContext): Response {
  return new Response(body, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store, no-transform',
      'x-request-id': requestId,
      'x-accel-buffering': 'no',
    },
  });
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
