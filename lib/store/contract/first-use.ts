import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { isAppError } from '@/lib/errors';
import { createLogger } from '@/lib/log';
import type { Isolation } from '@/lib/model/common';
import { tenantConfigSchema, type TenantConfig } from '@/lib/model/tenant';
import { buildTestProcesses, type TestProcess, type TestProcesses } from '@/lib/testing/child-processes';
import { FIRST_USE, FirstUse, type FirstUseOptions } from '../migrate/first-use';
import type { TenantTarget } from '../ports';
import type { OpenAdapter } from '../registry';
import type { FirstUseJob } from '../testing/first-use-child';
import { newTenant, tenantContext, type ContractHarness } from './harness';

const AT_ONCE = 20;
const now = new Date().toISOString();
const log = createLogger('silent', 'test');

const tenantOf = ({ tenantId, slug }: TenantTarget, migrationPolicy: TenantConfig['settings']['migrationPolicy'] = 'auto'): TenantConfig =>
  tenantConfigSchema.parse({ id: tenantId, slug, name: slug, settings: { migrationPolicy }, createdAt: now, updatedAt: now });

/** {@link FirstUse} that keeps what it applied itself, by attempt. */
function watching(options: Partial<FirstUseOptions> = {}): { firstUse: FirstUse; attempts: (readonly string[] | Error)[] } {
  const attempts: (readonly string[] | Error)[] = [];
  const around: FirstUseOptions['around'] = async (_tenant, _pending, work) => {
    const how = await work().catch((error: Error) => error);
    attempts.push(how);
    if (how instanceof Error) throw how;
  };
  return { firstUse: new FirstUse({ log, around, ...options }), attempts };
}

/** One process for all suites of a file, and another one when it was killed. */
function otherProcess(): { get(): Promise<TestProcess>; dispose(): Promise<void> } {
  let processes: TestProcesses | null = null;
  let living: TestProcess | null = null;
  return {
    get: async () => {
      processes ??= await buildTestProcesses('lib/store/testing/first-use-child.ts');
      if (!living || living.child.signalCode !== null) living = await processes.start();
      return living;
    },
    dispose: async () => processes?.dispose(),
  };
}

/** Tenants that were made before a migration was shipped get it when they are next used, if their policy says so. */
export function firstUseContract(harness: () => ContractHarness, isolations: readonly Isolation[]): void {
  const other = otherProcess();
  afterAll(() => other.dispose());
  describe.each(isolations)('migrations at the first use, isolation %s', (isolation) => {
    let folder: string;
    let old: OpenAdapter;
    let adapter: OpenAdapter;
    let versions: string[];
    let next: string;
    const opened: OpenAdapter[] = [];
    const made: TenantTarget[] = [];

    /** Migrations as shipped: the first `count` of them, and then `more`. */
    const shipped = async (count?: number, more?: string): Promise<string> => {
      const dir = await mkdtemp(join(folder, 'files-'));
      const engine = harness().migrations ?? harness().server().driver;
      const own = join(dir, engine, 'tenant');
      await cp(join(process.cwd(), 'migrations', engine, 'tenant'), own, { recursive: true });
      const files = (await readdir(own)).filter((file) => file.endsWith('.sql')).sort();
      for (const file of files.slice(count ?? files.length)) await rm(join(own, file));
      const qualifier = (await readFile(join(own, files[0]!), 'utf8')).includes(':schema.') ? ':schema.' : '';
      if (more !== undefined) await writeFile(join(own, `${String((count ?? files.length) + 1).padStart(4, '0')}_more.sql`), `${more.replaceAll('{}', qualifier)};\n`);
      return dir;
    };
    const openOn = (migrationsDir: string): OpenAdapter => {
      const one = harness().open({ migrationsDir });
      opened.push(one);
      return one;
    };
    /** A tenant as it was made when only the first migration was shipped. */
    const behind = async (): Promise<TenantTarget> => {
      const target = newTenant(old, harness().server(), isolation);
      made.push(target);
      const { provisioner } = old;
      await provisioner.createContainer(target);
      await provisioner.createRole(target);
      await provisioner.migrate(target, 'contract');
      await provisioner.seed(target);
      return target;
    };
    const appliedOf = async (target: TenantTarget) => (await adapter.appliedSet(target)).map(({ version }) => version);
    const answers = (target: TenantTarget, one = adapter) => one.openTenant(target, tenantContext()).users.count();
    /** Has the tenant used by another process; leaves the test out where the engine lives in this one alone. */
    const elsewhere = async (target: TenantTarget, migrationsDir: string, callers: number, { skip }: Pick<TestContext, 'skip'>): Promise<TestProcess> => {
      const { elsewhere: way } = harness();
      if (!way) {
        process.stderr.write(`contract of ${adapter.driver}: first use by two processes left out: the engine lives in one process\n`);
        return skip('the engine lives in one process');
      }
      const living = await other.get();
      living.child.stdin?.write(`${JSON.stringify({ migrationsDir, fileRoots: way.fileRoots, tenant: tenantOf(target), target, callers } satisfies FirstUseJob)}\n`);
      return living;
    };

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'tenantry-first-use-'));
      adapter = harness().open();
      old = openOn(await shipped(1));
      versions = (await adapter.migrations()).map(({ version }) => version);
      next = String(versions.length + 1).padStart(4, '0');
    });
    afterAll(async () => {
      // An engine that needs a place to itself to drop it would wait for what the others hold open.
      for (const one of opened) await one.close();
      for (const target of made) await adapter.provisioner.drop(target);
      await adapter.close();
      await rm(folder, { recursive: true, force: true });
    });

    it('applies what is pending once, for all who come at once; the second time there is nothing to do', async () => {
      const target = await behind();
      const { firstUse, attempts } = watching();
      expect(await Promise.all(Array.from({ length: AT_ONCE }, () => firstUse.check(tenantOf(target), adapter, target)))).toEqual(Array.from({ length: AT_ONCE }, () => null));
      expect(attempts).toEqual([versions.slice(1)]);
      expect(await firstUse.check(tenantOf(target), adapter, target)).toBeNull();
      expect(attempts).toHaveLength(1);
      await adapter.provisioner.verify(target);
      const ledger = await adapter.ledger(target);
      expect(ledger.map(({ version, appliedBy }) => [version, appliedBy])).toEqual(versions.map((version, index) => [version, index === 0 ? 'contract' : FIRST_USE]));
    });

    it('applies it once among processes', async ({ skip }) => {
      const target = await behind();
      const { next: answer } = await elsewhere(target, join(process.cwd(), 'migrations'), AT_ONCE / 2, { skip });
      const { firstUse, attempts } = watching();
      const [theirs] = await Promise.all([answer(), ...Array.from({ length: AT_ONCE / 2 }, () => firstUse.check(tenantOf(target), adapter, target).then(() => answers(target)))]);
      expect([...(JSON.parse(theirs ?? '[]') as string[]), ...attempts.flat()].sort()).toEqual(versions.slice(1));
      expect(await appliedOf(target)).toEqual(versions);
    });

    it('mends what a process left that was killed in the middle, and lets nobody wait for long', async ({ skip }) => {
      const target = await behind();
      const dir = await shipped(undefined, harness().elsewhere?.slow ?? '');
      const { kill } = await elsewhere(target, dir, 1, { skip });
      await expect.poll(() => appliedOf(target), { timeout: 20_000 }).toEqual(versions);
      await kill();
      expect(await appliedOf(target)).toEqual(versions);
      const slow = openOn(dir);
      const { firstUse, attempts } = watching({ waitMs: 1 });
      await expect(firstUse.check(tenantOf(target), slow, target)).rejects.toSatisfy((e) => isAppError(e, 'tenant_not_ready') && e.retryAfterSeconds !== undefined);
      await expect.poll(() => attempts, { timeout: 20_000 }).toEqual([[next]]);
      expect(await firstUse.check(tenantOf(target), slow, target)).toBeNull();
    });

    it('leaves a tenant of the policy `manual` as it is', async () => {
      const target = await behind();
      const { firstUse, attempts } = watching();
      expect(await firstUse.check(tenantOf(target, 'manual'), adapter, target)).toBeNull();
      expect(attempts).toEqual([]);
      expect(await appliedOf(target)).toEqual(['0001']);
      expect(await answers(target)).toBe(0);
    });

    it('serves the version before a migration that fails, tries again later, and goes on when it is mended', async () => {
      const target = await behind();
      const broken = openOn(await shipped(undefined, 'INSERT INTO {}not_there (n) VALUES (1)'));
      const { firstUse, attempts } = watching();
      const againAt = await firstUse.check(tenantOf(target), broken, target);
      expect(againAt).toBeGreaterThan(Date.now());
      expect(attempts).toEqual([expect.any(Error)]);
      expect(await appliedOf(target)).toEqual(versions);
      expect(await answers(target, broken)).toBe(0);
      expect(await firstUse.check(tenantOf(target), broken, target)).toBe(againAt);
      expect(attempts).toHaveLength(1);
      const mended = openOn(await shipped(undefined, 'CREATE TABLE {}mended (n INTEGER)'));
      const later = watching();
      expect(await later.firstUse.check(tenantOf(target), mended, target)).toBeNull();
      expect(later.attempts).toEqual([[next]]);
    });

    it('touches nothing where an applied file was changed, or is not known', async () => {
      const target = await behind();
      const { firstUse, attempts } = watching();
      const { database, table } = harness().place(target);
      await harness().admin(database, `UPDATE ${table('_migrations')} SET checksum = 'other'`);
      expect(await firstUse.check(tenantOf(target), adapter, target)).toBeNull();
      expect(await appliedOf(target)).toEqual(['0001']);
      const newer = await behind();
      await openOn(await shipped()).provisioner.migrate(newer, 'contract');
      expect(await firstUse.check(tenantOf(newer), openOn(await shipped(1, 'CREATE TABLE {}other (n INTEGER)')), newer)).toBeNull();
      expect(attempts).toEqual([]);
      expect(await answers(newer)).toBe(0);
    });
  });
}
