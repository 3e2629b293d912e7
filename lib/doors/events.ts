import { AppError } from '@/lib/errors';
import { liveScope } from '@/lib/auth/live-scope';
import { may } from '@/lib/auth/permissions';
import type { Principal } from '@/lib/auth/principal';
import type { Runtime } from '@/lib/runtime';
import { bearerContext, sessionContext } from './door-context';
import { problemOf } from './door-error';
import { startOfStream, streamEvents } from './event-stream';
import { failureResponse, problemResponse } from './rest/rest-handler';
import { comesFromHere } from './same-origin';

/**
 * `GET /api/v1/events`: server-sent events (HTML Living Standard §9.2) of what this principal may
 * see. Bearer, or the console's session. It goes on after `Last-Event-ID`, which a browser sends when it
 * reconnects by itself; a new EventSource cannot set headers, so `?lastEventId=` says the same.
 * `?scope=` refuses the stream to a browser in which somebody else has signed in meanwhile.
 */
export function eventStream(request: Request, runtime: Runtime): Promise<Response> {
  return open(request, runtime).catch((error: unknown) => failureResponse(error, request.headers, runtime, request.headers.has('authorization') ? 'rest' : 'rpc'));
}

async function open(request: Request, runtime: Runtime): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const scope = query.get('scope');
  const resolve = async () => {
    const context = await (request.headers.has('authorization') ? bearerContext(request.headers, runtime) : sessionContext('rpc', request.headers, runtime));
    return { context, refused: refusal(context.call.principal, scope) };
  };
  const { context, refused } = await resolve();
  runtime.rateLimits.admit(context.call);
  if (!request.headers.has('authorization') && !comesFromHere(request.headers)) return problemResponse(problemOf(new AppError('forbidden'), context.language), context.call.requestId);
  if (refused) return problemResponse(problemOf(new AppError(refused), context.language), context.call.requestId);
  const asked = eventId(request.headers.get('last-event-id')) ?? eventId(query.get('lastEventId'));
  const start = await startOfStream(runtime.records.events, asked);
  const stream = streamEvents(runtime, start, context.call.principal, request.signal, async () => {
    const now = await resolve();
    return now.refused ? null : now.context.call.principal;
  });
  return new Response(stream, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' },
  });
}

function refusal(principal: Principal, scope: string | null): 'unauthenticated' | 'forbidden' | null {
  if (principal.type === 'anonymous' || (scope !== null && scope !== liveScope(principal))) return 'unauthenticated';
  return may(principal, 'runs:read') ? null : 'forbidden';
}

function eventId(text: string | null): number | null {
  const id = text === null || text === '' ? NaN : Number(text);
  return Number.isSafeInteger(id) && id >= 0 ? id : null;
}
