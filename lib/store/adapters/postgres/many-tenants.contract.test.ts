import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import { isAppError } from '@/lib/errors';
import { newTenant, tenantContext, type ContractHarness } from '../../contract/harness';
import { describeStore } from '../../contract/stores';
import type { TenantTarget } from '../../ports';
import { postgresHarness } from '../../testing/postgres-harness';
import { startTcpProxy, type TcpProxy } from '../../testing/tcp-proxy';

const LONG = process.env.TENANTRY_LONG !== undefined;
const TENANTS = LONG ? 500 : 20;
const CALLERS = LONG ? 2_000 : 400;
/** One in so many has a database of its own, and with it a pool of its own. */
const DATABASE_EACH = 5;
const BUDGET = 20;
/** The web process's, less the place that is kept for the probe. */
const SHARE = 0.6;
const MAY_OPEN = BUDGET * SHARE - 1;

describeStore('postgres')(`${TENANTS} tenants used at once by ${CALLERS} callers`, () => {
  let folder: string;
  let server: PostgresServer;
  let proxy: TcpProxy;
  let harness: ContractHarness;
  let targets: TenantTarget[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenantry-many-'));
    server = await startPostgres({ dataDir: join(folder, 'data'), databases: ['tenants'], durable: false });
    proxy = await startTcpProxy(server);
    harness = postgresHarness(server);
    const adapter = harness.open();
    const made = Array.from({ length: TENANTS }, (_, i) => newTenant(adapter, harness.server(), i % DATABASE_EACH === 0 ? 'database' : 'schema', `many-${i}`));
    const limit = pLimit(4);
    await Promise.all(
      made.map((target) =>
        limit(async () => {
          await adapter.provisioner.createContainer(target);
          await adapter.provisioner.createRole(target);
          await adapter.provisioner.migrate(target, 'contract');
        }),
      ),
    );
    await adapter.close();
    targets = made.map((target) => ({ ...target, server: harness.server({ id: 'many', port: proxy.port, maxConnections: BUDGET }) }));
  }, 1_800_000);
  afterAll(async () => {
    await proxy?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('holds the budget, serves everybody who may wait, and mixes nobody up', { timeout: 600_000 }, async () => {
    const adapter = harness.open({ share: SHARE, maxWaiting: CALLERS, waitMs: 500_000 });
    const open = targets.map((target) => adapter.openTenant(target, tenantContext()));
    await Promise.all(
      Array.from({ length: CALLERS }, async (_, i) => {
        const { users } = open[i % TENANTS]!;
        const made = await users.create({ email: `caller-${i}@example.com` });
        expect((await users.getByEmail(made.email))?.id).toBe(made.id);
        expect(await users.getByEmail(`caller-${i + 1}@example.com`)).toBeNull();
      }),
    );
    expect(proxy.high).toBeLessThanOrEqual(MAY_OPEN);
    expect(adapter.totals()).toMatchObject([{ serverId: 'many', waiting: 0, budget: MAY_OPEN }]);
    expect(adapter.totals()[0]!.open).toBeLessThanOrEqual(MAY_OPEN);
    await adapter.close();
    await expect.poll(() => proxy.open).toBe(0);
  });

  it('refuses at once whom the queue has no room for, and nobody else', { timeout: 600_000 }, async () => {
    const maxWaiting = CALLERS / 4;
    const adapter = harness.open({ share: SHARE, maxWaiting, waitMs: 500_000 });
    const open = targets.map((target) => adapter.openTenant(target, tenantContext()));
    const answers = await Promise.allSettled(Array.from({ length: CALLERS }, (_, i) => open[i % TENANTS]!.users.count()));
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
    expect(refused.every((error) => isAppError(error, 'pool_exhausted') && error.retryAfterSeconds === 1)).toBe(true);
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(maxWaiting);
    expect(proxy.high).toBeLessThanOrEqual(MAY_OPEN);
    await adapter.close();
  });
});
