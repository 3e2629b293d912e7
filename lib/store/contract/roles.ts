import { describe, expect, it } from 'vitest';
import { NOBODY } from './harness';
import type { ContractTenant } from './repositories';

export function rolesContract({ db, user, age }: ContractTenant): void {
  const named = (names: readonly { name: string }[]) => names.map((role) => role.name);

  describe('roles', () => {
    it('begin with the standard ones, which stay', async () => {
      expect(await db().rbac.roles()).toMatchObject([{ name: 'admin', permissions: ['*'], system: true, users: 0 }, { name: 'member', permissions: [], system: true }]);
      await expect(db().rbac.deleteRole('admin')).rejects.toMatchObject({ code: 'invalid_state' });
      await expect(db().rbac.updateRole('admin', { name: 'boss' })).rejects.toMatchObject({ code: 'invalid_state' });
    });

    it('are made, edited with a new version each time, and deleted', async () => {
      const made = await db().rbac.createRole({ name: 'editor', description: "Edits o'clock", permissions: ['posts:write', 'posts:read', 'posts:read'], parent: 'member' });
      expect(made).toMatchObject({ name: 'editor', description: "Edits o'clock", permissions: ['posts:read', 'posts:write'], parent: 'member', system: false, users: 0 });
      const { before, after } = await db().rbac.updateRole('editor', { name: 'writer', permissions: ['posts:write'], parent: null }, made.version);
      expect(before).toEqual(made);
      expect(after).toMatchObject({ name: 'writer', permissions: ['posts:write'], parent: null, description: "Edits o'clock" });
      expect(after.version).not.toBe(made.version);
      await expect(db().rbac.updateRole('writer', { description: '' }, made.version)).rejects.toMatchObject({ code: 'precondition_failed' });
      await expect(db().rbac.createRole({ name: 'writer' })).rejects.toMatchObject({ code: 'conflict', issues: [{ path: 'name' }] });
      await expect(db().rbac.createRole({ name: 'heir', parent: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
      expect(await db().rbac.deleteRole('writer', after.version)).toEqual(after);
      expect(await db().rbac.role('writer')).toBeNull();
      await expect(db().rbac.deleteRole('writer')).rejects.toMatchObject({ code: 'not_found' });
    });

    it('inherit, and never from themselves', async () => {
      for (const [name, parent] of [['base', null], ['middle', 'base'], ['top', 'middle']] as const) await db().rbac.createRole({ name, parent, permissions: [`${name}:do`] });
      await expect(db().rbac.updateRole('base', { parent: 'top' })).rejects.toMatchObject({ code: 'validation_failed', issues: [{ path: 'parent' }] });
      await expect(db().rbac.updateRole('base', { parent: 'base' })).rejects.toMatchObject({ code: 'validation_failed' });
      const { id } = await user();
      await db().rbac.setRoles(id, ['top']);
      expect(await db().rbac.permissionsOf(id)).toEqual(['base:do', 'middle:do', 'top:do']);
      await expect(db().rbac.deleteRole('middle')).rejects.toMatchObject({ code: 'in_use', params: { names: 'top' } });
      await expect(db().rbac.deleteRole('top')).rejects.toMatchObject({ code: 'in_use', params: { users: 1 } });
    });

    it('tell who has them, page by page, without those of their heirs', async () => {
      await db().rbac.createRole({ name: 'crew' });
      await db().rbac.createRole({ name: 'mate', parent: 'crew' });
      const ids = (await Promise.all([user(), user(), user()])).map(({ id }) => id).sort();
      for (const id of ids) await db().rbac.setRoles(id, ['crew']);
      await db().rbac.setRoles((await user()).id, ['mate']);
      const first = await db().rbac.members('crew', { limit: 2 });
      const second = await db().rbac.members('crew', { limit: 2, cursor: first.nextCursor ?? '' });
      expect([...first.items, ...second.items].map(({ userId }) => userId)).toEqual(ids);
      expect([first.items.length, second.nextCursor]).toEqual([2, null]);
      await expect(db().rbac.members('nobody', { limit: 2 })).rejects.toMatchObject({ code: 'not_found' });
      await expect(db().rbac.members('crew', { limit: 2, cursor: "x'" })).rejects.toMatchObject({ code: 'validation_failed' });
    });

    it('make no ring when two are put above each other at once', async () => {
      for (let round = 0; round < 5; round += 1) {
        const [a, b] = [`left${round}`, `right${round}`];
        await db().rbac.createRole({ name: a });
        await db().rbac.createRole({ name: b });
        const all = await Promise.allSettled([db().rbac.updateRole(a, { parent: b }), db().rbac.updateRole(b, { parent: a })]);
        expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
      }
    });

    it('are set for a user exactly, and two who set at once make no mixture', async () => {
      const { id } = await user();
      expect(await db().rbac.setRoles(id, ['member', 'admin', 'member'])).toEqual({ before: [], after: ['admin', 'member'] });
      await Promise.all([db().rbac.setRoles(id, ['admin']), db().rbac.setRoles(id, ['member'])]);
      expect(await db().rbac.rolesOf(id)).toHaveLength(1);
      await expect(db().rbac.setRoles(id, ['nobody'])).rejects.toMatchObject({ code: 'not_found' });
      await expect(db().rbac.setRoles(NOBODY, [])).rejects.toMatchObject({ code: 'not_found' });
      const { version } = await db().rbac.assignment(id);
      await db().rbac.setRoles(id, ['admin'], version);
      await db().rbac.setRoles(id, [], '*');
      const changed = await db().rbac.assignment(id);
      expect(changed).toMatchObject({ roles: [], permissions: [] });
      const given = await Promise.allSettled(['admin', 'member'].map((name) => db().rbac.setRoles(id, [name], changed.version)));
      expect(given.filter((one) => one.status === 'rejected').map((one) => one.reason as unknown)).toMatchObject([{ code: 'precondition_failed' }]);
      await db().rbac.setRoles(id, ['admin']);
      expect(named(await db().rbac.rolesOf(id))).toEqual(['admin']);
      await db().users.delete(id);
      expect(await db().rbac.rolesOf(id)).toEqual([]);
    });
  });

  describe('activity', () => {
    it('is told newest first, by user and page, and goes with the user', async () => {
      const { id } = await user();
      for (const outcome of ['wrong', 'wrong', 'ok']) await db().activity.record({ userId: id, kind: 'password', outcome, clientId: 'web', ip: '::1', userAgent: null });
      await db().activity.record({ userId: null, kind: 'password', outcome: 'unknown', clientId: null, ip: null, userAgent: null });
      const first = await db().activity.list({ userId: id, limit: 2 });
      expect(first.items).toMatchObject([{ outcome: 'ok', userId: id, kind: 'password', clientId: 'web', ip: '::1', userAgent: null }, { outcome: 'wrong' }]);
      expect((await db().activity.list({ userId: id, limit: 2, cursor: first.nextCursor ?? '' })).items).toHaveLength(1);
      expect((await db().activity.list({ limit: 50 })).items.map((event) => event.userId)).toContain(null);
      await db().users.delete(id);
      expect((await db().activity.list({ userId: id, limit: 2 })).items).toEqual([]);
      expect(await db().activity.prune(1, 100)).toBe(0);
    });
    it('is forgotten after a time, the oldest first and not all at once', async () => {
      const { id } = await user();
      const record = () => db().activity.record({ userId: id, kind: 'password', outcome: 'wrong', clientId: null, ip: null, userAgent: null });
      for (let event = 0; event < 5; event += 1) await record();
      const [newest] = (await db().activity.list({ userId: id, limit: 1 })).items;
      await age('sign_in_event', ['created_at'], 3 * 86_400);
      await record();
      expect(await db().activity.prune(4, 100)).toBe(0);
      expect(await db().activity.prune(2, 3)).toBeGreaterThanOrEqual(3);
      expect(await db().activity.prune(2, 100)).toBeGreaterThanOrEqual(2);
      expect(await db().activity.prune(2, 100)).toBe(0);
      const left = (await db().activity.list({ userId: id, limit: 10 })).items;
      expect(left).toHaveLength(1);
      expect(left[0]?.id).not.toBe(newest?.id);
    });
  });
}
