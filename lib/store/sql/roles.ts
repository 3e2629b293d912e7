import { createHash, randomUUID } from 'node:crypto';
import { AppError, invalidField } from '@/lib/errors';
import type { Page } from '@/lib/model/common';
import type { RbacRepository, Role, RoleDraft } from '../account-ports';
import { UUID } from './column-values';
import type { RunStatements, SqlExecutor } from './executor';
import { RoleRows, type StoredRole } from './role-rows';
import { textOf } from './rows';
import { StatementCache } from './statement-cache';
import { userNotFound } from './users-list';

/** Roles of one tenant, for every engine that speaks SQL. There are few, so rules about inheritance read them all. */
export class SqlRoles implements RbacRepository {
  private readonly rows: RoleRows;

  constructor(private readonly executor: SqlExecutor) {
    this.rows = new RoleRows(executor.dialect, new StatementCache(executor));
  }

  async roles(): Promise<Role[]> {
    return toRoles(await this.read(this.executor.run));
  }

  async role(name: string): Promise<Role | null> {
    return (await this.roles()).find((role) => role.name === name) ?? null;
  }

  createRole({ name, description = '', permissions = [], parent = null }: RoleDraft): Promise<Role> {
    return this.executor.transaction(async (run) => {
      const all = await this.read(run, true);
      const id = randomUUID();
      await run([this.rows.insert({ id, name, description, permissions: distinct(permissions), parentId: parentOf(all, parent, id) })]);
      return one(toRoles(await this.read(run)), name);
    });
  }

  updateRole(name: string, change: Partial<RoleDraft>, expectedVersion = '*'): Promise<{ before: Role; after: Role }> {
    return this.executor.transaction(async (run) => {
      const all = await this.read(run, true);
      const stored = current(all, name, expectedVersion);
      const renamed = change.name ?? name;
      if (stored.system && renamed !== name) throw new AppError('invalid_state', { params: { reason: 'system_role', state: 'system_role' } });
      const parentId = change.parent === undefined ? stored.parentId : parentOf(all, change.parent, stored.id);
      const { description = stored.description, permissions = stored.permissions } = change;
      await run([this.rows.update({ id: stored.id, name: renamed, description, permissions: distinct(permissions), parentId })]);
      return { before: one(toRoles(all), name), after: one(toRoles(await this.read(run)), renamed) };
    });
  }

  deleteRole(name: string, expectedVersion = '*'): Promise<Role> {
    return this.executor.transaction(async (run) => {
      const all = await this.read(run, true);
      const stored = current(all, name, expectedVersion);
      if (stored.system) throw new AppError('invalid_state', { params: { reason: 'system_role', state: 'system_role' } });
      const heirs = all.filter((role) => role.parentId === stored.id).map((role) => role.name);
      if (stored.users > 0 || heirs.length > 0) throw new AppError('in_use', { params: { what: 'role', users: stored.users, names: heirs.join(', ') || '–' } });
      await run([this.rows.remove(stored.id)]);
      return one(toRoles(all), name);
    });
  }

  async rolesOf(userId: string): Promise<Role[]> {
    return (await this.assignment(userId)).roles;
  }

  async members(name: string, { limit, cursor }: { limit: number; cursor?: string }): Promise<Page<{ userId: string }>> {
    if (cursor !== undefined && !UUID.test(cursor)) throw invalidField('cursor', 'invalid');
    const role = current(await this.read(this.executor.run), name, '*');
    const [answer] = await this.executor.run([this.rows.members(role.id, limit + 1, cursor)]);
    const ids = (answer?.rows ?? []).map((row) => textOf(row, 'user_id'));
    const page = ids.slice(0, limit);
    return { items: page.map((userId) => ({ userId })), nextCursor: ids.length > limit ? (page.at(-1) ?? null) : null };
  }

  async permissionsOf(userId: string): Promise<string[]> {
    return (await this.assignment(userId)).permissions;
  }

  async assignment(userId: string): Promise<{ roles: Role[]; permissions: string[]; version: string }> {
    if (!UUID.test(userId)) return { roles: [], permissions: [], version: versionOf(new Set()) };
    const [all, assigned] = await this.executor.run([this.rows.all(), this.rows.assigned(userId)]);
    const ids = this.rows.readIds(assigned);
    const stored = this.rows.read(all);
    const permissions = new Set([...ids].flatMap((id) => lineOf(stored, id)).flatMap((role) => role.permissions));
    return { roles: toRoles(stored).filter((_, index) => ids.has(stored[index]?.id ?? '')), permissions: [...permissions].sort(), version: versionOf(ids) };
  }

  setRoles(userId: string, names: readonly string[], expectedVersion = '*'): Promise<{ before: string[]; after: string[] }> {
    if (!UUID.test(userId)) return Promise.reject(userNotFound(userId));
    return this.executor.transaction(async (run) => {
      // The user is held, so that two who set different roles do not end with a mixture.
      const [user] = await run([this.rows.user(userId)]);
      if (!user?.rows[0]) throw userNotFound(userId);
      const all = await this.read(run);
      const [assigned] = await run([this.rows.assigned(userId)]);
      const ids = this.rows.readIds(assigned);
      if (expectedVersion !== '*' && versionOf(ids) !== expectedVersion) throw new AppError('precondition_failed');
      const wanted = new Set(names.map((name) => idOf(all, name, `roles.${name}`)));
      const gone = [...ids].filter((id) => !wanted.has(id)).map((id) => this.rows.unassign(userId, id));
      const added = [...wanted].filter((id) => !ids.has(id)).map((id) => this.rows.assign(userId, id));
      if (gone.length + added.length > 0) await run([...gone, ...added]);
      const namesOf = (some: ReadonlySet<string>) => all.filter((role) => some.has(role.id)).map((role) => role.name);
      return { before: namesOf(ids), after: namesOf(wanted) };
    });
  }

  /** @param lock inside a transaction: nobody changes who inherits from whom until the end. */
  private async read(run: RunStatements, lock = false): Promise<StoredRole[]> {
    if (lock) await run([this.rows.lock()]);
    const [answer] = await run([this.rows.all()]);
    return this.rows.read(answer);
  }
}

/** Of a set of roles, by their ids: a role that is renamed is the same. */
const versionOf = (ids: ReadonlySet<string>): string => createHash('sha256').update([...ids].sort().join('\n')).digest('hex').slice(0, 32);

const distinct = (permissions: readonly string[]): string[] => [...new Set(permissions)].sort();

/** A role and what it inherits from, nearest first; a ring made by hand in the table ends it. */
function lineOf(all: readonly StoredRole[], id: string): StoredRole[] {
  const line: StoredRole[] = [];
  for (let next = all.find((role) => role.id === id); next && !line.includes(next); ) {
    line.push(next);
    const { parentId } = next;
    next = all.find((role) => role.id === parentId);
  }
  return line;
}

function idOf(all: readonly StoredRole[], name: string, path: string): string {
  const found = all.find((role) => role.name === name);
  if (!found) throw new AppError('not_found', { params: { what: 'role', id: name.slice(0, 64) }, issues: [{ path, message: 'unknownRole', params: { role: name.slice(0, 64) } }] });
  return found.id;
}

/** @throws AppError `validation_failed` when the role would inherit from itself. */
function parentOf(all: readonly StoredRole[], parent: string | null, id: string): string | null {
  if (parent === null) return null;
  const parentId = idOf(all, parent, 'parent');
  if (lineOf(all, parentId).some((role) => role.id === id)) throw invalidField('parent', 'roleCycle');
  return parentId;
}

function current(all: readonly StoredRole[], name: string, expectedVersion: string): StoredRole {
  const found = all.find((role) => role.name === name);
  if (!found) throw new AppError('not_found', { params: { what: 'role', id: name.slice(0, 64) } });
  if (expectedVersion !== '*' && found.version !== expectedVersion) throw new AppError('precondition_failed');
  return found;
}

function toRoles(all: readonly StoredRole[]): Role[] {
  const nameOf = new Map(all.map((role) => [role.id, role.name]));
  return all.map(({ parentId, ...role }) => ({ ...role, parent: parentId === null ? null : (nameOf.get(parentId) ?? null) }));
}

function one(roles: readonly Role[], name: string): Role {
  const found = roles.find((role) => role.name === name);
  if (!found) throw new Error('the role just written was not read back');
  return found;
}
