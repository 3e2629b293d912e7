import type { ConfigCopyRecords } from '@/lib/records/ports';
import type { Runtime } from '@/lib/runtime';

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
  const components: Readiness['components'] = {
    records: records ? { status: 'ok' } : { status: 'down' },
    audit: spooled === 0 ? { status: 'ok' } : { status: 'degraded', detail: 'waits for the records', waiting: spooled },
    ...(runtime.configCopy ? { configCopy: await copyState(runtime.configCopy, records ? runtime.records.configCopy : null) } : {}),
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

/** A change is on its way for a second or two; one that waits longer is not getting there. */
const COPY_LATE_SECONDS = 60;
const DAY_MS = 86_400_000;

/** How far the copy in the global database is behind, and whether it lately differed. @param records null while they are out of reach */
async function copyState(copy: NonNullable<Runtime['configCopy']>, records: ConfigCopyRecords | null): Promise<Component> {
  const [{ waiting, oldestAt }, installation] = await Promise.all([copy.lag(), records ? records.installation().catch(() => null) : null]);
  const lagSeconds = oldestAt === null ? 0 : Math.max(0, Math.round((Date.now() - Date.parse(oldestAt)) / 1000));
  const late = waiting > 0 && (records === null || lagSeconds > COPY_LATE_SECONDS);
  const differed = installation?.differedAt && Date.now() - Date.parse(installation.differedAt) < DAY_MS ? `${installation.differences} differed at ${installation.differedAt}; the files won` : null;
  return { status: late ? 'degraded' : 'ok', ...(differed === null ? {} : { detail: differed }), waiting, lagSeconds };
}
