import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import type { Isolation } from '@/lib/model/common';
import { loadMigrations } from '../migrate';
import type { TenantTarget } from '../ports';
import type { OpenAdapter } from '../registry';
import { newTenant, provision, tenantContext, type ContractHarness } from './harness';

/** Every step twice, in any state, and nothing left over at the end. */
export function provisionerContract(harness: () => ContractHarness, isolations: readonly Isolation[]): void {
  describe.each(isolations)('provisioner, isolation %s', (isolation) => {
    let adapter: OpenAdapter;
    const made: TenantTarget[] = [];
    const fresh = (slug?: string, server = harness().server()) => {
      const target = newTenant(adapter, server, isolation, slug);
      made.push(target);
      return target;
    };
    const roleState = (state: 'absent' | 'ours' | 'foreign') => (adapter.capabilities.roles ? state : 'not_applicable');
    beforeAll(() => {
      adapter = harness().open();
    });
    afterAll(async () => {
      for (const target of made) await adapter.provisioner.drop(target).catch(() => undefined);
      await adapter.close();
    });

    it('goes from nothing to verified, and each step run twice changes nothing', async () => {
      const target = fresh();
      const { provisioner, capabilities } = adapter;
      const role = roleState('ours');
      expect(await provisioner.inspect(target)).toEqual({ container: 'absent', role: roleState('absent'), applied: [] });
      expect(await provisioner.createContainer(target)).toEqual({ created: true });
      expect(await provisioner.createContainer(target)).toEqual({ created: false });
      expect(await provisioner.createRole(target)).toEqual({ created: capabilities.roles });
      expect(await provisioner.createRole(target)).toEqual({ created: false });
      expect(await provisioner.migrate(target, 'contract')).toEqual({ applied: ['0001', '0002', '0003'] });
      expect(await provisioner.migrate(target, 'contract')).toEqual({ applied: [] });
      expect(await provisioner.seed(target)).toEqual({ roles: 2 });
      expect(await provisioner.seed(target)).toEqual({ roles: 2 });
      expect(await provisioner.verify(target)).toMatchObject({ tables: 15 });
      expect(await provisioner.verify(target)).toMatchObject({ tables: 15 });
      expect(await provisioner.inspect(target)).toEqual({ container: 'ours', role, applied: ['0001', '0002', '0003'] });
      const measured = await adapter.measure(target);
      expect(measured).toMatchObject({ tables: 15, users: 0 });
      expect(measured.bytes).toBeGreaterThan(0);
    });

    it('converges when the role came after the tables', async () => {
      const target = fresh();
      await adapter.provisioner.createContainer(target);
      await adapter.provisioner.migrate(target, 'contract');
      await adapter.provisioner.createRole(target);
      await adapter.provisioner.verify(target);
    });

    it('makes one container when many run the same step at once', async () => {
      const target = fresh();
      const created = await Promise.all(Array.from({ length: 4 }, () => adapter.provisioner.createContainer(target)));
      expect(created.filter((answer) => answer.created)).toHaveLength(1);
      await adapter.provisioner.createRole(target);
      const applied = await Promise.all(Array.from({ length: 4 }, () => adapter.provisioner.migrate(target, 'contract')));
      // Which of them does which is chance.
      expect(applied.flatMap((answer) => answer.applied).sort()).toEqual(['0001', '0002', '0003']);
    });

    it('drops everything it made, and dropping again does no harm', async () => {
      const target = fresh();
      await provision(adapter, target);
      await adapter.openTenant(target, tenantContext()).users.create({ email: 'a@example.com' });
      await adapter.provisioner.drop(target);
      await adapter.provisioner.drop(target);
      expect(await adapter.provisioner.inspect(target)).toEqual({ container: 'absent', role: roleState('absent'), applied: [] });
    });

    it('works for hostile names, which come back as they were', async () => {
      const plain = fresh();
      const name = harness().hostileName(plain.tenantId.slice(0, 8));
      const target = { ...plain, placement: { ...plain.placement, name, role: `r ${name}` } };
      made.push(target);
      await provision(adapter, target);
      expect(await adapter.provisioner.inspect(target)).toMatchObject({ container: 'ours', role: roleState('ours') });
      const user = await adapter.openTenant(target, tenantContext()).users.create({ email: 'odd@example.com' });
      expect(await adapter.openTenant(target, tenantContext()).users.getById(user.id)).toEqual(user);
      await adapter.provisioner.drop(target);
      expect(await adapter.provisioner.inspect(target)).toMatchObject({ container: 'absent', role: roleState('absent') });
    });

    it('leaves a foreign container and a foreign role alone', async () => {
      const target = fresh();
      const other = { ...newTenant(adapter, harness().server(), isolation), placement: target.placement };
      await adapter.provisioner.createContainer(target);
      await adapter.provisioner.createRole(target);
      expect(await adapter.provisioner.inspect(other)).toMatchObject({ container: 'foreign', role: roleState('foreign') });
      await expect(adapter.provisioner.createContainer(other)).rejects.toSatisfy((e) => isAppError(e, 'physical_name_taken'));
      if (adapter.capabilities.roles) await expect(adapter.provisioner.createRole(other)).rejects.toSatisfy((e) => isAppError(e, 'physical_name_taken'));
      await adapter.provisioner.drop(other);
      expect(await adapter.provisioner.inspect(target)).toMatchObject({ container: 'ours', role: roleState('ours') });
    });

    it('works as a login that is no superuser', async () => {
      const login = await harness().provisioningLogin();
      const server = harness().server({ id: 'limited', ...login });
      const target = fresh('limited', server);
      await provision(adapter, target);
      await adapter.openTenant(target, tenantContext()).users.create({ email: 'a@example.com' });
      await adapter.provisioner.drop(target);
      expect(await adapter.provisioner.inspect(target)).toMatchObject({ container: 'absent', role: roleState('absent') });
    });

    it('has exactly the tables and columns that are promised beside the migrations', async () => {
      const target = fresh();
      await provision(adapter, target);
      const { catalog } = await loadMigrations(join(process.cwd(), 'migrations'), harness().migrations ?? adapter.driver);
      expect(await harness().columnsOf(target)).toEqual(catalog);
    });

    it('says which server lacks the privilege', async () => {
      const login = await harness().lowPrivilege();
      const server = harness().server({ id: 'poor', name: 'Poor', ...login });
      await expect(adapter.provisioner.createContainer(fresh('poor', server))).rejects.toSatisfy(
        (e) => isAppError(e, 'server_privilege_missing') && e.params.server === 'Poor',
      );
    });

    it("tells the versions of all tenants in one look, and one tenant's ledger", async () => {
      const [head] = (await adapter.migrations()).slice(-1);
      const done = fresh();
      const bare = fresh();
      await provision(adapter, done);
      await adapter.provisioner.createContainer(bare);
      const marks = new Map((await adapter.appliedVersions(done.server)).map((mark) => [mark.tenantId, mark]));
      expect(marks.get(done.tenantId)).toMatchObject({ version: head?.version, checksum: head?.checksum });
      expect(marks.get(bare.tenantId)).toMatchObject({ version: null });
      const ledger = await adapter.ledger(done);
      expect(ledger.at(-1)).toMatchObject({ ...head, appliedBy: 'contract', appliedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string });
      expect(ledger.every((row) => row.durationMs >= 0)).toBe(true);
    });

    it('finds a table that is missing', async () => {
      const target = fresh();
      await provision(adapter, target);
      const { database, table } = harness().place(target);
      await harness().admin(database, `DROP TABLE ${table('user_consent')}`);
      await expect(adapter.provisioner.verify(target)).rejects.toSatisfy((e) => isAppError(e, 'invalid_state') && e.params.missing === 'user_consent');
    });
  });
}
