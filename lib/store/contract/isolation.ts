import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import type { Isolation } from '@/lib/model/common';
import type { TenantTarget } from '../ports';
import type { OpenAdapter } from '../registry';
import { newTenant, provision, tenantContext, type ContractHarness } from './harness';
import { interleavingContract } from './interleaving';

/** Two tenants on one server: neither reaches the other, even when the code asks for the wrong place. */
export function isolationContract(harness: () => ContractHarness, isolations: readonly Isolation[]): void {
  describe.each(isolations)('isolation %s', (isolation) => {
    let adapter: OpenAdapter;
    let one: TenantTarget;
    let two: TenantTarget;
    beforeAll(async () => {
      adapter = harness().open();
      one = newTenant(adapter, harness().server(), isolation, 'one');
      two = newTenant(adapter, harness().server(), isolation, 'two');
      await provision(adapter, one);
      await provision(adapter, two);
    });
    afterAll(async () => {
      for (const target of [one, two]) await adapter.provisioner.drop(target);
      await adapter.close();
    });

    it('keeps equal e-mails apart', async () => {
      const a = await adapter.openTenant(one, tenantContext()).users.create({ email: 'same@example.com', name: 'A' });
      const b = await adapter.openTenant(two, tenantContext()).users.create({ email: 'same@example.com', name: 'B' });
      expect((await adapter.openTenant(one, tenantContext()).users.getByEmail('same@example.com'))?.id).toBe(a.id);
      expect((await adapter.openTenant(two, tenantContext()).users.getByEmail('same@example.com'))?.id).toBe(b.id);
      expect(await adapter.openTenant(one, tenantContext()).users.getById(b.id)).toBeNull();
    });

    it("refuses one tenant's role in the other's place", async () => {
      const mixed = { ...one, placement: { ...two.placement, role: one.placement.role } };
      await expect(adapter.openTenant(mixed, tenantContext()).users.count()).rejects.toSatisfy(
        (e) => isAppError(e, 'server_privilege_missing') || isAppError(e, 'server_auth_failed'),
      );
    });

    it('lets the role write rows, and neither its ledger nor its tables', async ({ skip }) => {
      if (!adapter.capabilities.roles) {
        process.stderr.write(`contract of ${adapter.driver}: what roles may is left out: the engine has none (capability roles)\n`);
        skip('the engine has no roles (capability roles)');
      }
      const may = (what: 'SELECT' | 'INSERT' | 'TRUNCATE' | 'CREATE', table: string) => harness().roleMay(one, what, table);
      expect(await may('INSERT', 'app_user')).toBe(true);
      expect(await may('SELECT', '_migrations')).toBe(true);
      expect(await may('INSERT', '_migrations')).toBe(false);
      expect(await may('TRUNCATE', 'app_user')).toBe(false);
      expect(await may('CREATE', 'of_its_own')).toBe(false);
    });

    interleavingContract(harness, isolation);
  });
}
