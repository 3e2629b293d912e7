import { AppError, isAppError } from '@/lib/errors';
import type { FieldCatalog, TenantTarget } from '../../../ports';
import type { SqliteAccess } from '../access';
import { statement } from '../catalog';
import { readFieldMarks } from './field-marks';

/** What the file says of `app_user`. */
export async function introspect(access: SqliteAccess, target: TenantTarget): Promise<FieldCatalog> {
  const [columns, indexes, rows] = await access
    .read(target, [
      statement(`SELECT name, type, "notnull", dflt_value FROM pragma_table_info('app_user') ORDER BY cid`),
      statement(`SELECT i.name, i."unique", json_group_array(c.name) FROM pragma_index_list('app_user') AS i JOIN pragma_index_info(i.name) AS c GROUP BY i.name ORDER BY i.name`),
      statement('SELECT count(*) FROM app_user'),
    ])
    .catch((error: unknown) => {
      if (!isAppError(error, 'tenant_not_ready')) throw error;
      throw new AppError('invalid_state', { params: { server: target.server.name, reason: 'no_user_table' }, cause: error });
    });
  if (!columns || columns.rows.length === 0) throw new AppError('invalid_state', { params: { server: target.server.name, reason: 'no_user_table' } });
  const marks = await readFieldMarks((statements) => access.read(target, statements));
  return {
    columns: columns.rows.map(([name, type, notNull, byDefault]) => ({
      name: String(name),
      type: String(type),
      notNull: notNull === 1,
      hasDefault: byDefault !== null,
      fieldId: marks[String(name)]?.field ?? null,
      role: marks[String(name)] ? ('live' as const) : null,
      markedDefault: marks[String(name)]?.default ?? null,
    })),
    constraints: [],
    indexes: (indexes?.rows ?? []).map(([name, unique, of]) => ({ name: String(name), valid: true, unique: unique === 1, columns: (JSON.parse(String(of)) as (string | null)[]).filter((column) => column !== null) })),
    dropped: 0,
    rows: Number(rows?.rows[0]?.[0] ?? 0),
  };
}
