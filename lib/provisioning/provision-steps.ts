import { AppError } from '@/lib/errors';
import { syncFields } from '@/lib/fields/sync-fields';
import { finishClone } from '@/lib/tenants/clone-tenant';
import type { Runtime } from '@/lib/runtime';
import type { DatabaseAdapter, TenantTarget } from '@/lib/store/ports';
import type { ProvisionStep } from './steps';

type Deps = Pick<Runtime, 'store' | 'records' | 'secretbox'>;

/** What a step works on; read anew for each, since a step may run long after the one before it, in another process. */
export interface ProvisioningSubject {
  tenantId: string;
  slug: string;
}

const VERIFY_DEADLINE_MS = 10_000;

/** Each step of provisioning. All may be run again after a crash at any point, and converge. */
export const provisionSteps: Record<ProvisionStep, (runtime: Deps, subject: ProvisioningSubject) => Promise<void | 'skipped'>> = {
  check_server: async (runtime, subject) => {
    const { target, adapter } = await open(runtime, subject);
    await runtime.records.machine.setDatabase(subject.tenantId, { status: 'CREATING' });
    const probe = await adapter.probe(target.server, VERIFY_DEADLINE_MS);
    if (probe.reason === 'auth_failed') throw new AppError('server_auth_failed', { params: { server: target.server.name } });
    if (probe.status === 'UNHEALTHY') throw new AppError('server_unreachable', { params: { server: target.server.name } });
    if (probe.reason === 'read_only') throw new AppError('server_privilege_missing', { params: { server: target.server.name, privilege: 'write' } });
  },
  create_container: async (runtime, subject) => {
    const { target, adapter } = await open(runtime, subject);
    await adapter.provisioner.createContainer(target);
  },
  create_role: async (runtime, subject) => {
    const { target, adapter } = await open(runtime, subject);
    await adapter.provisioner.createRole(target);
  },
  migrate: async (runtime, subject) => {
    const { target, adapter } = await open(runtime, subject);
    await adapter.provisioner.migrate(target, 'provisioning');
  },
  seed: async (runtime, subject) => {
    const { target, adapter } = await open(runtime, subject);
    await adapter.provisioner.seed(target);
    const tenant = await runtime.store.config.tenants.getById(subject.tenantId);
    if (tenant) await finishClone(runtime, tenant, adapter.openTenant(target, { secretbox: runtime.secretbox }).rbac);
  },
  sync_fields: async (runtime, subject) => {
    const tenant = await runtime.store.config.tenants.getById(subject.tenantId);
    return tenant && (await syncFields(runtime, tenant.slug)) > 0 ? undefined : 'skipped';
  },
  verify: async (runtime, subject) => {
    const { target, adapter } = await open(runtime, subject);
    await adapter.provisioner.verify(target);
  },
  ready: async (runtime, subject) => {
    const { target, adapter } = await open(runtime, subject);
    const { users, ...size } = await adapter.measure(target);
    await runtime.records.machine.setCounts(subject.tenantId, { usersCount: users, ...size });
    await runtime.records.machine.setDatabase(subject.tenantId, { status: 'READY', error: null });
    await runtime.store.forget({ tenant: subject.slug });
  },
};

async function open(runtime: Deps, subject: ProvisioningSubject): Promise<{ target: TenantTarget; adapter: DatabaseAdapter }> {
  const target = await runtime.store.tenantTarget(subject.tenantId);
  return { target, adapter: runtime.store.adapter(target.server.driver) };
}
