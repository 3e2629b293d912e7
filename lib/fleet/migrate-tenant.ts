import { AppError } from '@/lib/errors';
import type { Run, StepError } from '@/lib/model/run';
import { tenantRunKey } from '@/lib/provisioning/steps';
import { defineRunKind, type RunKind } from '@/lib/runs';
import type { Runtime } from '@/lib/runtime';
import { compareMigrations } from './compare-migrations';

type Deps = Pick<Runtime, 'store' | 'records'>;

export const MIGRATE_KIND = 'tenant.migrate';
export const MIGRATE_STEPS = ['check_server', 'migrate', 'inspect'] as const;
type MigrateStep = (typeof MIGRATE_STEPS)[number];

const LIVE: readonly Run['status'][] = ['queued', 'running', 'paused'];
const PROBE_DEADLINE_MS = 10_000;

/**
 * Begins to apply what is pending of one tenant, whatever its policy.
 * @param by who asks, as `_migrations` will name them
 * @throws AppError `invalid_state` while the tenant's database is at work, where nothing is pending, and where what is applied
 *   does not match the shipped files; `tenant_not_ready`, `tenant_no_database`, and what a connection may throw.
 */
export async function migrateTenant(runtime: Deps, slug: string, by: string): Promise<{ runId: string; pending: string[] }> {
  const { records } = runtime;
  const last = await records.runs.latestFor(slug, MIGRATE_KIND);
  if (last && LIVE.includes(last.status)) throw new AppError('invalid_state', { params: { state: last.status } });
  const { target, pending, drifted } = await standing(runtime, slug);
  const database = await records.machine.database(target.tenantId);
  if (database?.status !== 'READY') throw new AppError('tenant_not_ready', { params: { tenant: slug, status: database?.status ?? 'PENDING' } });
  if (drifted) throw new AppError('invalid_state', { params: { state: 'migrations_differ' } });
  if (pending.length === 0) throw new AppError('invalid_state', { params: { state: 'nothing_pending' } });
  const run = await records.runs.create({
    kind: MIGRATE_KIND,
    tenant: slug,
    params: { tenantId: target.tenantId, slug, serverId: target.placement.serverId, by },
    steps: [...MIGRATE_STEPS],
    uniqueKey: tenantRunKey(target.tenantId),
  });
  // Another that is taking the data plane up or down came first.
  if (run.kind !== MIGRATE_KIND) throw new AppError('invalid_state', { params: { state: run.status } });
  return { runId: run.id, pending };
}

/** Applying a tenant's pending migrations, as a run; those of one server share that server's turn. */
export function migrateRunKind(runtime: Deps): RunKind {
  return defineRunKind({
    kind: MIGRATE_KIND,
    groupOf: (_run, params) => (typeof params['serverId'] === 'string' ? params['serverId'] : null),
    steps: MIGRATE_STEPS.map((name) => ({ name, run: ({ params }) => STEPS[name](runtime, subjectOf(params)) })),
    onSettled: async (_run, status, error, params) => {
      // Paused or cancelled, nothing new is known of it.
      if (status === 'succeeded' || status === 'failed') await told(runtime, subjectOf(params), error);
    },
  });
}

interface Subject {
  tenantId: string;
  slug: string;
  by: string;
}
const subjectOf = (params: Record<string, unknown>): Subject => ({ tenantId: String(params['tenantId']), slug: String(params['slug']), by: String(params['by']) });

/** Each may be run again after a crash at any point: what is applied is not applied twice. */
const STEPS: Record<MigrateStep, (runtime: Deps, subject: Subject) => Promise<void | 'skipped'>> = {
  check_server: async (runtime, { tenantId }) => {
    const { target, adapter } = await open(runtime, tenantId);
    const probe = await adapter.probe(target.server, PROBE_DEADLINE_MS);
    if (probe.reason === 'auth_failed') throw new AppError('server_auth_failed', { params: { server: target.server.name } });
    if (probe.status === 'UNHEALTHY') throw new AppError('server_unreachable', { params: { server: target.server.name } });
  },
  migrate: async (runtime, { tenantId, by }) => {
    const { target, adapter } = await open(runtime, tenantId);
    const { applied } = await adapter.provisioner.migrate(target, by);
    return applied.length > 0 ? undefined : 'skipped';
  },
  inspect: async (runtime, { tenantId, slug }) => {
    const { pending, drifted } = await standing(runtime, tenantId);
    if (drifted || pending.length > 0) throw new AppError('invalid_state', { params: { state: drifted ? 'migrations_differ' : 'still_pending' } });
    await runtime.store.forget({ tenant: slug });
  },
};

async function open({ store }: Deps, tenant: string) {
  const target = await store.tenantTarget(tenant);
  return { target, adapter: store.adapter(target.server.driver) };
}

async function standing(runtime: Deps, tenant: string) {
  const { target, adapter } = await open(runtime, tenant);
  const [shipped, applied] = await Promise.all([adapter.migrations(), adapter.ledger(target)]);
  const { pending, drifted } = compareMigrations(shipped, applied);
  return { target, pending: pending.map(({ version }) => version), drifted };
}

/** Why it failed stands beside the state of the database, as for migrations that apply themselves; open screens read again. */
async function told({ records }: Deps, { tenantId, slug }: Subject, error: StepError | null): Promise<void> {
  await records.machine.setMigrationError(tenantId, error);
  await records.events.publish({ type: 'provisioning', tenant: slug, data: { slug, status: 'READY', migrated: error === null } });
}
