import { AppError } from '@/lib/errors';
import type { CatalogColumn, FieldCatalog } from '../../../field-ports';
import type { TenantTarget } from '../../../ports';
import { placeOf, type MysqlAccess } from '../access';
import type { MysqlConnection } from '../connection';
import { qualified } from '../names';
import { WITHOUT_CASE } from './column-type';
import { readMark } from './marks';

/** Up to so many rows are counted; beyond it the engine's estimate is good enough. */
const COUNTED_ROWS = 10_000;

interface ColumnRow {
  name: string;
  type: string;
  nullable: string;
  byDefault: string | null;
  collation: string | null;
  comment: string;
}

export const introspect = (access: MysqlAccess, target: TenantTarget): Promise<FieldCatalog> => access.ddl(target.server, (connection) => readFieldCatalog(connection, target));

export async function readFieldCatalog(connection: MysqlConnection, target: TenantTarget): Promise<FieldCatalog> {
  const { database } = placeOf(target);
  const { rows: tables } = await connection.query<{ n: string | null }>(`SELECT table_rows AS n FROM information_schema.tables WHERE table_schema = ? AND table_name = 'app_user'`, [database]);
  if (!tables[0]) throw new AppError('invalid_state', { params: { server: target.server.name, reason: 'tables_missing', missing: 'app_user' } });
  const { rows: columns } = await connection.query<ColumnRow>(
    `SELECT column_name AS name, column_type AS type, is_nullable AS nullable, column_default AS byDefault, collation_name AS collation, column_comment AS comment
     FROM information_schema.columns WHERE table_schema = ? AND table_name = 'app_user' ORDER BY ordinal_position`,
    [database],
  );
  const { rows: parts } = await connection.query<{ name: string; free: string; c: string }>(
    `SELECT index_name AS name, non_unique AS free, column_name AS c FROM information_schema.statistics WHERE table_schema = ? AND table_name = 'app_user' ORDER BY index_name, seq_in_index`,
    [database],
  );
  const { rows: counted } = await connection.query<{ n: string }>(`SELECT count(*) AS n FROM (SELECT 1 FROM ${qualified(database, 'app_user')} LIMIT ${COUNTED_ROWS + 1}) few`);
  const few = Number(counted[0]?.n ?? 0);
  return {
    columns: columns.filter((column) => !column.name.startsWith('sys_')).map(toColumn),
    constraints: [],
    indexes: [...new Set(parts.map((part) => part.name))].map((name) => {
      const own = parts.filter((part) => part.name === name);
      return { name, valid: true, unique: Number(own[0]?.free) === 0, columns: own.map((part) => part.c) };
    }),
    dropped: 0,
    rows: few <= COUNTED_ROWS ? few : Math.max(few, Number(tables[0].n ?? 0)),
    collationWithoutCase: connection.traits.collationWithoutCase,
    requiresInPlace: connection.traits.requiresInPlace,
  };
}

function toColumn({ name, type, nullable, byDefault, collation, comment }: ColumnRow): CatalogColumn {
  const mark = readMark(comment);
  return {
    name,
    // MariaDB tells a width that means nothing, and what it keeps JSON in, which no field is otherwise.
    type: type.replace(/^bigint\(\d+\)$/, 'bigint').replace(/^longtext$/, mark ? 'json' : 'longtext') + (collation?.endsWith('_ci') && mark ? WITHOUT_CASE : ''),
    notNull: nullable === 'NO',
    // MariaDB writes the default's SQL, and so the word NULL where there is none.
    hasDefault: byDefault !== null && byDefault !== 'NULL',
    fieldId: mark?.field ?? null,
    role: mark ? 'live' : null,
    markedDefault: mark?.default ?? null,
    markedRule: mark?.rule ?? null,
    markedRequired: mark?.required ?? false,
  };
}
