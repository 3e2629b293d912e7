import { may, maySeeTenant, type Permission } from '@/lib/auth/permissions';
import type { Principal } from '@/lib/auth/principal';
import { STREAM_BEAT, STREAM_BEAT_MS, STREAM_READY } from '@/lib/model/live-event';
import type { EventLog, LiveEvent } from '@/lib/records/ports';
import type { Runtime } from '@/lib/runtime';

const BATCH = 200;
/** Who was away for more events than this is quicker served by reading its screens again. */
const MAX_REPLAY = 1_000;
/** Who listens is looked up this often, beside each time that somebody's access changed: what only a file or the clock tells. */
const RECHECK_MS = 30_000;
const RETRY_MS = 1_000;

export interface StreamStart {
  /** Events after this id follow. */
  from: number;
  /** False when some between the id that was asked for and `from` are not sent. */
  complete: boolean;
}

/** Where a stream goes on for a reader that has seen `asked`, or starts for one that has seen nothing. */
export async function startOfStream(events: EventLog, asked: number | null): Promise<StreamStart> {
  const latest = await events.latestId();
  if (asked === null || asked === latest) return { from: latest, complete: true };
  // An id from before the records were restored from a copy, or begun anew.
  if (asked > latest || latest - asked > MAX_REPLAY) return { from: latest, complete: false };
  const oldest = (await events.since(0, 1))[0]?.id ?? latest;
  // What is older than a day has been pruned.
  return asked + 1 >= oldest ? { from: asked, complete: true } : { from: latest, complete: false };
}

/**
 * Events as they are published, until the reader goes away or `recheck` says that it may not listen any more.
 * @param recheck who is listening, looked up anew; null ends the stream.
 */
export function streamEvents(runtime: Runtime, start: StreamStart, listener: Principal, signal: AbortSignal, recheck: () => Promise<Principal | null>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = () => undefined as void;
  return new ReadableStream({
    start(controller) {
      let principal = listener;
      let stopped = false;
      const send = (text: string) => {
        if (!stopped) controller.enqueue(encoder.encode(text));
      };
      const lookAgain = () => {
        void recheck().then(
          (found) => {
            if (found) principal = found;
            else stop();
          },
          () => undefined,
        );
      };
      const reader = eventReader(runtime, start.from, (event) => {
        if (event.type === 'access') lookAgain();
        if (visible(principal, event)) send(frame(event.type, event.id, { ...event.data, tenant: event.tenant, at: event.at }));
      });
      const unsubscribe = runtime.records.events.onPublish(() => void reader.drain());
      // Its id moves a reader on past events that were not for it.
      const beat = setInterval(() => send(frame(STREAM_BEAT, reader.cursor(), {})), STREAM_BEAT_MS);
      const look = setInterval(lookAgain, RECHECK_MS);
      stop = () => {
        if (stopped) return;
        stopped = true;
        unsubscribe();
        clearInterval(beat);
        clearInterval(look);
        try {
          controller.close();
        } catch {
          // Already closed by the reader's going away.
        }
      };
      signal.addEventListener('abort', () => stop(), { once: true });
      send(`retry: ${RETRY_MS}\n${frame(STREAM_READY, start.from, { complete: start.complete })}`);
      void reader.drain();
    },
    cancel: () => stop(),
  });
}

function frame(type: string, id: number, data: Record<string, unknown>): string {
  return `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Reads on from a cursor, one read at a time; what is published during a read is read after it. */
function eventReader(runtime: Runtime, from: number, take: (event: LiveEvent) => void) {
  let cursor = from;
  let reading = false;
  let again = false;
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
          take(event);
        }
        if (events.length === BATCH) again = true;
      } while (again);
    } catch (error) {
      runtime.log.warn({ err: error }, 'live events could not be read');
    } finally {
      reading = false;
    }
  };
  return { drain, cursor: () => cursor };
}

/** What one must be allowed to read to hear of it; of everything else, the runs. */
const NEEDED: Record<string, Permission | undefined> = { health: 'servers:read', user: 'users:read', session: 'users:read', role: 'roles:read', access: 'admins:manage' };

/** An event of a tenant is for who may see the tenant; one of no tenant for who is limited to none. */
function visible(principal: Principal, event: LiveEvent): boolean {
  const needed = NEEDED[event.type];
  if (needed !== undefined && !may(principal, needed)) return false;
  if (event.type === 'health') return true;
  return event.tenant === null ? principal.tenants === null : maySeeTenant(principal, event.tenant);
}
