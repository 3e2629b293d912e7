import type { StepError } from '@/lib/model/run';
import type { DatabaseStatus } from '@/lib/model/tenant';
import { defineRunKind, type RunKind } from '@/lib/runs';
import type { Runtime } from '@/lib/runtime';
import { provisionSteps, type ProvisioningSubject } from './provision-steps';
import { rollbackSteps } from './rollback-steps';
import { PROVISION_KIND, PROVISION_STEPS, ROLLBACK_KIND, ROLLBACK_STEPS } from './steps';

type Deps = Pick<Runtime, 'store' | 'records' | 'secretbox'>;

/** Bringing a tenant's data plane up and taking it down, as runs; those of one server share that server's turn. */
export function provisioningRunKinds(runtime: Deps): RunKind[] {
  const serverOf = (_run: unknown, params: Record<string, unknown>) => (typeof params['serverId'] === 'string' ? params['serverId'] : null);
  return [
    defineRunKind({
      kind: PROVISION_KIND,
      groupOf: serverOf,
      steps: PROVISION_STEPS.map((name) => ({ name, run: ({ params }) => provisionSteps[name](runtime, subjectOf(params)) })),
      onSettled: async (_run, status, error, params) => {
        // A step waiting for its next try is still creating; the reason is shown meanwhile.
        if (status === 'failed') await mark(runtime, params, 'ERROR', error);
        else if (status === 'cancelled') await mark(runtime, params, 'ERROR', error ?? CANCELLED);
        else if (status === 'queued' && error) await mark(runtime, params, 'CREATING', error);
      },
    }),
    defineRunKind({
      kind: ROLLBACK_KIND,
      groupOf: serverOf,
      steps: ROLLBACK_STEPS.map((name) => ({ name, run: ({ params }) => rollbackSteps[name](runtime, subjectOf(params)) })),
      onSettled: async (_run, status, error, params) => {
        if (status === 'failed' || status === 'cancelled') await mark(runtime, params, 'ERROR', error ?? CANCELLED);
      },
    }),
  ];
}

const CANCELLED: StepError = { code: 'invalid_state', params: { state: 'cancelled' }, transient: false };

function subjectOf(params: Record<string, unknown>): ProvisioningSubject {
  return { tenantId: String(params['tenantId']), slug: String(params['slug']) };
}

async function mark(runtime: Deps, params: Record<string, unknown>, status: DatabaseStatus, error: StepError | null): Promise<void> {
  const { tenantId, slug } = subjectOf(params);
  await runtime.records.machine.setDatabase(tenantId, { status, error });
  await runtime.records.events.publish({ type: 'provisioning', tenant: slug, data: { slug, status } });
}
