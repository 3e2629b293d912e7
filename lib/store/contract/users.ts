import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import type { Isolation } from '@/lib/model/common';
import type { TenantTarget, UsersRepository } from '../ports';
import type { OpenAdapter } from '../registry';
import { newTenant, provision, tenantContext, type ContractHarness } from './harness';

export function usersContract(harness: () => ContractHarness, isolations: readonly Isolation[]): void {
  describe.each(isolations)('users, isolation %s', (isolation) => {
    let adapter: OpenAdapter;
    let target: TenantTarget;
    let users: UsersRepository;
    beforeAll(async () => {
      adapter = harness().open();
      target = newTenant(adapter, harness().server(), isolation);
      await provision(adapter, target);
      ({ users } = adapter.openTenant(target, tenantContext()));
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

    it('compares addresses without case, and with their accents and spaces', async () => {
      const plain = await users.create({ email: 'jose@accents.example' });
      const accented = await users.create({ email: 'José@accents.example' });
      expect((await users.getByEmail('JOSé@accents.example'))?.id).toBe(accented.id);
      expect((await users.getByEmail('JOSE@accents.example'))?.id).toBe(plain.id);
      const named = await users.create({ email: 'named@accents.example', name: 'Strasse' });
      const matching = async (value: string) => (await users.list({ limit: 5, filters: [{ field: 'name', operator: 'eq', value }] })).items.map((user) => user.id);
      expect(await matching('Strasse')).toEqual([named.id]);
      for (const other of ['strasse', 'Straße', 'Strasse ', 'Strässe']) expect(await matching(other)).toEqual([]);
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

    it('edits what is given and leaves the rest, with a new version each time', async () => {
      const user = await users.create({ email: 'edit@example.com', name: 'Before', givenName: 'G', metadata: { a: [1, null] } });
      const { before, after } = await users.update(user.id, { name: 'After', familyName: 'F', picture: null }, user.version);
      expect(before).toEqual(user);
      expect(after).toEqual({ ...user, name: 'After', familyName: 'F', version: after.version, updatedAt: after.updatedAt });
      expect(after.version).not.toBe(user.version);
      expect(await users.getById(user.id)).toEqual(after);
      await expect(users.update(user.id, { name: 'Lost' }, user.version)).rejects.toMatchObject({ code: 'precondition_failed' });
      await expect(users.update(user.id, { email: 'Twice@example.com' })).rejects.toMatchObject({ code: 'conflict', issues: [{ path: 'email' }] });
    });

    it('lets one of many edits of one version win', async () => {
      const user = await users.create({ email: 'many@example.com' });
      const edits = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => users.update(user.id, { name: `n${n}` }, user.version)));
      expect(edits.filter((edit) => edit.status === 'fulfilled')).toHaveLength(1);
      for (const edit of edits) if (edit.status === 'rejected') expect(edit.reason).toMatchObject({ code: 'precondition_failed' });
    });

    it('disables with reason and end, enables, deletes with all that hangs on it', async () => {
      const user = await users.create({ email: 'off@example.com', passwordHash: 'x' });
      const until = '2099-01-01T00:00:00.000Z';
      const { after } = await users.disable(user.id, { reason: 'left', until });
      expect(after).toMatchObject({ status: 'disabled', disabledReason: 'left', disabledUntil: until });
      expect(after.disabledAt).not.toBeNull();
      expect((await users.enable(user.id)).after).toMatchObject({ status: 'active', disabledAt: null, disabledReason: null, disabledUntil: null });
      await expect(users.delete(user.id, user.version)).rejects.toMatchObject({ code: 'precondition_failed' });
      expect((await users.delete(user.id)).email).toBe('off@example.com');
      expect(await users.getById(user.id)).toBeNull();
      await expect(users.delete(user.id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(users.enable('no uuid')).rejects.toMatchObject({ code: 'not_found' });
    });

    it('takes a user whose time is up for active again, wherever the state is read', async () => {
      const user = await users.create({ email: 'back@example.com' });
      const { after } = await users.disable(user.id, { reason: 'holiday', until: '2020-01-01T00:00:00.000Z' });
      // When and why stays to be read; enabling sweeps it away.
      expect(after).toMatchObject({ status: 'active', disabledReason: 'holiday', disabledUntil: '2020-01-01T00:00:00.000Z' });
      expect(await users.getById(user.id)).toEqual(after);
      expect(await users.getByEmail('back@example.com')).toEqual(after);
      const mine = { field: 'email', operator: 'eq', value: 'back@example.com' } as const;
      const listed = async (status: string) => (await users.list({ limit: 5, sort: 'status', filters: [mine, { field: 'status', operator: 'eq', value: status }] })).items;
      expect(await listed('active')).toEqual([after]);
      expect(await listed('disabled')).toEqual([]);
      expect(await users.count([mine, { field: 'status', operator: 'eq', value: 'active' }])).toBe(1);
      expect((await users.enable(user.id)).after).toMatchObject({ status: 'active', disabledReason: null, disabledUntil: null });
      // No end is no end.
      expect((await users.disable(user.id, { reason: 'left' })).after.status).toBe('disabled');
    });

    it('sets a password where there was none, and changes it', async () => {
      const { id } = await users.create({ email: 'pw@example.com' });
      const { database, table } = harness().place(target);
      const stored = async () =>
        (await harness().admin(database, `SELECT password_hash, password_temporary FROM ${table('identity')} WHERE user_id = '${id}'`)).map((row) => ({ ...row, password_temporary: Boolean(row['password_temporary']) }));
      await users.setPassword(id, { hash: 'one', temporary: true });
      expect(await stored()).toEqual([{ password_hash: 'one', password_temporary: true }]);
      await users.setPassword(id, { hash: 'two', temporary: false });
      expect(await stored()).toEqual([{ password_hash: 'two', password_temporary: false }]);
      await expect(users.setPassword('00000000-0000-4000-8000-000000000000', { hash: 'x', temporary: false })).rejects.toMatchObject({ code: 'not_found' });
    });
  });
}
