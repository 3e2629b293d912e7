import { createHash } from 'node:crypto';
import type { CatalogColumn, FieldCatalog, FieldDdlStep, FieldPhase, WantedColumn } from '../../../field-ports';
import { quoted } from '../names';
import { literal, sqlType } from './column-type';
import { markLiteral, shortDefault, type ColumnMark } from './marks';

/** Changes the catalogue alone; and where a table is rebuilt, readers and writers go on. Never is a table copied behind a lock. */
export const INSTANT = 'ALGORITHM=INSTANT';
export const IN_PLACE = 'ALGORITHM=INPLACE, LOCK=NONE';
/** What reads or rebuilds the table while others write. */
export const ONLINE = { everyRow: true } as const;

export interface Context {
  database: string;
  /** `app_user`, as a statement has it. */
  table: string;
  wanted: WantedColumn;
  catalog: FieldCatalog;
  /** The column's name while these steps run. */
  name: string;
  /** What its mark says beside what steps change. */
  role: ColumnMark['role'];
}

export const step = ({ wanted }: Pick<Context, 'wanted'>, op: string, phase: FieldPhase, statements: string[], more: Partial<FieldDdlStep> = {}): FieldDdlStep => ({
  op, phase, fieldId: wanted.fieldId, statements, how: 'alone', lock: 'METADATA', rewritesTable: false, everyRow: false, destroysData: false, ...more,
});

/** Many short writes in order of the key; each is told where it begins and ends. */
export function batches(context: Context, op: string, phase: FieldPhase, value: string, where: string, destroysData = false): FieldDdlStep {
  return step(context, op, phase, [`UPDATE ${context.table} SET ${quoted(context.name)} = ${value} WHERE id > ? AND id <= ? AND ${where}`], { how: 'batches', lock: 'ROWS', everyRow: true, destroysData });
}

/** How a column is added, dropped or renamed: at once where this server can, else in place. */
export function fastest(catalog: FieldCatalog, what: 'add' | 'drop' | 'rename'): string {
  return catalog.instant?.[what] === false ? IN_PLACE : INSTANT;
}

export const columnOf = ({ wanted, catalog }: Pick<Context, 'wanted' | 'catalog'>, ...roles: CatalogColumn['role'][]): CatalogColumn | undefined =>
  catalog.columns.find((column) => column.fieldId === wanted.fieldId && roles.includes(column.role));
export const defaultOf = ({ wanted }: Pick<Context, 'wanted'>): string | null => (wanted.default === null ? null : literal(wanted.default, wanted.storage));

/** What a column is beside its type. */
export interface Is {
  notNull: boolean;
  /** Noted, where the engine is not told. */
  required: boolean;
  byDefault: string | null;
  marked: string | null;
  rule: string | null;
}

/** Everything that a column is, as MODIFY wants it: what is left out would be lost. */
export function definition({ wanted, catalog, role }: Pick<Context, 'wanted' | 'catalog' | 'role'>, type: string, is: Is): string {
  const clause = is.byDefault === null ? (is.notNull ? '' : ' DEFAULT NULL') : ` DEFAULT ${is.byDefault}`;
  const mark = { field: wanted.fieldId, role, rule: is.rule, required: is.required };
  return `${sqlType(type, catalog.collationWithoutCase ?? '')} ${is.notNull ? 'NOT NULL' : 'NULL'}${clause} COMMENT ${markLiteral({ ...mark, default: shortDefault(is.marked, mark) })}`;
}

export const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
