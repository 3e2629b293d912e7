import type { Records } from '@/lib/records/ports';
import type { RunKind } from '@/lib/runs';
import { SYSTEM_ACTOR } from './audited';

/** Action of the event that tells how a run ended; who asked for it stands in the event of the operation that names the run. */
export const RUN_END_ACTION = 'runs.end';
/** Error of a run that somebody cancelled. */
export const CANCELLED = 'cancelled';

/** The same kind, with an event in the audit when a run of it has ended. Killed just then, it tells so twice. */
export function withAuditedEnd(kind: RunKind, { audit }: Pick<Records, 'audit'>): RunKind {
  return {
    ...kind,
    async onSettled(run, status, error, params) {
      await kind.onSettled?.(run, status, error, params);
      if (status !== 'succeeded' && status !== 'failed' && status !== 'cancelled') return;
      const changes = [{ path: 'kind', before: null, after: run.kind }, { path: 'status', before: 'running', after: status }];
      const { id } = await audit.intent({ actor: SYSTEM_ACTOR, door: 'worker', action: RUN_END_ACTION, target: { type: 'run', id: run.id, ...(run.tenant !== null && { tenant: run.tenant }) }, changes, ip: null });
      await audit.outcome(id, status === 'succeeded' ? { success: true } : { success: false, error: error?.code ?? CANCELLED });
    },
  };
}
