import { AppError } from '@/lib/errors';
import type { CatalogColumn, FieldCatalog } from '../../../field-ports';
import type { TenantTarget } from '../../../ports';
import { placeOf, type MysqlAccess } from '../access';
import type { MysqlConnection } from '../connection';
import { numberOf } from '../errors';
import { qualified } from '../names';
import { WITHOUT_CASE } from './column-type';
import { oldColumn, readMark } from './marks';
import { retypeNeeds } from './retype-needs';

/** Up to so many rows are counted; beyond it the engine's estimate is good enough. */
const COUNTED_ROWS = 10_000;
const UNKNOWN_COLUMN = 1054;

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
  const { rows: triggers } = await connection.query<{ name: string }>(`SELECT trigger_name AS name FROM information_schema.triggers WHERE event_object_schema = ? AND event_object_table = 'app_user' ORDER BY trigger_name`, [database]);
  const { traits } = connection;
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
    collationWithoutCase: traits.collationWithoutCase,
    exactCollation: traits.exactCollation,
    requiresInPlace: traits.requiresInPlace,
    triggers: triggers.map(({ name }) => name),
    instant: await instantOf(connection, database),
    retypeNeeds: await retypeNeeds(connection, database),
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
    // A replaced column goes by its name: its own definition is left alone.
    role: mark ? (name === oldColumn(mark.field) ? 'old' : mark.role) : null,
    markedDefault: mark?.default ?? null,
    markedRule: mark?.rule ?? null,
    markedRequired: mark?.required ?? false,
  };
}

/** Rows of so many shapes an engine keeps in one table; a rebuild begins anew (MySQL 8.0.29 to 9.0). */
const ROW_VERSIONS_MAX = 64;

/** What the server changes in this table at once: a release may lack it, a setting forbid it, a table have had its fill of it. */
async function instantOf(connection: MysqlConnection, database: string): Promise<FieldCatalog['instant']> {
  const { instant } = connection.traits;
  const { rows: settings } = await connection.query<{ Value: string }>(`SHOW VARIABLES LIKE 'innodb_instant_alter_column_allowed'`);
  const allowed = settings[0]?.Value;
  if (allowed !== undefined) return { ...instant, add: allowed !== 'never', drop: instant.drop && allowed === 'add_drop_reorder' };
  const { rows: versions } = await connection.query<{ n: string | null }>(`SELECT MAX(total_row_versions) AS n FROM information_schema.innodb_tables WHERE name = ?`, [`${database}/app_user`]).catch((error: unknown) => {
    // Releases before 8.0.29 keep no count.
    if (numberOf(error) === UNKNOWN_COLUMN) return { rows: [] };
    throw error;
  });
  const full = Number(versions[0]?.n ?? 0) >= ROW_VERSIONS_MAX;
  return { ...instant, add: !full, drop: instant.drop && !full };
}
