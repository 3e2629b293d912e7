import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { sql, type Insertable, type Updateable } from 'kysely';
import { AppError, isAppError } from '@/lib/errors';
import type { UserFilter } from '@/lib/model/user';
import type { ImportedUser, NewUser, TenantUser, UserEdit, UserListQuery, UserPage, UserProfile, UsersRepository } from '../ports';
import { selectionOf } from './column-reads';
import { UUID } from './column-values';
import { NO_CUSTOM_COLUMNS, type CustomColumn, type CustomColumnSource } from './custom-columns';
import type { SqlAnswer, SqlDialect, SqlExecutor, SqlRow, SqlStatement } from './executor';
import { StatementCache, type Shape } from './statement-cache';
import type { AppUserTable } from './tables';
import { UserColumns, versionOf } from './user-columns';
import { conditionsOf, cursorAfter, notIndexed, orderOf, pageParts, userNotFound } from './users-list';
import { disabledValues, insertRows, passwordRows, updateById, usersByEmail } from './users-bulk';
import { insertPassword, passwordIdentity, updatePassword } from './users-password';

/** A row's physical values. */
type Values = Record<string, unknown>;

const SYSTEM_COLUMN_OF: Record<keyof Omit<UserProfile, 'customFields'> | 'email', string> = {
  email: 'email', emailVerified: 'email_verified', name: 'name', givenName: 'given_name', familyName: 'family_name',
  picture: 'picture', locale: 'locale', language: 'language', metadata: 'metadata',
};

/** Users of one tenant, for every engine that speaks SQL. */
export class SqlUsers implements UsersRepository {
  private readonly statements: StatementCache;
  private known: { from: readonly CustomColumn[]; columns: UserColumns } | null = null;

  constructor(
    private readonly executor: SqlExecutor,
    private readonly source: CustomColumnSource = NO_CUSTOM_COLUMNS,
  ) {
    this.statements = new StatementCache(executor);
  }

  async create({ passwordHash, passwordTemporary = false, customFields = {}, ...system }: NewUser): Promise<TenantUser> {
    const columns = await this.columns();
    const { dialect } = this.executor;
    const id = randomUUID();
    const values: Values = { ...systemValues(dialect, system), ...columns.stored(dialect, customFields, true), id };
    const unit: SqlStatement[] = [this.insert(columns, values)];
    if (passwordHash !== undefined) {
      unit.push(this.statements.fill('insertPassword', insertPassword(dialect), { identityId: randomUUID(), id, subject: id, hash: passwordHash, temporary: dialect.encode('boolean', passwordTemporary) }));
    }
    const answers = await this.run(columns, [...unit, this.byId(columns, id)]);
    return columns.toUser(this.rowRead(answers));
  }

  async getById(id: string): Promise<TenantUser | null> {
    return this.reading(async (columns) => {
      const row = await this.rowOf(columns, id);
      return row && columns.toUser(row);
    });
  }

  async getByEmail(email: string): Promise<TenantUser | null> {
    if (email.includes('\0')) return null;
    const columns = await this.columns();
    const shape: Shape = (db, slot) =>
      db.selectFrom('app_user').select(selectionOf(columns, this.executor.dialect)).where(sql<boolean>`${this.executor.dialect.lowered('email')} = ${this.executor.dialect.loweredValue(slot('email'))}`);
    const [answer] = await this.run(columns, [this.statements.fill(`byEmail|${columns.signature}`, shape, { email: email.trim() }, columns.kinds)]);
    return answer?.rows[0] ? columns.toUser(answer.rows[0]) : null;
  }

  async list(query: UserListQuery): Promise<UserPage> {
    const columns = await this.columns();
    const parts = pageParts(columns, this.executor.dialect, query);
    const rows: SqlRow[] = [];
    for (const { key, shape, values } of parts) {
      // The empty ones are asked for only where those with a value end: most pages never come to them.
      if (rows.length > query.limit) break;
      const [answer] = await this.run(columns, [this.statements.fill(key, shape, values, columns.kinds)]);
      rows.push(...(answer?.rows ?? []));
    }
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: page.map((row) => columns.toUser(row)),
      nextCursor: rows.length > query.limit && last ? cursorAfter(orderOf(columns, query.sort), last) : null,
      warnings: notIndexed(columns, query) ? ['not_indexed'] : [],
    };
  }

  async count(filters: readonly UserFilter[] = []): Promise<number> {
    const columns = await this.columns();
    const conditions = conditionsOf(columns, this.executor.dialect, filters);
    const shape: Shape = (db, slot) => {
      let rows = db.selectFrom('app_user').select((eb) => eb.fn.countAll().as('count'));
      for (const condition of conditions) rows = rows.where(condition.build(slot));
      return rows;
    };
    const key = ['count', columns.signature, ...conditions.map((condition) => condition.key)].join('|');
    const values = Object.assign({}, ...conditions.map((condition) => condition.values)) as Values;
    const [answer] = await this.run(columns, [this.statements.fill(key, shape, values)]);
    return Number(answer?.rows[0]?.['count'] ?? 0);
  }

  async update(id: string, { customFields = {}, ...system }: UserProfile & { email?: string }, expectedVersion = '*'): Promise<UserEdit> {
    const columns = await this.columns();
    const { dialect } = this.executor;
    return this.edit(columns, id, { ...systemValues(dialect, system), ...columns.stored(dialect, customFields, false) }, expectedVersion);
  }

  async disable(id: string, { reason, until = null }: { reason: string; until?: string | null }, expectedVersion = '*'): Promise<UserEdit> {
    const { dialect } = this.executor;
    return this.edit(await this.columns(), id, disabledValues(dialect, { reason, until }), expectedVersion);
  }

  async enable(id: string, expectedVersion = '*'): Promise<UserEdit> {
    const values = { status: 'active', disabled_at: null, disabled_reason: null, disabled_until: null };
    return this.edit(await this.columns(), id, values, expectedVersion);
  }

  async delete(id: string, expectedVersion = '*'): Promise<TenantUser> {
    const columns = await this.columns();
    const before = await this.current(columns, id, expectedVersion);
    const guarded = expectedVersion !== '*';
    const shape: Shape = (db, slot) => {
      const rows = db.deleteFrom('app_user').where('id', '=', slot<string>('id'));
      return guarded ? rows.where('updated_at', '=', slot<string>('seen')) : rows;
    };
    const [answer] = await this.run(columns, [this.statements.fill(`delete|${guarded}`, shape, { id, seen: this.seen(before) })]);
    if (answer?.affected !== 1) throw guarded ? new AppError('precondition_failed') : userNotFound(id);
    return columns.toUser(before);
  }

  async createMany(users: readonly ImportedUser[]): Promise<void> {
    if (users.length === 0) return;
    const columns = await this.columns();
    const { dialect } = this.executor;
    const rows = users.map(({ id, passwordHash: _hash, passwordTemporary: _temporary, customFields = {}, disabled = null, ...system }): Values => ({
      ...systemValues(dialect, system),
      ...columns.stored(dialect, customFields, true),
      ...(disabled && disabledValues(dialect, disabled)),
      id,
    }));
    await this.run(columns, [...insertRows(this.statements, 'app_user', rows), ...insertRows(this.statements, 'identity', passwordRows(dialect, users))]);
  }

  async updateMany(edits: readonly { id: string; change: UserProfile & { email?: string } }[]): Promise<string[]> {
    if (edits.length === 0) return [];
    const columns = await this.columns();
    const { dialect } = this.executor;
    const units = edits.map(({ id, change: { customFields = {}, ...system } }) => updateById(this.statements, dialect, id, { ...systemValues(dialect, system), ...columns.stored(dialect, customFields, false) }));
    const answers = await this.run(columns, units);
    return edits.filter((_, index) => answers[index]?.affected !== 1).map(({ id }) => id);
  }

  async findByEmails(emails: readonly string[]): Promise<{ id: string; email: string; status: TenantUser['status'] }[]> {
    const known = emails.filter((email) => !email.includes('\0'));
    if (known.length === 0) return [];
    const answers = await this.executor.run(usersByEmail(this.statements, this.executor.dialect, known));
    return answers.flatMap(({ rows }) => rows) as { id: string; email: string; status: TenantUser['status'] }[];
  }

  async setPassword(id: string, { hash, temporary }: { hash: string; temporary: boolean }): Promise<void> {
    if (!UUID.test(id)) throw userNotFound(id);
    const { dialect } = this.executor;
    const [found] = await this.executor.run([this.statements.fill('passwordIdentity', passwordIdentity, { id })]);
    const row = found?.rows[0];
    if (!row) throw userNotFound(id);
    const values = { identityId: row['identity'] ?? randomUUID(), id, subject: id, hash, temporary: dialect.encode('boolean', temporary) };
    await this.executor.run([
      row['identity'] ? this.statements.fill('updatePassword', updatePassword(dialect), values) : this.statements.fill('insertPassword', insertPassword(dialect), values),
    ]);
  }

  /** The version is compared where the row is written: between reading and writing nobody slips in. */
  private async edit(columns: UserColumns, id: string, values: Values, expectedVersion: string): Promise<UserEdit> {
    const before = await this.current(columns, id, expectedVersion);
    const guarded = expectedVersion !== '*';
    const names = Object.keys(values).sort();
    // An expression (the clock) is part of the statement, a value is not.
    const fixed = names.filter((name) => isExpression(values[name]));
    const shape: Shape = (db, slot) => {
      const set = Object.fromEntries(names.map((name) => [name, fixed.includes(name) ? values[name] : slot(name)]));
      const rows = db.updateTable('app_user').set({ ...(set as Updateable<AppUserTable>), updated_at: this.executor.dialect.now }).where('id', '=', slot<string>(' id'));
      return guarded ? rows.where('updated_at', '=', slot<string>(' seen')) : rows;
    };
    const key = JSON.stringify(['update', guarded, names, fixed]);
    const statement = this.statements.fill(key, shape, { ...values, ' id': id, ' seen': this.seen(before) });
    const answers = await this.run(columns, [statement, this.byId(columns, id)]);
    if (answers[0]?.affected !== 1) throw guarded ? new AppError('precondition_failed') : userNotFound(id);
    return { before: columns.toUser(before), after: columns.toUser(this.rowRead(answers)) };
  }

  private seen(row: SqlRow): unknown {
    return this.executor.dialect.encode('datetime', row['updated_at']);
  }

  private async current(columns: UserColumns, id: string, expectedVersion: string): Promise<SqlRow> {
    const row = await this.rowOf(columns, id);
    if (!row) throw userNotFound(id);
    if (expectedVersion !== '*' && versionOf(row) !== expectedVersion) throw new AppError('precondition_failed');
    return row;
  }

  private insert(columns: UserColumns, values: Values): SqlStatement {
    const names = Object.keys(values).sort();
    const shape: Shape = (db, slot) =>
      // A tenant's own columns are known at run time only; their names come from its definitions.
      db.insertInto('app_user').values(Object.fromEntries(names.map((name) => [name, slot(name)])) as unknown as Insertable<AppUserTable>);
    return this.statements.fill(JSON.stringify(['insert', columns.signature, names]), shape, values);
  }

  private byId(columns: UserColumns, id: string): SqlStatement {
    return this.statements.fill(
      `byId|${columns.signature}`,
      (db, slot) => db.selectFrom('app_user').select(selectionOf(columns, this.executor.dialect)).where('id', '=', slot<string>('id')),
      { id },
      columns.kinds,
    );
  }

  private async rowOf(columns: UserColumns, id: string): Promise<SqlRow | null> {
    // What is no UUID is nobody's id; the engine would call it an error.
    if (!UUID.test(id)) return null;
    const [answer] = await this.run(columns, [this.byId(columns, id)]);
    return answer?.rows[0] ?? null;
  }

  private rowRead(answers: readonly SqlAnswer[]): SqlRow {
    const row = answers.at(-1)?.rows[0];
    if (!row) throw new Error('the user just written was not read back');
    return row;
  }

  /**
   * Reads with the columns as they were last seen, and looks for newer ones while the engine works: the look
   * at a file costs a twentieth of a read. Where there are newer ones, what was read (or failed) counts for nothing.
   */
  private async reading<T>(read: (columns: UserColumns) => Promise<T>): Promise<T> {
    const seen = this.known?.columns;
    if (!seen) return read(await this.columns());
    const answer = read(seen);
    // Awaited only below: a refusal meanwhile is nobody's fault yet.
    answer.catch(() => undefined);
    // Leases are given in later turns of the microtasks; by then the statement is on its way.
    await setImmediate();
    const columns = await this.columns();
    return columns === seen ? answer : read(columns);
  }

  private async columns(): Promise<UserColumns> {
    const from = await this.source();
    if (this.known?.from !== from) this.known = { from, columns: new UserColumns(from) };
    return this.known.columns;
  }

  private async run(columns: UserColumns, statements: readonly SqlStatement[]): Promise<SqlAnswer[]> {
    try {
      return await this.executor.run(statements);
    } catch (error) {
      throw withFieldNames(columns, error);
    }
  }
}

const isExpression = (value: unknown): boolean => typeof value === 'object' && value !== null && 'toOperationNode' in value;

function systemValues(dialect: SqlDialect, system: Partial<Omit<NewUser, 'customFields'>>): Values {
  const values: Values = {};
  for (const [name, column] of Object.entries(SYSTEM_COLUMN_OF)) {
    const value = system[name as keyof typeof SYSTEM_COLUMN_OF];
    if (value === undefined) continue;
    if (column === 'metadata') values[column] = dialect.encode('json', JSON.stringify(value));
    else if (column === 'email') values[column] = String(value).trim();
    else values[column] = typeof value === 'boolean' ? dialect.encode('boolean', value) : value;
  }
  return values;
}

/** An engine names a column; callers know a path of their input. */
function withFieldNames(columns: UserColumns, error: unknown): unknown {
  if (!isAppError(error) || error.issues.length === 0) return error;
  const issues = error.issues.map((issue) => ({ ...issue, path: columns.pathOf(columns.nameOf(issue.path) ?? issue.path) }));
  return new AppError(error.code, { params: { ...error.params, field: issues[0]?.path ?? '' }, issues, cause: error.cause });
}
