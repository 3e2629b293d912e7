import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import { AppError, invalidField } from '@/lib/errors';
import { USER_FILTER_MAX, USER_FILTER_VALUES_MAX, type UserFilter } from '@/lib/model/user';
import type { UserListQuery } from '../ports';
import { readOf, selectionOf } from './column-reads';
import { parseValue } from './column-values';
import { isFolded, isSortable, OPERATORS_OF } from './custom-columns';
import type { SortKey, SqlDialect, SqlRow } from './executor';
import type { Shape, SlotMaker } from './statement-cache';
import type { UserColumn, UserColumns } from './user-columns';

const SEARCHED = ['email', 'name', 'given_name', 'family_name'] as const;
/** Not a backslash: engines differ in what that means inside a literal. */
const ESCAPE = '!';
export const escapeLike = (text: string): string => text.replace(/[!%_]/g, (char) => ESCAPE + char);

/** One condition: its key for the cache, its values by slot, and its text. */
interface Condition {
  key: string;
  values: Record<string, unknown>;
  build(slot: SlotMaker): Expression<SqlBool>;
}

const ref = (column: string): RawBuilder<unknown> => sql`${sql.id(column)}`;
const SYMBOL = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

/** @throws AppError `validation_failed` naming the filter. */
export function conditionsOf(columns: UserColumns, dialect: SqlDialect, filters: readonly UserFilter[] = [], q = ''): Condition[] {
  if (filters.length > USER_FILTER_MAX) throw invalidField('filter', 'tooBig', { max: USER_FILTER_MAX });
  const conditions = filters.map((filter, index) => conditionOf(columns, dialect, filter, `f${index}`));
  return q.trim() === '' ? conditions : [...conditions, searchCondition(dialect, q.trim())];
}

function searchCondition(dialect: SqlDialect, q: string): Condition {
  if (q.includes('\0')) throw invalidField('q', 'invalid');
  return {
    key: 'q',
    values: { q: `%${escapeLike(q)}%` },
    build: (slot) => sql<SqlBool>`(${sql.join(SEARCHED.map((column) => like(dialect, column, slot('q'))), sql` or `)})`,
  };
}

function conditionOf(columns: UserColumns, dialect: SqlDialect, { field, operator, value }: UserFilter, name: string): Condition {
  const path = `filter.${field}`;
  const column = columns.get(field);
  if (!column) throw invalidField(path, 'unknownField', { field });
  if (!OPERATORS_OF[column.kind].includes(operator)) throw invalidField(`${path}.${operator}`, 'operatorUnknown', { operator });
  const at = readOf(column.column, dialect);
  const key = `${column.name} ${operator}`;
  const parse = (one: unknown, kind = column.kind): unknown => {
    const parsed = parseValue(kind, one);
    if (!parsed.ok) throw invalidField(`${path}.${operator}`, parsed.message, parsed.params);
    return dialect.encode(kind, parsed.value);
  };
  if (operator === 'isNull') {
    const empty = parseValue('boolean', value);
    if (!empty.ok) throw invalidField(`${path}.${operator}`, empty.message, empty.params);
    return empty.value ? { key: `${key} 1`, values: {}, build: () => sql<SqlBool>`${at} is null` } : { key: `${key} 0`, values: {}, build: () => sql<SqlBool>`${at} is not null` };
  }
  if (operator === 'in') {
    const element = column.kind === 'set' ? 'text' : column.kind;
    // Spaces around what is listed in one text are the list's own; those of a value that stands alone are the value's.
    const asked: readonly unknown[] = Array.isArray(value) ? value : String(value).split(',').map((one) => one.trim());
    const given = asked.map((one) => parse(one, element));
    return inCondition(dialect, column, key, name, given, path);
  }
  if (operator === 'contains' && column.kind === 'set') {
    return { key, values: { [name]: parse(value, 'text') }, build: (slot) => dialect.hasElement(at, slot(name)) };
  }
  if (operator === 'contains' || operator === 'startsWith') {
    const text = escapeLike(String(parse(value)));
    return { key, values: { [name]: operator === 'contains' ? `%${text}%` : `${text}%` }, build: (slot) => like(dialect, column.column, slot(name)) };
  }
  const values = { [name]: parse(value) };
  // What is empty is not equal to anything: an operator who asks for "not IT" wants those without a department too.
  if (operator === 'ne') return { key, values, build: (slot) => sql<SqlBool>`(not ${equal(dialect, column, slot(name))} or ${at} is null)` };
  if (operator === 'eq') return { key, values, build: (slot) => equal(dialect, column, slot(name)) };
  const [left, right] = isFolded(column.kind) ? [dialect.lowered(column.column), (v: unknown) => dialect.loweredValue(v)] : [at, (v: unknown) => sql`${v}`];
  return { key, values, build: (slot) => sql<SqlBool>`${left} ${sql.raw(SYMBOL[operator])} ${right(slot(name))}` };
}

/** Numbers of values are rounded up to a power of two, the last one repeated, so that few shapes serve all lists. */
function inCondition(dialect: SqlDialect, column: UserColumn, key: string, name: string, given: unknown[], path: string): Condition {
  if (given.length > USER_FILTER_VALUES_MAX) throw invalidField(`${path}.in`, 'tooBig', { max: USER_FILTER_VALUES_MAX });
  if (given.length === 0) return { key: `${key} 0`, values: {}, build: () => sql<SqlBool>`1 = 0` };
  const size = 2 ** Math.ceil(Math.log2(given.length));
  const names = Array.from({ length: size }, (_, index) => `${name}_${index}`);
  const values = Object.fromEntries(names.map((slotName, index) => [slotName, given[Math.min(index, given.length - 1)]]));
  const folded = isFolded(column.kind);
  return {
    key: `${key} ${size}`,
    values,
    build: (slot) => {
      // Of a set: any of them.
      if (column.kind === 'set') return sql<SqlBool>`(${sql.join(names.map((slotName) => dialect.hasElement(readOf(column.column, dialect), slot(slotName))), sql` or `)})`;
      const list = sql.join(names.map((slotName) => (folded ? dialect.loweredValue(slot(slotName)) : sql`${slot(slotName)}`)));
      return sql<SqlBool>`${folded ? dialect.lowered(column.column) : readOf(column.column, dialect)} in (${list})`;
    },
  };
}

/** Where the index is over the lower-cased value and case still counts, it is found by the one and compared by the other. */
function equal(dialect: SqlDialect, column: UserColumn, value: unknown): RawBuilder<SqlBool> {
  const folded = (): RawBuilder<SqlBool> => sql<SqlBool>`${dialect.lowered(column.column)} = ${dialect.loweredValue(value)}`;
  if (isFolded(column.kind)) return folded();
  const exact = sql<SqlBool>`${readOf(column.column, dialect)} = ${value}`;
  return column.lowered ? sql<SqlBool>`(${folded()} and ${exact})` : exact;
}

/** By the column itself: not every column that is searched has an index without case, and a pattern that begins anywhere uses none. */
const like = (dialect: SqlDialect, column: string, pattern: unknown): RawBuilder<SqlBool> => sql<SqlBool>`${dialect.loweredValue(ref(column))} like ${dialect.loweredValue(pattern)} escape '!'`;

/* ───────────── order and pages ───────────── */

export interface Order {
  column: UserColumn;
  descending: boolean;
  /** As it was asked for; a cursor belongs to it. */
  text: string;
}

/** @throws AppError `validation_failed` for a column that is not there or has no order. */
export function orderOf(columns: UserColumns, sort = 'createdAt'): Order {
  const descending = sort.startsWith('-');
  const column = columns.get(descending ? sort.slice(1) : sort);
  if (!column || !isSortable(column.kind)) throw invalidField('sort', 'sortUnknown', { field: sort.replace(/^-/, '').slice(0, 64) });
  return { column, descending, text: sort };
}

/** Where a page ended: the row's sort value (null: among the empty ones), and what makes the order total. */
interface Position {
  value: unknown;
  createdAt: unknown;
  id: unknown;
}

export function cursorAfter(order: Order, row: SqlRow): string {
  const position = [order.text, row[order.column.column] ?? null, row['created_at'], row['id']];
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws AppError `validation_failed`: it belongs to another order, or is none of ours. */
function positionOf(dialect: SqlDialect, order: Order, cursor: string): Position {
  try {
    const [text, value, createdAt, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    const parsed = [value === null ? null : parseValue(order.column.kind, value), parseValue('datetime', createdAt), parseValue('uuid', id)] as const;
    if (text === order.text && parsed.every((one) => one === null || one.ok)) {
      const kinds = [order.column.kind, 'datetime', 'uuid'] as const;
      const [sortValue, moment, key] = parsed.map((one, index) => (one?.ok ? dialect.encode(kinds[index] ?? 'text', one.value) : null));
      return { value: sortValue, createdAt: moment, id: key };
    }
  } catch {
    // Falls through to the one answer for every cursor that is not ours.
  }
  throw invalidField('cursor', 'invalid');
}

export interface PagePart {
  key: string;
  shape: Shape;
  values: Record<string, unknown>;
}

/**
 * A page as one or two statements, each along an index: rows with a value in their order, then, once
 * these are at an end, the empty ones by creation. So empty values come last on every engine and in both directions.
 */
export function pageParts(columns: UserColumns, dialect: SqlDialect, query: UserListQuery): PagePart[] {
  const order = orderOf(columns, query.sort);
  const conditions = conditionsOf(columns, dialect, query.filters, query.q);
  const from = query.cursor === undefined ? null : positionOf(dialect, order, query.cursor);
  const filled = from === null || from.value !== null ? [partOf(columns, dialect, order, conditions, 'filled', from, query.limit)] : [];
  const empty = order.column.nullable ? [partOf(columns, dialect, order, conditions, 'empty', from?.value === null ? from : null, query.limit)] : [];
  return [...filled, ...empty];
}

function partOf(columns: UserColumns, dialect: SqlDialect, order: Order, conditions: readonly Condition[], half: 'filled' | 'empty', from: Position | null, limit: number): PagePart {
  const { column, descending } = order;
  const values = Object.assign({ limit: limit + 1 }, ...conditions.map((condition) => condition.values), from && { value: from.value, createdAt: from.createdAt, id: from.id }) as Record<string, unknown>;
  const direction = sql.raw(descending ? 'desc' : 'asc');
  const key = ['list', columns.signature, order.text, half, from ? 'after' : 'first', ...conditions.map((condition) => condition.key)].join('|');
  const shape: Shape = (db, slot) => {
    const keys = sortKeys(dialect, column, half, slot);
    let rows = db.selectFrom('app_user').select(selectionOf(columns, dialect));
    for (const condition of conditions) rows = rows.where(condition.build(slot));
    if (column.nullable) {
      // In the index's own words: `name is null` is nothing an index over `lower(name)` can answer.
      const at = column.lowered ? dialect.lowered(column.column) : ref(column.column);
      rows = rows.where(half === 'filled' ? sql<SqlBool>`${at} is not null` : sql<SqlBool>`${at} is null`);
    }
    if (from) rows = rows.where(dialect.comesAfter(keys, descending));
    for (const { at } of keys) rows = rows.orderBy(sql`${at} ${direction}`);
    return rows.limit(slot<number>('limit'));
  };
  return { key, shape, values };
}

/** The order is made total by creation and id; the composite index of an indexed field is over just these. */
function sortKeys(dialect: SqlDialect, column: UserColumn, half: 'filled' | 'empty', slot: SlotMaker): SortKey[] {
  const tail = [
    { at: ref('created_at'), after: sql`${slot('createdAt')}` },
    { at: ref('id'), after: sql`${slot('id')}` },
  ];
  if (half === 'empty' || column.column === 'created_at') return tail;
  if (column.column === 'id') return tail.slice(1);
  const head = column.lowered ? { at: dialect.lowered(column.column), after: dialect.loweredValue(slot('value')) } : { at: readOf(column.column, dialect), after: sql`${slot('value')}` };
  return [head, ...tail];
}

/** Whether the list touches a column without an index. */
export function notIndexed(columns: UserColumns, query: Pick<UserListQuery, 'filters' | 'sort'>): boolean {
  const named = [...(query.filters ?? []).map((filter) => columns.get(filter.field)), orderOf(columns, query.sort).column];
  return named.some((column) => column && !column.indexed);
}

/** For a caller that wants an error instead of a missing row. */
export const userNotFound = (id: string): AppError => new AppError('not_found', { params: { what: 'user', id: id.slice(0, 64) } });
