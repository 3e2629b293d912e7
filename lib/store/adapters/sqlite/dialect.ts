import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql, type SqlBool } from 'kysely';
import type { SqlAnswer, SqlDialect, SqlRow, SqlStatement, ValueKind } from '../../sql/executor';
import type { TenantTables } from '../../sql/tables';
import { fromSortable, toSortable } from './decimals';
import type { ThreadAnswer } from './thread';

/**
 * Stands for the moment of the unit of work; the thread puts it in. SQLite's own clock has three digits, and
 * two edits within a millisecond must differ.
 */
export const CLOCK = 'tenantry_now()';

/** Identifiers in grave accents: in double quotes a column that is not there would pass for a text. */
class StrictQueryCompiler extends SqliteQueryCompiler {
  protected override getLeftIdentifierWrapper(): string {
    return '`';
  }

  protected override getRightIdentifierWrapper(): string {
    return '`';
  }
}

/** Builds text only: statements go through the threads, never through this. */
export function sqliteBuilder(): Kysely<TenantTables> {
  return new Kysely<TenantTables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new StrictQueryCompiler(),
    },
  });
}

const clock = sql.raw(CLOCK);

/**
 * Text without case is compared by its ASCII letters alone (`lower()` without ICU, and `LIKE`): `É` and `é`
 * differ. So it is for e-mail addresses too, whose domains are ASCII and whose local parts hardly ever are not.
 */
export const SQLITE_DIALECT: SqlDialect = {
  now: sql<string>`${clock}`,
  // Whole milliseconds are reckoned with, and the three digits below them are put back.
  nowPlus: (seconds) => sql<string>`(strftime('%Y-%m-%dT%H:%M:%f', substr(${clock}, 1, 23) || 'Z', ${seconds} || ' seconds') || substr(${clock}, 24))`,
  lowered: (column) => sql`lower(${sql.id(column)})`,
  loweredValue: (value) => sql`lower(${value})`,
  hasElement: (column, element) => sql<SqlBool>`exists (select 1 from json_each(${column}) as elements where elements.value = ${element})`,
  comesAfter: (keys, descending) =>
    sql<SqlBool>`(${sql.join(keys.map((key) => key.at))}) ${sql.raw(descending ? '<' : '>')} (${sql.join(keys.map((key) => key.after))})`,
  lockRows: sql``,
  encode,
};

/** Six digits below a second, always: then the order of moments is that of their text. */
export function moment(text: string): string {
  const [seconds = '', digits = ''] = text.replace(/Z$/, '').split('.');
  return `${seconds}.${digits.slice(0, 6).padEnd(6, '0')}Z`;
}

function encode(kind: ValueKind, value: unknown): unknown {
  switch (kind) {
    case 'boolean':
      return value === true ? 1n : 0n;
    case 'integer':
      return BigInt(String(value));
    case 'datetime':
      return moment(String(value));
    case 'decimal':
      return toSortable(String(value));
    case 'set':
      return JSON.stringify(value);
    default:
      return value;
  }
}

function decode(kind: ValueKind | undefined, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'boolean':
      return Number(value) === 1;
    case 'integer':
      return String(value);
    case 'decimal':
      return fromSortable(String(value));
    case 'set':
    case 'json':
      return JSON.parse(String(value)) as unknown;
    case 'bytes':
      return Buffer.from(value as ArrayBuffer);
    default:
      return value;
  }
}

/** Rows as every engine answers them. */
export function readAnswer({ columns, rows, affected }: ThreadAnswer, kinds: SqlStatement['kinds']): SqlAnswer {
  const read = (values: readonly unknown[]): SqlRow => Object.fromEntries(columns.map((column, index) => [column, decode(kinds?.get(column), values[index])]));
  return { rows: rows.map(read), affected };
}
