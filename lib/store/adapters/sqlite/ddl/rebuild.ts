import type { CatalogColumn, FieldCatalog, FieldDdlStep, WantedColumn } from '../../../field-ports';
import { quoteIdentifier } from '../../../sql/quote-identifier';
import { columnDefinition, columnType, defaultOf, fullRule, literal, quoteText, ruleHash } from './column-type';
import { convert, convertWithChoice, losesPrecision } from './convert';
import { indexStatements } from './indexes';
import { indexName, REBUILT_TABLE, uniqueName } from './names';
import { readTable, throughFirstBracket, type TableText } from './table-text';

/**
 * Changes a table by another that takes its place, as the manual describes it (sqlite.org/lang_altertable.html,
 * section 7), in one transaction that is begun with `foreign_keys` off: DROP TABLE would else delete the rows of
 * every table that refers to it. Each SELECT is a look that must find nothing.
 *
 * The manual's shorter way (`writable_schema`) is not taken: a row that is older than ADD COLUMN has its value in
 * the schema's DEFAULT, and another text there would change what users have.
 */
export function rebuildStep(wanted: readonly WantedColumn[], catalog: FieldCatalog): FieldDdlStep {
  const changes = wanted.filter((field) => field.presence !== 'gone').map((field) => ({ field, found: columnOf(catalog, field) }));
  const touched = changes.filter(({ field, found }) => differs(field, found));
  const [first] = touched;
  return {
    op: 'rebuild_table', phase: 'swap', fieldId: touched.length === 1 && first ? first.field.fieldId : null,
    statements: statementsOf(changes, madeFrom(wanted, catalog), (name) => catalog.columns.some((column) => column.name === name)), how: 'transaction', lock: 'RESERVED', rewritesTable: true, everyRow: true, refusesRows: true, perRowMs: REBUILD_MS,
    destroysData: touched.some(({ field, found }) => found !== undefined && mayLose(field, found)),
  };
}

/** ms a row, at 1,000,000 rows with six indexes, to each of which another row refers, on two cores. */
const REBUILD_MS = 0.0135;
/** Of the copy's connection, 64 MB: ids come in no order, and with the default of 2 MB a copy takes nearly twice as long. */
const REBUILD_CACHE_KB = 65_536;

export const columnOf = (catalog: FieldCatalog, { fieldId }: WantedColumn): CatalogColumn | undefined => catalog.columns.find((column) => column.fieldId === fieldId);

/** Its column is not as it is wanted, and no ALTER makes it so. */
export function differs(wanted: WantedColumn, found: CatalogColumn | undefined): boolean {
  if (wanted.presence !== 'live') return found !== undefined && (found.notNull || found.hasDefault);
  if (!found) return !isAddedNatively(wanted);
  return found.type !== columnType(wanted.storage) || found.markedRule !== ruleHash(wanted.storage) || found.notNull !== wanted.required || found.markedDefault !== defaultOf(wanted);
}

/** ADD COLUMN takes NOT NULL only with a default, and all rows have that. */
export function isAddedNatively({ required, fill, default: byDefault, storage }: WantedColumn): boolean {
  if (!required) return true;
  return byDefault !== null && (fill === null || ('value' in fill && literal(fill.value, storage) === literal(byDefault, storage)));
}

function mayLose(wanted: WantedColumn, found: CatalogColumn): boolean {
  if (wanted.presence !== 'live') return false;
  const retyped = found.type !== columnType(wanted.storage);
  return (wanted.onInvalid !== 'abort' && (retyped || found.markedRule !== ruleHash(wanted.storage))) || (retyped && losesPrecision(found.type, wanted.storage));
}

interface Change {
  field: WantedColumn;
  found: CatalogColumn | undefined;
}

interface Made extends TableText {
  objects: readonly { name: string; sql: string }[];
  children: readonly string[];
}

/** What the table is made from, without columns that an earlier step drops and indexes over them. */
function madeFrom(wanted: readonly WantedColumn[], catalog: FieldCatalog): Made {
  const { table = '', objects = [], children = [] } = catalog.made ?? {};
  const gone = wanted.flatMap((field) => (field.presence === 'gone' ? (columnOf(catalog, field)?.name ?? []) : []));
  const isOver = (name: string) => catalog.indexes.some((index) => index.name === name && index.columns.some((column) => gone.includes(column)));
  const text = readTable(table);
  return { ...text, columns: text.columns.filter(({ name }) => !gone.includes(name)), objects: objects.filter(({ name }) => !isOver(name)), children };
}

function statementsOf(changes: readonly Change[], { columns: there, constraints, options, objects, children }: Made, copies: (name: string) => boolean): string[] {
  const made = quoteIdentifier(REBUILT_TABLE);
  const of = (name: string) => changes.find(({ found }) => found?.name === name);
  // A generated column is made, not copied.
  const kept = there.map(({ name, text: definition }) => ({ name, definition: definitionOf(of(name), definition), value: copies(name) ? valueOf(of(name), name) : null }));
  const isThere = (name: string) => there.some((column) => column.name === name);
  const added = changes.flatMap((change) => {
    const { field, found } = change;
    if (field.presence !== 'live' || isThere(found?.name ?? field.column)) return [];
    return [{ name: field.column, definition: columnDefinition(field, field.column), value: found ? valueOf(change, found.name) : fillOf(field, null) }];
  });
  const columns = [...kept, ...added];
  // What has no value of its own is left to its default.
  const copied = columns.filter(({ value }) => value !== null);
  const own = new Set(changes.flatMap(({ field }) => [uniqueName(field.fieldId), indexName(field.fieldId)]));
  return [
    'SELECT 1 AS found FROM pragma_foreign_keys WHERE foreign_keys <> 0',
    `PRAGMA cache_size = -${REBUILD_CACHE_KB}`,
    ...changes.flatMap(({ field, found }) => (found ? refusals(field, found) : [])),
    `CREATE TABLE ${made} (\n  ${[...columns.map(({ definition }) => definition), ...constraints].join(',\n  ')}\n) ${options}`.trim(),
    `INSERT INTO ${made} (${copied.map(({ name }) => quoteIdentifier(name)).join(', ')}) SELECT ${copied.map(({ value }) => value).join(', ')} FROM app_user AS u`,
    `SELECT 1 AS found WHERE (SELECT count(*) FROM ${made}) <> (SELECT count(*) FROM app_user)`,
    'DROP TABLE app_user',
    // Views and triggers that speak of app_user are left as they are; it is there again at once.
    'PRAGMA legacy_alter_table = ON',
    `ALTER TABLE ${made} RENAME TO app_user`,
    ...objects.filter(({ name }) => !own.has(name)).map(({ sql }) => sql),
    ...changes.flatMap((change) => ownIndexes(change, objects)),
    ...children.map((child) => `SELECT 1 AS found FROM pragma_foreign_key_check(${quoteText(child)}) LIMIT 1`),
    `SELECT 1 AS found FROM pragma_quick_check('app_user') WHERE quick_check <> 'ok'`,
  ];
}

/** A live field's as they are wanted, a hidden one's as they are. */
function ownIndexes({ field, found }: Change, objects: Made['objects']): string[] {
  if (field.presence === 'live') return indexStatements({ ...field, column: found?.name ?? field.column }, []);
  return objects.filter(({ name }) => name === uniqueName(field.fieldId) || name === indexName(field.fieldId)).map(({ sql }) => sql);
}

function definitionOf(change: Change | undefined, definition: string): string {
  if (!change) return definition;
  if (change.field.presence === 'live') return columnDefinition(change.field, change.found?.name ?? change.field.column);
  return throughFirstBracket(definition);
}

/** Values that would be lost without anybody having chosen so. */
function refusals(wanted: WantedColumn, found: CatalogColumn): string[] {
  const { storage } = wanted;
  if (wanted.presence !== 'live' || wanted.onInvalid !== 'abort') return [];
  const source = `u.${quoteIdentifier(found.name)}`;
  const look = (where: string) => [`SELECT 1 AS found FROM app_user AS u WHERE ${source} IS NOT NULL AND ${where} LIMIT 1`];
  if (found.type !== columnType(storage)) return look(`${convert(source, found.type, storage)} IS NULL`);
  // Other rules the new table's CHECK refuses.
  return storage.kind === 'set' && found.markedRule !== ruleHash(storage) ? look(`NOT ${fullRule(storage, source)}`) : [];
}

/** What a column of the new table is given, for `app_user AS u`. */
function valueOf(change: Change | undefined, name: string): string | null {
  const source = `u.${quoteIdentifier(name)}`;
  if (!change?.found || change.field.presence !== 'live') return source;
  const { field, found } = change;
  const value = mended(field, found, source);
  const isFull = found.notNull && value === source;
  return field.required && !isFull ? (fillOf(field, value) ?? value) : value;
}

/** A column's value after the choices made for those that do not fit. */
export function mended(wanted: WantedColumn, found: CatalogColumn, source: string): string {
  const { storage, onInvalid } = wanted;
  if (found.type !== columnType(storage)) return convertWithChoice(source, found.type, wanted);
  if (found.markedRule === ruleHash(storage) || onInvalid === 'abort') return source;
  return `CASE WHEN ${source} IS NULL OR (${fullRule(storage, source)}) THEN ${source}${typeof onInvalid === 'object' ? ` ELSE ${literal(onInvalid.value, storage)}` : ''} END`;
}

/** A required column's value for rows without one; null where nothing was chosen. */
function fillOf(wanted: WantedColumn, value: string | null): string | null {
  const { fill, default: byDefault, storage, required } = wanted;
  if (!required) return null;
  const filled = (made: string): string => (value === null ? made : `COALESCE(${value}, ${made})`);
  if (!fill || 'value' in fill) {
    const constant = fill?.value ?? byDefault;
    return constant === null ? null : filled(literal(constant, storage));
  }
  if (fill.generate === 'uuid') return filled(RANDOM_UUID);
  const number = `row_number() OVER (${value === null ? '' : `PARTITION BY ${value} IS NULL `}ORDER BY u.rowid)`;
  const next = value === null ? number : `${base(wanted, value)} + ${number}`;
  return filled(storage.kind === 'decimal' ? `printf('%04d:%d', length(${next}), ${next})` : next);
}

const RANDOM_UUID = `(lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))`;

/** The highest number there is. */
function base({ storage }: WantedColumn, value: string): string {
  const highest = `(SELECT max(${value}) AS m FROM app_user AS u)`;
  return storage.kind === 'decimal' ? `(SELECT iif(m GLOB '0*', CAST(substr(m, 6) AS INTEGER), 0) FROM ${highest})` : `(SELECT max(COALESCE(m, 0), 0) FROM ${highest})`;
}
