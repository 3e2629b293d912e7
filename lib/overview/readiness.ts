import type { Runtime } from '@/lib/runtime';

export interface Readiness {
  status: 'ready' | 'degraded' | 'unavailable';
  mode: string;
  components: Record<string, { status: 'ok' | 'degraded' | 'down'; detail?: string }>;
}

const DEADLINE_MS = 3_000;

/** Whether this node can do its work: the files always, the records by a round trip, broken files named. */
export async function readiness(runtime: Runtime): Promise<Readiness> {
  const [records, problems] = await Promise.all([reach(runtime.records.ping()), runtime.store.config.problems()]);
  const components: Readiness['components'] = {
    records: records ? { status: 'ok' } : { status: 'down' },
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
