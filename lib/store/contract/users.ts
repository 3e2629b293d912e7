import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import type { Isolation } from '@/lib/model/common';
import type { TenantTarget, UsersRepository } from '../ports';
import type { OpenAdapter } from '../registry';
import { newTenant, provision, type ContractHarness } from './harness';

export function usersContract(harness: () => ContractHarness, isolations: readonly Isolation[]): void {
  describe.each(isolations)('users, isolation %s', (isolation) => {
    let adapter: OpenAdapter;
    let target: TenantTarget;
    let users: UsersRepository;
    beforeAll(async () => {
      adapter = harness().open();
      target = newTenant(adapter, harness().server(), isolation);
      await provision(adapter, target);
      ({ users } = adapter.openTenant(target));
    });
    afterAll(async () => {
      await adapter.provisioner.drop(target);
      await adapter.close();
    });

    it('creates and reads back by id and by e-mail in any case', async () => {
      const created = await users.create({ email: 'Ada@Example.com', name: 'Ada', passwordHash: '$argon2id$x' });
      expect(created).toMatchObject({ email: 'Ada@Example.com', name: 'Ada', emailVerified: false, status: 'active' });
      expect(await users.getById(created.id)).toEqual(created);
      expect(await users.getByEmail('aDA@example.COM')).toEqual(created);
    });

    it('answers null for what is not there, also for what is no id', async () => {
      expect(await users.getById('00000000-0000-4000-8000-000000000000')).toBeNull();
      expect(await users.getById("'; DROP TABLE app_user; --")).toBeNull();
      expect(await users.getByEmail('nobody@example.com')).toBeNull();
    });

    it('refuses an e-mail that is taken, and keeps nothing of the attempt', async () => {
      await users.create({ email: 'twice@example.com' });
      const before = await users.count();
      await expect(users.create({ email: 'TWICE@example.com', passwordHash: 'x' })).rejects.toSatisfy(
        (e) => isAppError(e, 'conflict') && e.issues[0]?.path === 'email',
      );
      expect(await users.count()).toBe(before);
      expect(await users.getByEmail('twice@example.com')).not.toBeNull();
    });

    it('lets one of many creators of an e-mail win', async () => {
      const all = await Promise.allSettled(Array.from({ length: 12 }, () => users.create({ email: 'race@example.com' })));
      expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    });
  });
}
