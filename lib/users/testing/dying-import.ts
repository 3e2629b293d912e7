import { parseArgs } from 'node:util';
import { RunEngine } from '@/lib/runs';
import { getRuntime } from '@/lib/runtime';
import { importRunKind } from '../files/run-import';

/** A worker that is killed (SIGKILL, by itself) in an import, after that many batches. Run by the tests as a process of its own. */
const { values } = parseArgs({ options: { batches: { type: 'string' }, lease: { type: 'string' } } });
const runtime = await getRuntime('worker');
const kind = importRunKind(runtime);
let left = Number(values.batches);
const dying = {
  ...kind,
  steps: kind.steps.map((step) => ({
    ...step,
    run: (context: Parameters<typeof step.run>[0]) =>
      step.run({
        ...context,
        checkpoint: async () => {
          left -= 1;
          if (left === 0) process.kill(process.pid, 'SIGKILL');
          await context.checkpoint();
        },
      }),
  })),
};
new RunEngine({ records: runtime.records, kinds: [dying], log: runtime.log, leaseMs: Number(values.lease), pollMs: 50 }).start();
