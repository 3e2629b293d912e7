import { AppError } from '@/lib/errors';
import type { CatalogColumn, FieldCatalog, FieldDdlStep, WantedColumn } from '../../../field-ports';
import { literal, quoted } from '../names';
import { batches, columnOf, defaultOf, definition, fastest, INSTANT, ONLINE, shortHash, step, type Context } from './build-step';
import { backfill, dropColumns, dropIndex, fillExpression, indexes, validateRequired } from './column-steps';
import { columnType, ruleHash } from './column-type';
import { convertWithChoice, differ, losesPrecision, sourceOf } from './convert';
import { isIndexOf, oldColumn, shadowColumn, syncTriggers } from './marks';

type Base = Pick<Context, 'database' | 'table' | 'wanted' | 'catalog'>;

/** The shadow that an earlier run left, if it is being filled in the very way that is wanted. */
function usableShadow(wanted: WantedColumn, catalog: FieldCatalog, from: CatalogColumn): CatalogColumn | null {
  const type = columnType(wanted.storage);
  const shadow = columnOf({ wanted, catalog }, 'shadow', 'copied');
  const fits = shadow?.type === type && from.type !== type && from.name === wanted.column && shadow.markedDefault === wayOf(wanted, from, catalog);
  return fits ? shadow : null;
}

/** Tells one way of converting from another; kept in the shadow's mark. */
const wayOf = (wanted: WantedColumn, from: CatalogColumn, catalog: FieldCatalog): string => shortHash(made('value', wanted, from, catalog));

/** A row's value for the shadow. */
function made(source: string, wanted: WantedColumn, from: CatalogColumn, catalog: FieldCatalog): string {
  return convertWithChoice(source, sourceOf(from), wanted, catalog.exactCollation ?? '');
}

/** A shadow that is not, or no longer, wanted: first of all, since its triggers speak of columns by name. */
export function discard(base: Base): FieldDdlStep[] {
  const { wanted, catalog } = base;
  const found = columnOf(base, 'live');
  if (wanted.presence === 'live' && found && usableShadow(wanted, catalog, found)) return [];
  const context: Context = { ...base, name: shadowColumn(wanted.fieldId), role: 'shadow' };
  const left = dropColumns(context, wanted.presence === 'live' ? ['shadow', 'copied'] : ['shadow', 'copied', 'old'], 'reshape');
  const triggers = syncTriggers(wanted.fieldId).filter((name) => catalog.triggers?.includes(name));
  return triggers.length > 0 ? [step(context, 'drop_triggers', 'reshape', triggers.map((name) => dropTrigger(context, name))), ...left] : left;
}

const dropTrigger = ({ database }: Pick<Context, 'database'>, name: string): string => `DROP TRIGGER IF EXISTS ${quoted(database)}.${quoted(name)}`;

/** Another column takes its place: kept in step by triggers while it is filled, then the names are traded. */
export function retype(base: Base, from: CatalogColumn): FieldDdlStep[] {
  const { table, wanted, catalog } = base;
  if (catalog.retypeNeeds?.length) throw new AppError('server_privilege_missing', { params: { privilege: catalog.retypeNeeds.join(', ') } });
  const shadow = usableShadow(wanted, catalog, from);
  const inStep = syncTriggers(wanted.fieldId).every((name) => catalog.triggers?.includes(name));
  // Without its triggers a filled column may have missed what was written since.
  const copied = shadow?.role === 'copied' && inStep;
  const context: Context = { ...base, name: shadowColumn(wanted.fieldId), role: copied ? 'copied' : 'shadow' };
  const way = wayOf(wanted, from, catalog);
  const bare = { notNull: false, required: false, byDefault: null, marked: way, rule: null };
  const type = columnType(wanted.storage);
  const [column, source] = [quoted(context.name), quoted(wanted.column)];
  const steps: FieldDdlStep[] = [];
  if (!shadow) steps.push(step(context, 'add_shadow_column', 'copy', [`ALTER TABLE ${table} ADD COLUMN ${column} ${definition(context, type, bare)}, ${fastest(catalog, 'add')}`]));
  if (!inStep) steps.push(step(context, 'keep_in_step', 'copy', triggersOf(context, from)));
  if (!copied) {
    const value = made(source, wanted, from, catalog);
    const destroys = wanted.onInvalid !== 'abort' || losesPrecision(from.type, wanted.storage);
    steps.push(batches(context, 'copy_values', 'copy', value, differ(column, value, type, catalog.exactCollation ?? ''), destroys));
    // Also of rows that nobody writes to: a value that does not convert stops the change, it is not lost.
    if (wanted.onInvalid === 'abort') steps.push(step(context, 'check_copied', 'copy', [`SELECT 1 AS found FROM ${table} WHERE ${source} IS NOT NULL AND ${column} IS NULL LIMIT 1`], { ...ONLINE, lock: 'NONE', refusesRows: true }));
    steps.push(step(context, 'note_copied', 'copy', [`ALTER TABLE ${table} MODIFY COLUMN ${column} ${definition({ ...context, role: 'copied' }, type, bare)}, ${INSTANT}`]));
  }
  if (wanted.required) steps.push(...backfill(context), validateRequired(context));
  return [...steps, ...indexes(context), ...swap(context, from)];
}

/** In the server's own name, which may write the column; each row that comes or whose value changes brings the new one along. */
function triggersOf(context: Context, from: CatalogColumn): string[] {
  const { database, table, wanted, catalog, name } = context;
  const [inserts, updates] = syncTriggers(wanted.fieldId);
  const [column, source] = [`NEW.${quoted(name)}`, `NEW.${quoted(wanted.column)}`];
  const message = literal(`the value does not convert for column '${wanted.column}'`);
  const refused = wanted.onInvalid === 'abort' ? ` IF ${source} IS NOT NULL AND ${column} IS NULL THEN SIGNAL SQLSTATE '22018' SET MYSQL_ERRNO = 1366, MESSAGE_TEXT = ${message}; END IF;` : '';
  const filled = wanted.required ? fillExpression(context) : null;
  const otherwise = filled === null ? '' : ` IF ${column} IS NULL THEN SET ${column} = ${filled}; END IF;`;
  const body = `SET ${column} = ${made(source, wanted, from, catalog)};${refused}${otherwise}`;
  // Only what changes the source is taken over: what was filled into the shadow stays.
  const changed = differ(source, `OLD.${quoted(wanted.column)}`, from.type, catalog.exactCollation ?? '');
  const create = (trigger: string, when: string, work: string) => `CREATE TRIGGER ${quoted(database)}.${quoted(trigger)} BEFORE ${when} ON ${table} FOR EACH ROW BEGIN ${work} END`;
  return [dropTrigger(context, inserts), dropTrigger(context, updates), create(inserts, 'INSERT', body), create(updates, 'UPDATE', `IF ${changed} THEN ${body} END IF;`)];
}

/**
 * Under one lock of the table, for a trigger speaks of columns by name, and neither it nor a rename may be without the
 * other for a single write. Nothing in it reads or writes rows.
 */
function swap(context: Context, from: CatalogColumn): FieldDdlStep[] {
  const { table, wanted, catalog } = context;
  const value = defaultOf(context);
  const [column, source, old] = [quoted(context.name), quoted(wanted.column), quoted(oldColumn(wanted.fieldId))];
  const type = columnType(wanted.storage);
  // NOT NULL would rebuild the table under the lock: it is noted.
  const is = { notNull: false, required: wanted.required, byDefault: value, marked: value, rule: ruleHash(wanted.storage) };
  const neutral = from.notNull ? [`ALTER TABLE ${table} ALTER COLUMN ${source} SET DEFAULT ${neutralOf(from.type)}, ${INSTANT}`] : [];
  const own = catalog.indexes.filter((index) => isIndexOf(wanted.fieldId, index.name) && index.columns.includes(from.name));
  const drop = (unique: boolean) => own.filter((index) => index.unique === unique).map((index) => dropIndex(context, index.name, 'swap'));
  const statements = [
    `LOCK TABLES ${table} WRITE`,
    ...syncTriggers(wanted.fieldId).map((name) => dropTrigger(context, name)),
    // Rows that come later have no value in the old one, or all the same.
    ...neutral,
    `ALTER TABLE ${table} RENAME COLUMN ${source} TO ${old}, CHANGE COLUMN ${column} ${source} ${definition({ ...context, role: 'live' }, type, is)}, ${fastest(catalog, 'rename')}`,
    'UNLOCK TABLES',
  ];
  return [
    // The new one is kept unique already; in the old one, rows that come would all be the same.
    ...drop(true),
    step(context, 'swap_columns', 'swap', statements, { how: 'transaction', lock: 'WRITE' }),
    ...drop(false),
    step(context, 'drop_old_column', 'swap', [`ALTER TABLE ${table} DROP COLUMN ${old}, ${fastest(catalog, 'drop')}`]),
  ];
}

/** Any value of a type, for a column that is about to go and takes none that is missing. */
function neutralOf(type: string): string {
  if (/^date/.test(type)) return "'1970-01-01'";
  if (type === 'json') return "'null'";
  return /char|text/.test(type) ? "''" : '0';
}
