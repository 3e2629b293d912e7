import { randomUUID } from 'node:crypto';
import type { TenantUser, UsersRepository } from '../ports';
import type { SqlExecutor, SqlRow, SqlStatement } from './executor';
import { StatementCache, type Shape } from './statement-cache';

const COLUMNS = ['id', 'email', 'email_verified', 'status', 'name', 'created_at', 'updated_at'] as const;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const byId: Shape = (db, slot) => db.selectFrom('app_user').select(COLUMNS).where('id', '=', slot<string>('id'));
const byEmail: Shape = (db, slot) =>
  db
    .selectFrom('app_user')
    .select(COLUMNS)
    .where((eb) => eb(eb.fn<string>('lower', ['email']), '=', eb.fn<string>('lower', [eb.val(slot<string>('email'))])));
const countAll: Shape = (db) => db.selectFrom('app_user').select((eb) => eb.fn.countAll().as('count'));
const insertUser: Shape = (db, slot) =>
  db.insertInto('app_user').values({ id: slot<string>('id'), email: slot<string>('email'), name: slot<string | null>('name') });
const insertPassword: Shape = (db, slot) =>
  db.insertInto('identity').values({
    id: slot<string>('identityId'),
    user_id: slot<string>('id'),
    provider: 'password',
    subject: slot<string>('id'),
    password_hash: slot<string>('passwordHash'),
    password_set_at: slot<string>('now'),
  });

/** Users of one tenant, for every engine that speaks SQL. */
export class SqlUsers implements UsersRepository {
  private readonly statements: StatementCache;

  constructor(private readonly executor: SqlExecutor) {
    this.statements = new StatementCache(executor);
  }

  async create(user: { email: string; name?: string | null; passwordHash?: string }): Promise<TenantUser> {
    const id = randomUUID();
    const unit: SqlStatement[] = [this.statements.fill('insertUser', insertUser, { id, email: user.email.trim(), name: user.name ?? null })];
    if (user.passwordHash !== undefined) {
      const values = { identityId: randomUUID(), id, passwordHash: user.passwordHash, now: new Date().toISOString() };
      unit.push(this.statements.fill('insertPassword', insertPassword, values));
    }
    unit.push(this.statements.fill('byId', byId, { id }));
    const rows = (await this.executor.run(unit)).at(-1);
    const created = rows?.[0];
    if (!created) throw new Error('the user just written was not read back');
    return toUser(created);
  }

  async getById(id: string): Promise<TenantUser | null> {
    // What is no UUID is nobody's id; the engine would call it an error.
    return UUID.test(id) ? this.one(this.statements.fill('byId', byId, { id })) : null;
  }

  getByEmail(email: string): Promise<TenantUser | null> {
    return this.one(this.statements.fill('byEmail', byEmail, { email: email.trim() }));
  }

  async count(): Promise<number> {
    const [rows] = await this.executor.run([this.statements.fill('count', countAll)]);
    return Number(rows?.[0]?.count ?? 0);
  }

  private async one(statement: SqlStatement): Promise<TenantUser | null> {
    const [rows] = await this.executor.run([statement]);
    return rows?.[0] ? toUser(rows[0]) : null;
  }
}

function toUser(row: SqlRow): TenantUser {
  return {
    id: String(row.id),
    email: String(row.email),
    emailVerified: Boolean(row.email_verified),
    status: row.status === 'disabled' ? 'disabled' : 'active',
    name: row.name === null ? null : String(row.name),
    createdAt: toTimestamp(row.created_at),
    updatedAt: toTimestamp(row.updated_at),
  };
}

const toTimestamp = (value: unknown): string => (value instanceof Date ? value : new Date(String(value))).toISOString();
