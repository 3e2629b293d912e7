import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import { isAppError } from '@/lib/errors';
import { adapterContract, describeStore, newTenant, provision, type ContractHarness } from '../../contract';
import { postgresHarness } from '../../testing/postgres-harness';
import { postgres } from '.';
import { temporaryDatabase } from './names';

const SYSTEM = '/usr/lib/postgresql';

function systemBinaries(): { name: string; binDir: string | undefined; missing?: string }[] {
  const versions = existsSync(SYSTEM) ? readdirSync(SYSTEM).filter((version) => existsSync(join(SYSTEM, version, 'bin', 'postgres'))) : [];
  if (versions.length === 0) return [{ name: 'system', binDir: undefined, missing: `no server below ${SYSTEM}` }];
  return versions.map((version) => ({ name: `system ${version}`, binDir: join(SYSTEM, version, 'bin') }));
}

describeStore('postgres').each([{ name: 'embedded', binDir: undefined, missing: undefined }, ...systemBinaries()])('postgres, $name', ({ binDir, missing }) => {
  if (missing) {
    it.skip(missing, () => undefined);
    process.stderr.write(`contract suite of the system's Postgres skipped: ${missing}\n`);
    return;
  }
  let server: PostgresServer;
  let folder: string;
  let harness: ContractHarness;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tenantry-store-'));
    server = await startPostgres({ dataDir: join(folder, 'data'), databases: ['tenants'], durable: false, ...(binDir ? { binDir } : {}) });
    harness = postgresHarness(server);
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('converges after a crash between making a database and naming it', async () => {
    const adapter = harness.open();
    const target = newTenant(adapter, harness.server(), 'database');
    await harness.admin('postgres', `CREATE DATABASE "${temporaryDatabase(target.tenantId)}"`);
    await provision(adapter, target);
    const left = await harness.admin('postgres', `SELECT 1 FROM pg_database WHERE datname = '${temporaryDatabase(target.tenantId)}'`);
    expect(left).toHaveLength(0);
    await adapter.provisioner.drop(target);
    await adapter.close();
  });

  it("finds a tenant's database that was opened to everybody, and one that the tenant's role got into", async () => {
    const adapter = harness.open();
    const [one, two] = [newTenant(adapter, harness.server(), 'database', 'one'), newTenant(adapter, harness.server(), 'database', 'two')];
    for (const target of [one, two]) await provision(adapter, target);
    const broken = (e: unknown) => isAppError(e, 'invalid_state') && e.params.reason === 'isolation_broken' && e.params.database === one.placement.name;
    await harness.admin('postgres', `GRANT CONNECT ON DATABASE "${one.placement.name}" TO PUBLIC`);
    await expect(adapter.provisioner.verify(one)).rejects.toSatisfy(broken);
    await harness.admin('postgres', `REVOKE CONNECT ON DATABASE "${one.placement.name}" FROM PUBLIC; GRANT CONNECT ON DATABASE "${one.placement.name}" TO "${two.placement.role}"`);
    await adapter.provisioner.verify(one);
    await expect(adapter.provisioner.verify(two)).rejects.toSatisfy(broken);
    for (const target of [one, two]) await adapter.provisioner.drop(target);
    await adapter.close();
  });

  adapterContract(postgres, () => harness);
});
