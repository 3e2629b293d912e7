import { AppError } from '@/lib/errors';
import { may, maySeeTenant } from '@/lib/auth/permissions';
import type { Principal } from '@/lib/auth/principal';
import type { LiveEvent } from '@/lib/records/ports';
import type { Runtime } from '@/lib/runtime';
import { bearerContext, sessionContext } from './door-context';
import { problemOf } from './door-error';
import { problemResponse } from './rest/rest-handler';

const HEARTBEAT_MS = 15_000;
const BATCH = 200;
/** A session that was revoked, or a token, ends its stream this soon. */
const RECHECK_MS = 30_000;

/**
 * `GET /api/v1/events`: server-sent events (HTML Living Standard §9.2) of what this principal may
 * see, resumed by `Last-Event-ID`. Bearer, or the console's session.
 */
export async function eventStream(request: Request, runtime: Runtime): Promise<Response> {
  const resolve = () =>
    request.headers.has('authorization') ? bearerContext(request.headers, runtime) : sessionContext('rpc', request.headers, runtime);
  const context = await resolve();
  const { principal } = context.call;
  if (!may(principal, 'runs:read')) {
    const code = principal.type === 'anonymous' ? 'unauthenticated' : 'forbidden';
    return problemResponse(problemOf(new AppError(code), context.language), context.call.requestId);
  }
  const last = Number(request.headers.get('last-event-id') ?? NaN);
  const from = Number.isSafeInteger(last) && last >= 0 ? last : await runtime.records.events.latestId();
  const stillAllowed = async () => may((await resolve()).call.principal, 'runs:read');
  return new Response(streamOf(runtime, principal, from, request.signal, stillAllowed), {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' },
  });
}

function streamOf(runtime: Runtime, principal: Principal, from: number, signal: AbortSignal, stillAllowed: () => Promise<boolean>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = () => undefined as void;
  return new ReadableStream({
    start(controller) {
      let cursor = from;
      let reading = false;
      let again = false;
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const drain = async () => {
        if (reading) {
          again = true;
          return;
        }
        reading = true;
        try {
          do {
            again = false;
            const events = await runtime.records.events.since(cursor, BATCH);
            for (const event of events) {
              cursor = event.id;
              if (visible(principal, event)) send(`id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify({ ...event.data, tenant: event.tenant, at: event.at })}\n\n`);
            }
            if (events.length === BATCH) again = true;
          } while (again);
        } catch (error) {
          runtime.log.warn({ err: error }, 'live events could not be read');
        } finally {
          reading = false;
        }
      };
      const unsubscribe = runtime.records.events.onPublish(() => void drain());
      const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS);
      const recheck = setInterval(() => void stillAllowed().then((allowed) => (allowed ? undefined : stop()), () => undefined), RECHECK_MS);
      let stopped = false;
      stop = () => {
        if (stopped) return;
        stopped = true;
        unsubscribe();
        clearInterval(heartbeat);
        clearInterval(recheck);
        try {
          controller.close();
        } catch {
          // Already closed by the reader's going away.
        }
      };
      signal.addEventListener('abort', () => stop(), { once: true });
      send('retry: 1000\n\n');
      void drain();
    },
    cancel: () => stop(),
  });
}

/** An event of a tenant is for who may see the tenant; one of no tenant for who is limited to none. */
function visible(principal: Principal, event: LiveEvent): boolean {
  if (event.type === 'health') return may(principal, 'servers:read');
  return event.tenant === null ? principal.tenants === null : maySeeTenant(principal, event.tenant);
}
