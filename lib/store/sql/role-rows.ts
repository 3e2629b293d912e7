import { createHash } from 'node:crypto';
import type { Role } from '../account-ports';
import type { SqlAnswer, SqlDialect, SqlRow, SqlStatement } from './executor';
import { countOf, maybeText, momentOf, setOf, textOf } from './rows';
import type { Shape, StatementCache } from './statement-cache';
import { SYSTEM_KINDS } from './tables';

/** A role as stored: its parent by id. */
export type StoredRole = Omit<Role, 'parent'> & { parentId: string | null };

interface RoleValues {
  id: string;
  name: string;
  description: string;
  permissions: readonly string[];
  parentId: string | null;
}

/** Statements about roles. */
export class RoleRows {
  constructor(
    private readonly dialect: SqlDialect,
    private readonly statements: StatementCache,
  ) {}

  all(): SqlStatement {
    const shape: Shape = (db) =>
      db
        .selectFrom('rbac_role as r')
        .leftJoin('rbac_user_role as a', 'a.role_id', 'r.id')
        .select(['r.id as id', 'r.name as name', 'r.description as description', 'r.permissions as permissions', 'r.parent_id as parent_id', 'r.system as system'])
        .select(['r.created_at as created_at', 'r.updated_at as updated_at', (eb) => eb.fn.count('a.user_id').as('users')])
        .groupBy(['r.id', 'r.name', 'r.description', 'r.permissions', 'r.parent_id', 'r.system', 'r.created_at', 'r.updated_at'])
        .orderBy('r.name');
    return this.statements.fill('roles', shape, {}, SYSTEM_KINDS);
  }

  read(answer: SqlAnswer | undefined): StoredRole[] {
    return (answer?.rows ?? []).map(toStored);
  }

  /** Holds every role. */
  lock(): SqlStatement {
    return this.statements.fill('lock roles', (db) => db.selectFrom('rbac_role').select('id').orderBy('id').modifyEnd(this.dialect.lockRows));
  }

  insert({ permissions, ...values }: RoleValues): SqlStatement {
    const { now } = this.dialect;
    const shape: Shape = (db, slot) =>
      db.insertInto('rbac_role').values({
        id: slot<string>('id'),
        name: slot<string>('name'),
        description: slot<string>('description'),
        permissions: slot('permissions'),
        parent_id: slot<string>('parentId'),
        system: slot('system'),
        created_at: now,
        updated_at: now,
      });
    return this.statements.fill('insert role', shape, { ...values, permissions: this.dialect.encode('set', [...permissions]), system: this.dialect.encode('boolean', false) });
  }

  update({ permissions, ...values }: RoleValues): SqlStatement {
    const shape: Shape = (db, slot) =>
      db
        .updateTable('rbac_role')
        .set({
          name: slot<string>('name'),
          description: slot<string>('description'),
          permissions: slot('permissions'),
          parent_id: slot<string>('parentId'),
          updated_at: this.dialect.now,
        })
        .where('id', '=', slot<string>('id'));
    return this.statements.fill('update role', shape, { ...values, permissions: this.dialect.encode('set', [...permissions]) });
  }

  remove(id: string): SqlStatement {
    return this.statements.fill('delete role', (db, slot) => db.deleteFrom('rbac_role').where('id', '=', slot<string>('id')), { id });
  }

  user(id: string): SqlStatement {
    const shape: Shape = (db, slot) => db.selectFrom('app_user').select('id').where('id', '=', slot<string>('id')).modifyEnd(this.dialect.lockRows);
    return this.statements.fill('user', shape, { id });
  }

  assigned(userId: string): SqlStatement {
    const shape: Shape = (db, slot) => db.selectFrom('rbac_user_role').select('role_id').where('user_id', '=', slot<string>('userId'));
    return this.statements.fill('assigned', shape, { userId });
  }

  readIds(answer: SqlAnswer | undefined): Set<string> {
    return new Set((answer?.rows ?? []).map((row) => textOf(row, 'role_id')));
  }

  /** @param after the last user of the page before. */
  members(roleId: string, limit: number, after: string | undefined): SqlStatement {
    const shape: Shape = (db, slot) => {
      const rows = db.selectFrom('rbac_user_role').select('user_id').where('role_id', '=', slot<string>('roleId'));
      return (after === undefined ? rows : rows.where('user_id', '>', slot<string>('after'))).orderBy('user_id').limit(slot<number>('limit'));
    };
    return this.statements.fill(`members ${after !== undefined}`, shape, { roleId, limit, after });
  }

  assign(userId: string, roleId: string): SqlStatement {
    const shape: Shape = (db, slot) =>
      db.insertInto('rbac_user_role').values({ user_id: slot<string>('userId'), role_id: slot<string>('roleId'), assigned_at: this.dialect.now });
    return this.statements.fill('assign', shape, { userId, roleId });
  }

  unassign(userId: string, roleId: string): SqlStatement {
    const shape: Shape = (db, slot) => db.deleteFrom('rbac_user_role').where('user_id', '=', slot<string>('userId')).where('role_id', '=', slot<string>('roleId'));
    return this.statements.fill('unassign', shape, { userId, roleId });
  }
}

function toStored(row: SqlRow): StoredRole {
  const stored = {
    id: textOf(row, 'id'),
    name: textOf(row, 'name'),
    description: textOf(row, 'description'),
    permissions: setOf(row, 'permissions'),
    parentId: maybeText(row, 'parent_id'),
    system: row['system'] === true,
    users: countOf(row, 'users'),
    createdAt: momentOf(row, 'created_at'),
    updatedAt: momentOf(row, 'updated_at'),
  };
  return { ...stored, version: createHash('sha256').update(`${stored.id} ${textOf(row, 'updated_at')}`).digest('hex').slice(0, 32) };
}
