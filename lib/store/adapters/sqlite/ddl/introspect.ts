import { AppError, isAppError } from '@/lib/errors';
import type { CatalogColumn, FieldCatalog, TenantTarget } from '../../../ports';
import type { SqliteAccess } from '../access';
import { statement, type Ask } from '../catalog';
import { declaredType, typeOfValues } from './column-type';
import { readRuleName } from './names';
import { readTable, type ColumnText } from './table-text';

/** Up to so many rows are counted; beyond it their numbers' highest is good enough, and found at once. */
const COUNTED_ROWS = 10_000;

export async function introspect(access: SqliteAccess, target: TenantTarget): Promise<FieldCatalog> {
  try {
    return await readFieldCatalog((statements) => access.read(target, statements), target.server.name);
  } catch (error) {
    if (!isAppError(error, 'tenant_not_ready')) throw error;
    throw noTable(target.server.name, error);
  }
}

const noTable = (server: string, cause?: unknown) => new AppError('invalid_state', { params: { server, reason: 'tables_missing', missing: 'app_user' }, ...(cause === undefined ? {} : { cause }) });

/** What the file says of `app_user`, in one unit. */
export async function readFieldCatalog(ask: Ask, server: string): Promise<FieldCatalog> {
  const [columns, objects, indexes, children, rows] = await ask([
    statement(`SELECT name, type, "notnull", dflt_value FROM pragma_table_info('app_user') ORDER BY cid`),
    statement(`SELECT type, name, sql FROM sqlite_master WHERE tbl_name = 'app_user' AND sql IS NOT NULL AND type IN ('table', 'index', 'trigger') ORDER BY type, name`),
    statement(`SELECT i.name, i."unique", json_group_array(c.name) FROM pragma_index_list('app_user') AS i JOIN pragma_index_info(i.name) AS c GROUP BY i.name ORDER BY i.name`),
    statement(`SELECT DISTINCT t.name FROM sqlite_master AS t JOIN pragma_foreign_key_list(t.name) AS k WHERE t.type = 'table' AND lower(k."table") = 'app_user' ORDER BY t.name`),
    statement(`SELECT (SELECT count(*) FROM (SELECT 1 FROM app_user LIMIT ${COUNTED_ROWS + 1})), (SELECT COALESCE(max(rowid), 0) FROM app_user)`),
  ]);
  const found = (objects?.rows ?? []).map(([type, name, sql]) => ({ type: String(type), name: String(name), sql: String(sql) }));
  const table = found.find(({ type }) => type === 'table');
  if (!columns || !table) throw noTable(server);
  const { columns: texts } = readTable(table.sql);
  const [few = 0, highest = 0] = (rows?.rows[0] ?? []).map(Number);
  return {
    columns: columns.rows.map((row) => toColumn(row, texts)),
    constraints: texts.flatMap(({ name, constraint }) => (constraint === null ? [] : [{ name: constraint, kind: 'check' as const, validated: true, columns: [name] }])),
    indexes: (indexes?.rows ?? []).map(([name, unique, of]) => ({ name: String(name), valid: true, unique: unique === 1, columns: (JSON.parse(String(of)) as (string | null)[]).filter((column) => column !== null) })),
    dropped: 0,
    rows: few <= COUNTED_ROWS ? few : Math.max(few, highest),
    made: { table: table.sql, objects: found.filter(({ type }) => type !== 'table').map(({ name, sql }) => ({ name, sql })), children: (children?.rows ?? []).map(([name]) => String(name)) },
  };
}

function toColumn([name, type, notNull, byDefault]: unknown[], texts: readonly ColumnText[]): CatalogColumn {
  const mark = readRuleName(texts.find((text) => text.name === name)?.constraint ?? '');
  const named = mark ? typeOfValues(mark.values) : '';
  const declared = String(type).toUpperCase();
  return {
    name: String(name),
    // Somebody may have given it another type and kept its mark.
    type: mark && declaredType(named).startsWith(declared) ? named : declared,
    notNull: notNull === 1,
    hasDefault: byDefault !== null,
    fieldId: mark?.fieldId ?? null,
    role: mark ? 'live' : null,
    markedDefault: mark && byDefault !== null ? String(byDefault) : null,
    markedRule: mark?.rule ?? null,
  };
}
