import { randomUUID } from 'node:crypto';
import { sql, type Updateable } from 'kysely';
import type { ImportedUser } from '../ports';
import type { SqlDialect, SqlStatement } from './executor';
import type { Shape, StatementCache } from './statement-cache';
import type { AppUserTable, TenantTables } from './tables';
import { PASSWORD_PROVIDER } from './users-password';

type Values = Record<string, unknown>;

/** Rows of one statement: few sizes, so that few shapes serve every number of rows. */
const ROWS = [256, 64, 16, 4, 1] as const;
/** SQLite takes 32,766 in a statement (SQLITE_MAX_VARIABLE_NUMBER), the others 65,535. */
const PARAMETERS_MAX = 32_000;

const isExpression = (value: unknown): boolean => typeof value === 'object' && value !== null && 'toOperationNode' in value;

/** Rows as few statements: those with the same columns together, in pieces of a few sizes. */
export function insertRows(statements: StatementCache, table: keyof TenantTables, rows: readonly Values[]): SqlStatement[] {
  const alike = new Map<string, { names: string[]; fixed: string[]; rows: Values[] }>();
  for (const row of rows) {
    const names = Object.keys(row).sort();
    // An expression (the clock) is part of the statement, a value is not.
    const fixed = names.filter((name) => isExpression(row[name]));
    const key = JSON.stringify([names, fixed]);
    const group = alike.get(key);
    if (group) group.rows.push(row);
    else alike.set(key, { names, fixed, rows: [row] });
  }
  return [...alike].flatMap(([key, { names, fixed, rows: same }]) => piecesOf(same, names.length).map((piece) => insertPiece(statements, table, key, names, fixed, piece)));
}

function piecesOf<T>(rows: readonly T[], width: number): T[][] {
  const pieces: T[][] = [];
  for (let at = 0; at < rows.length; ) {
    const size = ROWS.find((count) => count <= rows.length - at && count * width <= PARAMETERS_MAX) ?? 1;
    pieces.push(rows.slice(at, at + size));
    at += size;
  }
  return pieces;
}

function insertPiece(statements: StatementCache, table: keyof TenantTables, key: string, names: readonly string[], fixed: readonly string[], rows: readonly Values[]): SqlStatement {
  const shape: Shape = (db, slot) => {
    const row = (values: Values, index: number) => Object.fromEntries(names.map((name) => [name, fixed.includes(name) ? values[name] : slot(`${index} ${name}`)]));
    // A tenant's own columns are known at run time only; their names come from its definitions.
    return db.insertInto(table).values(rows.map(row));
  };
  const values = Object.fromEntries(rows.flatMap((row, index) => names.map((name) => [`${index} ${name}`, row[name]] as const)));
  return unnamed(statements.fill(`insert ${table} ${rows.length} ${key}`, shape, values));
}

/** Kept prepared, a text of thousands of places would fill the memory of every connection. */
function unnamed({ name: _name, ...statement }: SqlStatement): SqlStatement {
  return statement;
}

/** Identities of those who come with a password's hash. */
export function passwordRows(dialect: SqlDialect, users: readonly ImportedUser[]): Values[] {
  return users.flatMap(({ id, passwordHash, passwordTemporary = false }) =>
    passwordHash === undefined
      ? []
      : [{ id: randomUUID(), user_id: id, provider: PASSWORD_PROVIDER, subject: id, password_hash: passwordHash, password_temporary: dialect.encode('boolean', passwordTemporary), password_set_at: dialect.now }],
  );
}

/** How a user who is switched off stands in the table. */
export function disabledValues(dialect: SqlDialect, { reason, until }: { reason: string; until: string | null }): Values {
  return { status: 'disabled', disabled_at: dialect.now, disabled_reason: reason, disabled_until: until === null ? null : dialect.encode('datetime', until) };
}

/** Who has these addresses; their number is rounded up, the last one repeated, so that few shapes serve all. */
export function usersByEmail(statements: StatementCache, dialect: SqlDialect, emails: readonly string[]): SqlStatement[] {
  const size = 2 ** Math.ceil(Math.log2(emails.length));
  const names = Array.from({ length: size }, (_, index) => `e${index}`);
  const values = Object.fromEntries(names.map((name, index) => [name, emails[Math.min(index, emails.length - 1)]?.trim()]));
  const shape: Shape = (db, slot) =>
    db
      .selectFrom('app_user')
      .select(['id', 'email', 'status'])
      .where(sql<boolean>`${dialect.lowered('email')} in (${sql.join(names.map((name) => dialect.loweredValue(slot(name))))})`);
  return [unnamed(statements.fill(`byEmails ${size}`, shape, values))];
}

/** One user's change without reading it. */
export function updateById(statements: StatementCache, dialect: SqlDialect, id: string, values: Values): SqlStatement {
  const names = Object.keys(values).sort();
  const shape: Shape = (db, slot) =>
    db
      .updateTable('app_user')
      .set({ ...(Object.fromEntries(names.map((name) => [name, slot(name)])) as Updateable<AppUserTable>), updated_at: dialect.now })
      .where('id', '=', slot<string>(' id'));
  return statements.fill(JSON.stringify(['updateById', names]), shape, { ...values, ' id': id });
}
