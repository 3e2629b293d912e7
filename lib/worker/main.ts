import { randomUUID } from 'node:crypto';
import { drainAudit } from '@/lib/audit/drain-audit';
import { settleOpenIntents } from '@/lib/audit/settle-open-intents';
import { allRunKinds } from '@/lib/boot/run-kinds';
import { purgeHiddenFields } from '@/lib/fields/purge-hidden';
import { RunEngine } from '@/lib/runs';
import { closeRuntime, getRuntime, type Runtime } from '@/lib/runtime';
import { recounting } from '@/lib/tenants/recount';
import { startCopyLoop } from './copy-loop';
import { startHealthLoop } from './health-loop';
import { startHistoryLoop } from './history-loop';
import { startLoop } from './loop';
import { startMetricsServer } from './metrics-server';
import { startReconcileLoop } from './reconcile-loop';

/** Runs worked at once: with the best of them waiting for the database, more than the cores brings nothing. */
const CONCURRENCY = 8;
const PER_SERVER = 4;
/** An intent this old belongs to no living process: operations are over in seconds. */
const INTENT_SETTLED_AFTER_MS = 600_000;
/** Audit that waits for the records is chained this soon after they are back. */
const SPOOL_EVERY_MS = 1_000;
/** How soon a list of tenants tells that one has more users. */
const COUNTS_EVERY_MS = 5_000;
/** Their grace is counted in days. */
const HIDDEN_FIELDS_EVERY_MS = 3_600_000;

const runtime = await getRuntime('worker');
const stop = startWorker(runtime);
endOnce();
runtime.log.info('worker started');

/** Starts every loop of the worker; answers how to end them all. */
function startWorker(shared: Runtime): () => Promise<void> {
  const owner = `worker-${process.pid}-${randomUUID()}`;
  const engine = new RunEngine({
    records: shared.records,
    kinds: allRunKinds(shared),
    log: shared.log,
    owner,
    concurrency: CONCURRENCY,
    groupConcurrency: PER_SERVER,
  });
  engine.start();
  const recount = recounting(shared);
  const closeMetrics = startMetricsServer(shared);
  const loops = [
    startHealthLoop(shared, owner),
    startReconcileLoop(shared, owner),
    startHistoryLoop(shared, owner),
    startLoop('hidden fields', HIDDEN_FIELDS_EVERY_MS, shared.log, async () => {
      if (await shared.records.leases.acquire('hidden-fields', owner, HIDDEN_FIELDS_EVERY_MS)) await purgeHiddenFields(shared);
    }),
    ...(shared.configCopy ? [startCopyLoop(shared, shared.configCopy, owner)] : []),
    startLoop('counts', COUNTS_EVERY_MS, shared.log, async () => {
      if (await shared.records.leases.acquire('counts', owner, COUNTS_EVERY_MS * 4)) await recount();
    }),
    startLoop('audit spool', SPOOL_EVERY_MS, shared.log, () => drainAudit(shared)),
    startLoop('audit', INTENT_SETTLED_AFTER_MS, shared.log, () => settleOpenIntents(shared, INTENT_SETTLED_AFTER_MS)),
  ];
  return async () => {
    await Promise.all([engine.stop(5_000), closeMetrics(), ...loops.map((loop) => loop.stop())]);
    for (const lease of ['config-copy', 'health', 'reconcile', 'hidden-fields', 'history', 'counts']) await shared.records.leases.release(lease, owner).catch(() => undefined);
  };
}

/** Ctrl-C reaches the whole process group, and then the supervisor stops its children too: the first signal counts. */
function endOnce(): void {
  let ending: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => (ending ??= end()));
}

/** Whatever cannot be ended well any more (the records are gone before us) ends with the process. */
async function end(): Promise<void> {
  for (const step of [stop, closeRuntime]) await step().catch((error: unknown) => runtime.log.warn({ err: error }, 'worker could not end all it began'));
  process.exit(0);
}
