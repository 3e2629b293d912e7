import type { Runtime } from '@/lib/runtime';
import { removeOwnServers } from '@/lib/tenants/own-server';
import type { ProvisioningSubject } from './provision-steps';
import type { ROLLBACK_STEPS } from './steps';

type Deps = Pick<Runtime, 'store' | 'records'>;

/** Takes down what provisioning made. What is not this tenant's is left alone by the adapter. */
export const rollbackSteps: Record<(typeof ROLLBACK_STEPS)[number], (runtime: Deps, subject: ProvisioningSubject) => Promise<void>> = {
  drop_container: async (runtime, subject) => {
    const tenant = await runtime.store.config.tenants.getById(subject.tenantId);
    // Done already by a run that died before it could say so.
    if (!tenant?.database) return;
    const target = await runtime.store.tenantTarget(subject.tenantId);
    await runtime.store.forget({ tenant: subject.slug });
    await runtime.store.adapter(target.server.driver).provisioner.drop(target);
  },
  detach: async (runtime, subject) => {
    await runtime.store.config.tenants.update(subject.slug, '*', (tenant) => ({ ...tenant, database: null, updatedAt: new Date().toISOString() }));
    await removeOwnServers(runtime, subject.tenantId);
    await runtime.records.machine.removeDatabase(subject.tenantId);
    await runtime.store.forget({ tenant: subject.slug });
  },
};
