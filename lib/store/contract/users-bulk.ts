import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Isolation } from '@/lib/model/common';
import type { ImportedUser, TenantDatabase, TenantTarget } from '../ports';
import type { OpenAdapter } from '../registry';
import { plainColumn } from '../sql/custom-columns';
import { newTenant, provision, tenantContext, type ContractHarness } from './harness';

/** Many users in one unit of work: what an import writes by. */
export function usersBulkContract(harness: () => ContractHarness, isolations: readonly Isolation[]): void {
  describe.each(isolations)('many users at once, isolation %s', (isolation) => {
    let adapter: OpenAdapter;
    let target: TenantTarget;
    let tenant: TenantDatabase;
    beforeAll(async () => {
      adapter = harness().open();
      target = newTenant(adapter, harness().server(), isolation);
      await provision(adapter, target);
      await harness().addColumn(target, 'badge', 'text', true);
      tenant = adapter.openTenant(target, { ...tenantContext(), customColumns: () => Promise.resolve([plainColumn({ name: 'badge', column: 'badge', kind: 'text', required: false, hasDefault: false, indexed: true })]) });
    });
    afterAll(async () => {
      await adapter.provisioner.drop(target);
      await adapter.close();
    });
    const user = (n: number, over: Partial<ImportedUser> = {}): ImportedUser => ({ id: randomUUID(), email: `bulk${n}@example.com`, ...over });

    it('creates every one of them as one by one, whatever each brings', async () => {
      const all = Array.from({ length: 333 }, (_, n) => user(n, n % 3 === 0 ? { name: `Name ${n}`, customFields: { badge: `B${n}` } } : { metadata: { n } }));
      const [off, signing] = [user(400, { disabled: { reason: 'left', until: null } }), user(401, { passwordHash: '$argon2id$x', passwordTemporary: true, emailVerified: true })];
      await tenant.users.createMany([...all, off, signing]);
      expect(await tenant.users.count()).toBe(335);
      expect(await tenant.users.getById(all[3]?.id ?? '')).toMatchObject({ name: 'Name 3', customFields: { badge: 'B3' }, metadata: {}, status: 'active' });
      expect(await tenant.users.getById(all[4]?.id ?? '')).toMatchObject({ name: null, customFields: { badge: null }, metadata: { n: 4 } });
      expect(await tenant.users.getById(off.id)).toMatchObject({ status: 'disabled', disabledReason: 'left', disabledUntil: null, disabledAt: expect.any(String) as string });
      expect(await tenant.users.getById(signing.id)).toMatchObject({ emailVerified: true });
      expect(await tenant.identities.list(signing.id)).toMatchObject([{ provider: 'password' }]);
      await tenant.users.createMany([]);
    });

    it('keeps none of them where one cannot be', async () => {
      const before = await tenant.users.count();
      await expect(tenant.users.createMany([user(500), user(501), user(0)])).rejects.toMatchObject({ code: 'conflict' });
      await expect(tenant.users.createMany([user(502), user(503, { customFields: { badge: 'B3' } })])).rejects.toMatchObject({ code: 'conflict' });
      await expect(tenant.users.createMany([user(504, { customFields: { shoe: 42 } })])).rejects.toMatchObject({ code: 'validation_failed' });
      expect(await tenant.users.count()).toBe(before);
    });

    it('finds who has an address, in any case', async () => {
      const found = await tenant.users.findByEmails(['BULK7@example.com', 'bulk400@EXAMPLE.com', 'nobody@example.com']);
      expect(found.map(({ email, status }) => [email, status]).sort()).toEqual([['bulk400@example.com', 'disabled'], ['bulk7@example.com', 'active']]);
      expect(await tenant.users.findByEmails([])).toEqual([]);
    });

    it('changes many, or none of them, and tells who is not there', async () => {
      const [one, two] = await tenant.users.findByEmails(['bulk1@example.com', 'bulk2@example.com']);
      const missing = randomUUID();
      const edits = [{ id: one?.id ?? '', change: { name: 'One', customFields: { badge: 'one' } } }, { id: missing, change: { name: 'Nobody' } }, { id: two?.id ?? '', change: { customFields: { badge: null } } }];
      expect(await tenant.users.updateMany(edits)).toEqual([missing]);
      expect(await tenant.users.getById(one?.id ?? '')).toMatchObject({ name: 'One', customFields: { badge: 'one' } });
      await expect(tenant.users.updateMany([{ id: one?.id ?? '', change: { name: 'Other' } }, { id: two?.id ?? '', change: { customFields: { badge: 'one' } } }])).rejects.toMatchObject({ code: 'conflict' });
      expect(await tenant.users.getById(one?.id ?? '')).toMatchObject({ name: 'One' });
    });
  });
}
