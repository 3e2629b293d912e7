import { appendFileSync } from 'node:fs';
import { createLogger } from '@/lib/log';
import { openRecords } from '@/lib/records';
import { defineRunKind, RunEngine } from '..';

/** A process of its own that works a run and is killed without warning in its second step: `die-in-step.ts <fsRoot> <trace>`. */
const [fsRoot = '', trace = ''] = process.argv.slice(2);
const log = createLogger('error', 'die');
const kind = defineRunKind({
  kind: 'k',
  steps: [
    { name: 'one', run: async () => appendFileSync(trace, 'one\n') },
    {
      name: 'two',
      run: async () => {
        appendFileSync(trace, 'two\n');
        process.kill(process.pid, 'SIGKILL');
        await new Promise(() => undefined);
      },
    },
  ],
});
new RunEngine({ records: await openRecords({ globalDbDsn: null, fsRoot, log }), kinds: [kind], log, leaseMs: 600 }).start();
