import { parseArgs } from 'node:util';
import { RunEngine } from '@/lib/runs';
import { getRuntime } from '@/lib/runtime';
import { fieldsRunKind } from '../apply/run-kind';

/**
 * A worker that is killed (SIGKILL, by itself) in a step of a change of fields: `--when during` a moment after the
 * step began, `--when after` when its work is done and not yet recorded. Run by the tests as a process of its own.
 */
const { values } = parseArgs({ options: { step: { type: 'string' }, when: { type: 'string' }, lease: { type: 'string' }, ms: { type: 'string' } } });
const die = () => process.kill(process.pid, 'SIGKILL');

const runtime = await getRuntime('worker');
const kind = fieldsRunKind(runtime);
const dying = {
  ...kind,
  steps: kind.steps.map((step) => ({
    ...step,
    run: async (context: Parameters<typeof step.run>[0]) => {
      if (step.name !== values.step) return step.run(context);
      if (values.when === 'during') setTimeout(die, Number(values.ms));
      const result = await step.run(context);
      die();
      return result;
    },
  })),
};
new RunEngine({ records: runtime.records, kinds: [dying], log: runtime.log, leaseMs: Number(values.lease), pollMs: 50 }).start();
