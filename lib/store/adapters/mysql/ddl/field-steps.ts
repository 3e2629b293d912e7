import { AppError } from '@/lib/errors';
import { FIELD_PHASES, type CatalogColumn, type FieldCatalog, type FieldDdlStep, type FieldPhase, type WantedColumn } from '../../../field-ports';
import { takenColumn, withTaken } from '../../../ddl/take-columns';
import { qualified, quoted } from '../names';
import { checkRule, columnType, literal, ruleHash, sqlType } from './column-type';
import { hiddenColumn, indexName, markLiteral, shortDefault, uniqueName } from './marks';

/** Changes the catalogue alone; and where a table is rebuilt, readers and writers go on. Never is a table copied behind a lock. */
export const INSTANT = 'ALGORITHM=INSTANT';
export const IN_PLACE = 'ALGORITHM=INPLACE, LOCK=NONE';
/** An index over longer text is over its beginning. */
const PREFIX = 191;

interface Context {
  table: string;
  wanted: WantedColumn;
  catalog: FieldCatalog;
}

const step = ({ wanted }: Context, op: string, phase: FieldPhase, statements: string[], more: Partial<FieldDdlStep> = {}): FieldDdlStep => ({
  op, phase, fieldId: wanted.fieldId, statements, how: 'alone', lock: 'METADATA', rewritesTable: false, everyRow: false, destroysData: false, ...more,
});
/** What reads or rebuilds the table while others write. */
const ONLINE = { everyRow: true } as const;

/** All steps from what the catalogue says to what is wanted, in the order in which they are done. Pure. */
export function fieldSteps(database: string, wanted: readonly WantedColumn[], found: FieldCatalog): FieldDdlStep[] {
  const table = qualified(database, 'app_user');
  const catalog = withTaken(wanted, found);
  const of = (presence: WantedColumn['presence'], make: (context: Context) => FieldDdlStep[]) =>
    wanted.flatMap((one) => (one.presence === presence ? make({ table, wanted: one, catalog }) : []));
  const taken = wanted.flatMap((one) => (one.presence === 'gone' ? [] : take({ table, wanted: one, catalog: found })));
  const all = [...taken, ...of('gone', gone), ...of('hidden', hide), ...rename(table, wanted, catalog), ...of('live', live)];
  return all.map((one, at) => ({ one, at })).sort((a, b) => FIELD_PHASES.indexOf(a.one.phase) - FIELD_PHASES.indexOf(b.one.phase) || a.at - b.at).map(({ one }) => one);
}

const columnOf = ({ wanted, catalog }: Context): CatalogColumn | undefined => catalog.columns.find((column) => column.fieldId === wanted.fieldId);
const defaultOf = ({ wanted }: Context): string | null => (wanted.default === null ? null : literal(wanted.default, wanted.storage));

interface Is {
  notNull: boolean;
  /** Noted, where the engine is not told. */
  required: boolean;
  byDefault: string | null;
  marked: string | null;
  rule: string | null;
}

/** Everything that a column is, as MODIFY wants it: what is left out would be lost. */
function definition({ wanted, catalog }: Context, type: string, is: Is): string {
  const { fieldId } = wanted;
  const clause = is.byDefault === null ? (is.notNull ? '' : ' DEFAULT NULL') : ` DEFAULT ${is.byDefault}`;
  const mark = { field: fieldId, rule: is.rule, required: is.required };
  return `${sqlType(type, catalog.collationWithoutCase ?? '')} ${is.notNull ? 'NOT NULL' : 'NULL'}${clause} COMMENT ${markLiteral({ ...mark, default: shortDefault(is.marked, mark) })}`;
}

/** From here on a column of others is known as the field's, whatever becomes of it; its default is the field's from the same moment. */
function take(context: Context): FieldDdlStep[] {
  const { table, wanted, catalog } = context;
  const taken = takenColumn(wanted, catalog);
  if (!taken) return [];
  const is = { notNull: taken.notNull, required: false, byDefault: null, marked: null, rule: null };
  return [step(context, 'adopt_column', 'reshape', [`ALTER TABLE ${table} MODIFY COLUMN ${quoted(taken.name)} ${definition(context, taken.type, is)}, ${INSTANT}`])];
}

/** Out of sight, nothing lost: rows that come meanwhile have no value. */
function hide(context: Context): FieldDdlStep[] {
  const found = columnOf(context);
  const { table, wanted } = context;
  if (!found) return [];
  const name = hiddenColumn(wanted.fieldId);
  const steps: FieldDdlStep[] = [];
  if (found.notNull || found.markedRequired || found.hasDefault || found.markedDefault !== null) {
    const open = definition(context, found.type, { notNull: false, required: false, byDefault: null, marked: null, rule: found.markedRule ?? null });
    steps.push(step(context, 'drop_required', 'reshape', [`ALTER TABLE ${table} MODIFY COLUMN ${quoted(found.name)} ${open}, ${found.notNull ? IN_PLACE : INSTANT}`], found.notNull ? { ...ONLINE, rewritesTable: true } : {}));
  }
  if (found.name !== name) steps.push(step(context, 'hide_column', 'reshape', [`ALTER TABLE ${table} RENAME COLUMN ${quoted(found.name)} TO ${quoted(name)}, ${INSTANT}`]));
  return steps;
}

/** All renames in one statement, so that two may trade names. */
function rename(table: string, wanted: readonly WantedColumn[], catalog: FieldCatalog): FieldDdlStep[] {
  const moves = wanted.flatMap((one) => {
    const found = one.presence === 'live' ? catalog.columns.find((column) => column.fieldId === one.fieldId) : undefined;
    return found && found.name !== one.column ? [{ wanted: one, clause: `RENAME COLUMN ${quoted(found.name)} TO ${quoted(one.column)}` }] : [];
  });
  const [first] = moves;
  if (!first) return [];
  const made = step({ table, wanted: first.wanted, catalog }, 'rename_column', 'reshape', [`ALTER TABLE ${table} ${moves.map((move) => move.clause).join(', ')}, ${INSTANT}`]);
  return [moves.length === 1 ? made : { ...made, fieldId: null }];
}

function live(context: Context): FieldDdlStep[] {
  const { wanted } = context;
  const found = columnOf(context);
  if (!found) return add(context);
  // It would copy the table, or need triggers beside it: see the capability of that name.
  if (found.type !== columnType(wanted.storage)) throw new AppError('capability_unsupported', { params: { capability: 'fieldRetype' } });
  return [...settings(context, found), ...indexes(context)];
}

function add(context: Context): FieldDdlStep[] {
  const { table, wanted } = context;
  const value = defaultOf(context);
  const constant = wanted.fill && 'value' in wanted.fill ? literal(wanted.fill.value, wanted.storage) : value;
  const filled = wanted.required && constant !== null;
  const type = columnType(wanted.storage);
  const column = quoted(wanted.column);
  const is = { notNull: filled, required: false, marked: value, rule: ruleHash(wanted.storage) };
  const statements = [`ALTER TABLE ${table} ADD COLUMN ${column} ${definition(context, type, { ...is, byDefault: filled ? constant : value })}, ${INSTANT}`];
  // The constant fills all rows at once without touching them; then the default is put to what it shall be.
  if (filled && constant !== value) statements.push(`ALTER TABLE ${table} MODIFY COLUMN ${column} ${definition(context, type, { ...is, byDefault: value })}, ${INSTANT}`);
  const made: CatalogColumn = { name: wanted.column, type, notNull: filled, hasDefault: value !== null, fieldId: wanted.fieldId, role: 'live', markedDefault: shortDefault(value, { field: wanted.fieldId, rule: is.rule, required: false }), markedRule: is.rule };
  return [step(context, 'add_column', 'reshape', statements), ...settings(context, made), ...indexes(context)];
}

/** Default, rule and whether there must be a value. */
function settings(context: Context, found: CatalogColumn): FieldDdlStep[] {
  const { table, wanted } = context;
  const column = quoted(wanted.column);
  const value = defaultOf(context);
  const rule = ruleHash(wanted.storage);
  const known = found.markedRule ?? null;
  const noted = found.markedRequired ?? false;
  const kept = { notNull: found.notNull && wanted.required, required: noted && wanted.required, rule: known };
  const modify = (is: Partial<Is>) => `ALTER TABLE ${table} MODIFY COLUMN ${column} ${definition(context, found.type, { ...kept, byDefault: value, marked: value, ...is })}`;
  const steps: FieldDdlStep[] = [];
  if (found.markedDefault !== shortDefault(value, { field: wanted.fieldId, rule: known, required: noted }) || found.hasDefault !== (value !== null)) {
    steps.push(step(context, 'set_default', 'reshape', [`${modify({ notNull: found.notNull, required: noted })}, ${INSTANT}`]));
  }
  if (!wanted.required && (found.notNull || noted)) {
    steps.push(step(context, 'drop_required', 'reshape', [`${modify({})}, ${found.notNull ? IN_PLACE : INSTANT}`], found.notNull ? { ...ONLINE, rewritesTable: true } : {}));
  }
  if (rule !== known) steps.push(...ruleSteps(context, `${modify({ rule })}, ${INSTANT}`));
  if (wanted.required && !found.notNull && !noted) steps.push(...backfill(context), ...requiredSteps(context, modify, rule));
  return steps;
}

/** Every row has a value from here on: by the engine, or where that would copy the table, by those who write. */
function requiredSteps(context: Context, modify: (is: Partial<Is>) => string, rule: string | null): FieldDdlStep[] {
  const { table, wanted, catalog } = context;
  if (catalog.requiresInPlace) return [step(context, 'set_required', 'constrain', [`${modify({ notNull: true, rule })}, ${IN_PLACE}`], { ...ONLINE, rewritesTable: true })];
  const look = `SELECT 1 AS found FROM ${table} WHERE ${quoted(wanted.column)} IS NULL LIMIT 1`;
  return [
    step(context, 'validate_required', 'constrain', [look], { ...ONLINE, lock: 'NONE', refusesRows: true }),
    step(context, 'note_required', 'constrain', [`${modify({ required: true, rule })}, ${INSTANT}`]),
  ];
}

/** What breaks a new rule is replaced, or stops the change; that all rows keep it is noted in the column's mark. */
function ruleSteps(context: Context, note: string): FieldDdlStep[] {
  const { table, wanted } = context;
  const { storage, onInvalid } = wanted;
  const broken = `NOT (${checkRule(storage, quoted(wanted.column)) ?? 'true'})`;
  const steps: FieldDdlStep[] = [];
  if (onInvalid !== 'abort') steps.push(batches(context, 'replace_invalid_values', onInvalid === 'null' ? 'NULL' : literal(onInvalid.value, storage), broken, true));
  steps.push(step(context, 'validate_rule', 'fill', [`SELECT 1 AS found FROM ${table} WHERE ${broken} LIMIT 1`], { ...ONLINE, lock: 'NONE', refusesRows: true }));
  return [...steps, step(context, 'note_rule', 'fill', [note])];
}

/** Many short writes in order of the key; each is told where it begins and ends. */
function batches(context: Context, op: string, value: string, where: string, destroysData = false): FieldDdlStep {
  const { table, wanted } = context;
  return step(context, op, 'fill', [`UPDATE ${table} SET ${quoted(wanted.column)} = ${value} WHERE id > ? AND id <= ? AND ${where}`], { how: 'batches', lock: 'ROWS', everyRow: true, destroysData });
}

function backfill(context: Context): FieldDdlStep[] {
  const { table, wanted } = context;
  const column = quoted(wanted.column);
  const { fill } = wanted;
  if (fill && 'generate' in fill) {
    if (fill.generate === 'uuid') return [batches(context, 'backfill', 'uuid()', `${column} IS NULL`)];
    const numbered = `UPDATE ${table} u JOIN (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS n FROM ${table} WHERE id > ? AND id <= ? AND ${column} IS NULL) b ON b.id = u.id SET u.${column} = ? + b.n`;
    return [step(context, 'backfill', 'fill', [numbered], { how: 'batches', lock: 'ROWS', everyRow: true, base: `SELECT COALESCE(MAX(${column}), 0) AS base FROM ${table}` })];
  }
  const value = fill ? literal(fill.value, wanted.storage) : defaultOf(context);
  return value === null ? [] : [batches(context, 'backfill', value, `${column} IS NULL`)];
}

function indexes(context: Context): FieldDdlStep[] {
  const { table, wanted, catalog } = context;
  const has = (name: string) => catalog.indexes.some((index) => index.name === name);
  const long = columnType(wanted.storage) === 'text' || columnType(wanted.storage) === 'varchar(1000)';
  if (wanted.unique && long) throw new AppError('capability_unsupported', { params: { capability: 'uniqueLongText' } });
  // It would be one over every element: MySQL has that, MariaDB has not.
  if (wanted.indexed && wanted.storage.kind === 'set') throw new AppError('capability_unsupported', { params: { capability: 'indexedSet' } });
  const column = quoted(wanted.column);
  const [unique, index] = [uniqueName(wanted.fieldId), indexName(wanted.fieldId)];
  const steps: FieldDdlStep[] = [];
  if (!wanted.unique && has(unique)) steps.push(dropIndex(context, unique, 'reshape'));
  if (!wanted.indexed && has(index)) steps.push(dropIndex(context, index, 'constrain'));
  if (wanted.unique && !has(unique)) steps.push(step(context, 'build_unique_index', 'constrain', [`ALTER TABLE ${table} ADD UNIQUE KEY ${quoted(unique)} (${column}), ${IN_PLACE}`], ONLINE));
  if (wanted.indexed && !has(index)) steps.push(step(context, 'build_index', 'constrain', [`ALTER TABLE ${table} ADD KEY ${quoted(index)} (${column}${long ? `(${PREFIX})` : ''}, created_at, id), ${IN_PLACE}`], ONLINE));
  return steps;
}

const dropIndex = (context: Context, name: string, phase: FieldPhase): FieldDdlStep => step(context, 'drop_index', phase, [`ALTER TABLE ${context.table} DROP KEY ${quoted(name)}, ${IN_PLACE}`]);

function gone(context: Context): FieldDdlStep[] {
  const { table, wanted, catalog } = context;
  const found = columnOf(context);
  if (!found) return [];
  const own = [uniqueName(wanted.fieldId), indexName(wanted.fieldId)].filter((name) => catalog.indexes.some((index) => index.name === name));
  const drop = step(context, 'drop_column', 'reshape', [`ALTER TABLE ${table} DROP COLUMN ${quoted(found.name)}, ${IN_PLACE}`], { destroysData: true });
  return [...own.map((name) => dropIndex(context, name, 'reshape')), drop];
}
