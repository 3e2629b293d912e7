import type { Runtime } from '@/lib/runtime';
import { copyNotice, type CopyNotice } from './copy-notice';

export interface Readiness {
  /** `unavailable`: the files cannot be read, or the process could not open; answered with 503. */
  status: 'ready' | 'degraded' | 'unavailable';
  /** `unknown` where the files cannot be read. */
  mode: string;
  components: Record<string, Component>;
}

export interface Component {
  status: 'ok' | 'degraded' | 'down';
  detail?: string;
  /** Of what is handed on later: how much waits, and for how long the oldest has. */
  waiting?: number;
  lagSeconds?: number;
}

const DEADLINE_MS = 3_000;

/** Whether this node can do its work: the files always, the records by a round trip, broken files counted. Never throws. */
export async function readinessOf(open: () => Promise<Pick<Runtime, 'records' | 'store' | 'configCopy'>>): Promise<Readiness> {
  try {
    return await readiness(await open());
  } catch {
    // Why is in the log; it may name paths and addresses.
    return { status: 'unavailable', mode: 'unknown', components: { files: { status: 'down' } } };
  }
}

/** The answer to `GET /readyz`. */
export function readinessResponse(body: Readiness): Response {
  return Response.json(body, { status: body.status === 'unavailable' ? 503 : 200, headers: { 'cache-control': 'no-store' } });
}

export async function readiness(runtime: Pick<Runtime, 'records' | 'store' | 'configCopy'>): Promise<Readiness> {
  const [records, problems, spooled] = await Promise.all([reach(runtime.records.ping()), runtime.store.config.problems(), runtime.records.audit.waiting()]);
  const copy = await copyNotice(runtime, records);
  const components: Readiness['components'] = {
    records: records ? { status: 'ok' } : { status: 'down' },
    audit: spooled === 0 ? { status: 'ok' } : { status: 'degraded', detail: 'waits for the records', waiting: spooled },
    ...(copy && { configCopy: copyState(copy) }),
    files: problems.length === 0 ? { status: 'ok' } : { status: 'degraded', detail: `${problems.length} broken` },
  };
  const degraded = Object.values(components).some((component) => component.status !== 'ok');
  return { status: degraded ? 'degraded' : 'ready', mode: await runtime.store.mode(), components };
}

async function reach(attempt: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), DEADLINE_MS);
  });
  try {
    return await Promise.race([attempt.then(() => true, () => false), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** How far the copy in the global database is behind. */
function copyState({ waiting, lagSeconds, late, differed }: CopyNotice): Component {
  return { status: late ? 'degraded' : 'ok', ...(differed && { detail: `${differed.files} differed at ${differed.at}; the files won` }), waiting, lagSeconds };
}
