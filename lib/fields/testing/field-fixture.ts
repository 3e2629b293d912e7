import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import type { FieldChange } from '@/lib/model/field';
import { fieldChangesSchema } from '@/lib/model/field';
import type { Run } from '@/lib/model/run';
import { createTenantInputSchema } from '@/lib/model/tenant';
import { provisioningRunKinds } from '@/lib/provisioning/run-kinds';
import { RunEngine } from '@/lib/runs';
import { createTenant } from '@/lib/tenants/create-tenant';
import { openTestRuntime, testMasterKey, type TestRuntime } from '@/lib/testing/test-runtime';
import { applyPlan, type ApplyRequest } from '../apply/apply-plan';
import { fieldsRunKind } from '../apply/run-kind';
import { makePlan } from '../make-plan';
import { POSTGRES, type FieldEngine, type RunningEngine } from './field-engines';

const DEADLINE_MS = 40_000;
export const LEASE_MS = 1_500;

/** A real server for tenants, another for records, a runtime on them, and an engine of runs that works when asked to. */
export interface FieldFixture {
  runtime: TestRuntime;
  /** Has the records; and the tenants too, where they are on Postgres. */
  server: PostgresServer;
  /** Environment of a child that works on the same records. */
  variables: Record<string, string>;
  engine: FieldEngine;
  /** A tenant with its tables. `container`: its schema or database. */
  tenant(slug: string): Promise<{ table: string; container: string }>;
  writer: RunningEngine['writer'];
  sql<Row extends object = Record<string, unknown>>(text: string): Promise<Row[]>;
  /** Works runs until this one has ended. */
  finish(runId: string): Promise<Run>;
  /** Plans, applies and finishes. @throws AppError as planning and applying do */
  change(slug: string, changes: unknown[], request?: Partial<ApplyRequest>): Promise<Run>;
  close(): Promise<void>;
}

export const parse = (changes: unknown[]): FieldChange[] => fieldChangesSchema.parse(changes);

/** @param engine what tenants are on */
export async function openFieldFixture(engine: FieldEngine = POSTGRES): Promise<FieldFixture> {
  const directory = await mkdtemp(join(tmpdir(), 'tenantry-fields-'));
  const server = await startPostgres({ dataDir: join(directory, 'pg'), databases: ['records', 'tenants'], durable: false });
  const running = await engine.start(server);
  const variables = { FS_ROOT: join(directory, 'root'), GLOBAL_DB_DSN: server.dsn('records'), SECRETBOX_MASTER_KEY: testMasterKey(), ...running.variables };
  const runtime = await openTestRuntime(variables);

  async function finish(runId: string): Promise<Run> {
    const kinds = [...provisioningRunKinds(runtime), fieldsRunKind(runtime)];
    const runs = new RunEngine({ records: runtime.records, kinds, log: runtime.log, leaseMs: LEASE_MS, pollMs: 20 });
    runs.start();
    try {
      for (const deadline = Date.now() + DEADLINE_MS; ; await delay(20)) {
        const run = await runtime.records.runs.get(runId);
        if (run && ['succeeded', 'failed', 'cancelled'].includes(run.status)) return run;
        if (Date.now() > deadline) throw new Error(`did not end: ${JSON.stringify(run)}`);
      }
    } finally {
      await runs.stop();
    }
  }

  return {
    runtime,
    server,
    variables,
    finish,
    engine,
    sql: running.sql,
    writer: running.writer,
    async tenant(slug) {
      const { runId } = await createTenant(runtime, createTenantInputSchema.parse({ slug, name: slug, database: { isolation: engine.isolation } }));
      if (runId) await finish(runId);
      const config = await runtime.store.config.tenants.get(slug);
      const container = config?.database?.name ?? '';
      return { table: engine.table(container), container };
    },
    async change(slug, changes, request = {}) {
      const plan = await makePlan(runtime, slug, parse(changes));
      const { runId } = await applyPlan(runtime, slug, { planId: plan.planId, hash: plan.hash, confirm: plan.confirm, ...request }, true);
      return finish(runId);
    },
    async close() {
      await runtime.dispose();
      await running.stop();
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
