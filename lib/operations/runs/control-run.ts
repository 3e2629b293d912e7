import { z } from 'zod';
import { runSchema } from '@/lib/model/run';
import { requireRun } from '@/lib/runs/require-run';
import { defineOperation } from '../define-operation';

/** Cancel, pause, resume and retry differ by a word: one maker, four operations. */
function controlRun(what: 'cancel' | 'pause' | 'resume' | 'retry', summary: string) {
  return defineOperation({
    name: `runs.${what}`,
    kind: 'write',
    permission: 'runs:control',
    summary,
    input: z.object({ id: z.string() }),
    output: runSchema,
    errors: ['not_found', 'invalid_state'],
    rest: { method: 'POST', path: `/runs/{id}/${what}` },
    target: ({ id }) => ({ type: 'run', id }),
    handler: async ({ id }, { runtime, principal, audit }) => {
      const before = await requireRun(runtime.records, principal, id);
      audit.target({ type: 'run', id, tenant: before.tenant ?? undefined });
      const after = await runtime.records.runs.request(id, what);
      audit.changes([{ path: 'status', before: before.status, after: after.status }]);
      return after;
    },
  });
}

export const cancelRun = controlRun('cancel', 'Cancel a run between two steps');
export const pauseRun = controlRun('pause', 'Pause a run between two steps');
export const resumeRun = controlRun('resume', 'Resume a paused run');
export const retryRun = controlRun('retry', 'Run the failed steps again');
