import { parseArgs } from 'node:util';
import { RunEngine } from '@/lib/runs';
import { getRuntime } from '@/lib/runtime';
import { provisioningRunKinds } from '../run-kinds';

/**
 * A worker that is killed (SIGKILL, by itself) in a step: `--when during` a moment after the step
 * began, `--when after` when its work is done and not yet recorded. Run by the tests as a process of its own.
 */
const { values } = parseArgs({ options: { step: { type: 'string' }, when: { type: 'string' }, lease: { type: 'string' } } });
const DURING_MS = 4;
const die = () => process.kill(process.pid, 'SIGKILL');

const runtime = await getRuntime('worker');
const kinds = provisioningRunKinds(runtime).map((kind) => ({
  ...kind,
  steps: kind.steps.map((step) => ({
    ...step,
    run: async (context: Parameters<typeof step.run>[0]) => {
      if (step.name !== values.step) return step.run(context);
      if (values.when === 'during') setTimeout(die, DURING_MS);
      const result = await step.run(context);
      die();
      return result;
    },
  })),
}));
new RunEngine({ records: runtime.records, kinds, log: runtime.log, leaseMs: Number(values.lease), pollMs: 50 }).start();
