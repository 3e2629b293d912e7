import { AppError } from '@/lib/errors';
import type { CatalogColumn, FieldDdlStep, FieldPhase } from '../../../field-ports';
import { quoted } from '../names';
import { batches, defaultOf, definition, fastest, IN_PLACE, INSTANT, ONLINE, step, type Context, type Is } from './build-step';
import { checkRule, columnType, literal, ruleHash } from './column-type';
import { indexNames, isIndexOf, shortDefault } from './marks';

/** An index over longer text is over its beginning. */
const PREFIX = 191;

/** Default, rule, indexes; and whether there must be a value last, for from there on writers must give one. */
export function settings(context: Context, found: CatalogColumn): FieldDdlStep[] {
  const { table, wanted, role } = context;
  const value = defaultOf(context);
  const rule = ruleHash(wanted.storage);
  const known = found.markedRule ?? null;
  const noted = found.markedRequired ?? false;
  const marked = (to: string | null) => shortDefault(to, { field: wanted.fieldId, role, rule: known, required: noted });
  const passing = passingDefault(context);
  const passes = passing !== null && passing !== value && (!(found.notNull || noted) || found.markedDefault === marked(passing));
  const now = passes ? passing : value;
  const kept = { notNull: found.notNull && wanted.required, required: noted && wanted.required, rule: known };
  const modify = (is: Partial<Is>) => `ALTER TABLE ${table} MODIFY COLUMN ${quoted(context.name)} ${definition(context, found.type, { ...kept, byDefault: now, marked: now, ...is })}`;
  const steps: FieldDdlStep[] = [];
  if (found.markedDefault !== marked(now) || found.hasDefault !== (now !== null)) {
    steps.push(step(context, 'set_default', 'reshape', [`${modify({ notNull: found.notNull, required: noted })}, ${INSTANT}`]));
  }
  if (!wanted.required && (found.notNull || noted)) {
    steps.push(step(context, 'drop_required', 'reshape', [`${modify({})}, ${found.notNull ? IN_PLACE : INSTANT}`], found.notNull ? { ...ONLINE, rewritesTable: true } : {}));
  }
  if (rule !== known) steps.push(...ruleSteps(context, `${modify({ rule })}, ${INSTANT}`));
  const becomes = wanted.required && !found.notNull && !noted;
  if (becomes) steps.push(...backfill(context));
  steps.push(...indexes(context));
  if (becomes) steps.push(...requiredSteps(context, modify, rule));
  const inEngine = becomes ? (context.catalog.requiresInPlace ?? false) : kept.notNull;
  if (passes) steps.push(step(context, 'set_default', 'swap', [`${modify({ notNull: inEngine, required: wanted.required && !inEngine, rule, byDefault: value, marked: value })}, ${INSTANT}`]));
  return steps;
}

/** Every row has a value from here on: by the engine, or where that would copy the table, by those who write. */
function requiredSteps(context: Context, modify: (is: Partial<Is>) => string, rule: string | null): FieldDdlStep[] {
  // Rows that came between the first filling and the look: few, and found by reading alone.
  const late = backfill(context).map((one) => lateFill(context, one));
  if (context.catalog.requiresInPlace) return [...late, step(context, 'set_required', 'constrain', [`${modify({ notNull: true, rule })}, ${IN_PLACE}`], { ...ONLINE, rewritesTable: true })];
  return [...late, validateRequired(context), step(context, 'note_required', 'constrain', [`${modify({ required: true, rule })}, ${INSTANT}`])];
}

function lateFill(context: Context, filling: FieldDdlStep): FieldDdlStep {
  const value = fillExpression(context);
  if (value === null) return { ...filling, phase: 'constrain' };
  const column = quoted(context.name);
  return step(context, 'backfill', 'constrain', [`UPDATE ${context.table} SET ${column} = ${value} WHERE ${column} IS NULL`], { ...ONLINE, lock: 'ROWS' });
}

/**
 * While a field becomes required, rows that come without a value get what rows without one are filled with: who writes
 * does not know of it yet. Null where there is no such value, or the field's own default does it.
 */
export function passingDefault(context: Pick<Context, 'wanted'>): string | null {
  const value = context.wanted.required && context.wanted.fill ? fillExpression(context) : null;
  return value === 'uuid()' ? '(uuid())' : value;
}

/** No row is without a value. */
export function validateRequired(context: Context): FieldDdlStep {
  const look = `SELECT 1 AS found FROM ${context.table} WHERE ${quoted(context.name)} IS NULL LIMIT 1`;
  return step(context, 'validate_required', 'constrain', [look], { ...ONLINE, lock: 'NONE', refusesRows: true });
}

/** What breaks a new rule is replaced, or stops the change; that all rows keep it is noted in the column's mark. */
function ruleSteps(context: Context, note: string): FieldDdlStep[] {
  const { table, wanted } = context;
  const { storage, onInvalid } = wanted;
  const broken = `NOT (${checkRule(storage, quoted(context.name)) ?? 'true'})`;
  const steps: FieldDdlStep[] = [];
  if (onInvalid !== 'abort') steps.push(batches(context, 'replace_invalid_values', 'fill', onInvalid === 'null' ? 'NULL' : literal(onInvalid.value, storage), broken, true));
  steps.push(step(context, 'validate_rule', 'fill', [`SELECT 1 AS found FROM ${table} WHERE ${broken} LIMIT 1`], { ...ONLINE, lock: 'NONE', refusesRows: true }));
  return [...steps, step(context, 'note_rule', 'fill', [note])];
}

export function backfill(context: Context): FieldDdlStep[] {
  const { table, wanted } = context;
  const column = quoted(context.name);
  const { fill } = wanted;
  if (fill && 'generate' in fill && fill.generate === 'sequence') {
    const numbered = `UPDATE ${table} u JOIN (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS n FROM ${table} WHERE id > ? AND id <= ? AND ${column} IS NULL) b ON b.id = u.id SET u.${column} = ? + b.n`;
    return [step(context, 'backfill', 'fill', [numbered], { how: 'batches', lock: 'ROWS', everyRow: true, base: `SELECT COALESCE(MAX(${column}), 0) AS base FROM ${table}` })];
  }
  const value = fillExpression(context);
  return value === null ? [] : [batches(context, 'backfill', 'fill', value, `${column} IS NULL`)];
}

/** A value for one row that has none; null where nothing was chosen, or where it depends on the other rows. */
export function fillExpression({ wanted }: Pick<Context, 'wanted'>): string | null {
  const { fill } = wanted;
  if (fill && 'generate' in fill) return fill.generate === 'uuid' ? 'uuid()' : null;
  return fill ? literal(fill.value, wanted.storage) : defaultOf({ wanted });
}

export function indexes(context: Context): FieldDdlStep[] {
  const { table, wanted, catalog } = context;
  const has = (name: string) => catalog.indexes.some((index) => index.name === name);
  const type = columnType(wanted.storage);
  const long = type === 'text' || type === 'varchar(1000)';
  if (wanted.unique && long) throw new AppError('capability_unsupported', { params: { capability: 'uniqueLongText' } });
  // It would be one over every element: MySQL has that, MariaDB has not.
  if (wanted.indexed && wanted.storage.kind === 'set') throw new AppError('capability_unsupported', { params: { capability: 'indexedSet' } });
  const column = quoted(context.name);
  const { unique, index } = indexNames(wanted.fieldId, wanted.storage);
  const steps: FieldDdlStep[] = [];
  if (!wanted.unique && has(unique)) steps.push(dropIndex(context, unique, 'reshape'));
  if (!wanted.indexed && has(index)) steps.push(dropIndex(context, index, 'constrain'));
  if (wanted.unique && !has(unique)) steps.push(step(context, 'build_unique_index', 'constrain', [`ALTER TABLE ${table} ADD UNIQUE KEY ${quoted(unique)} (${column}), ${IN_PLACE}`], ONLINE));
  if (wanted.indexed && !has(index)) steps.push(step(context, 'build_index', 'constrain', [`ALTER TABLE ${table} ADD KEY ${quoted(index)} (${column}${long ? `(${PREFIX})` : ''}, created_at, id), ${IN_PLACE}`], ONLINE));
  return steps;
}

export const dropIndex = (context: Context, name: string, phase: FieldPhase): FieldDdlStep => step(context, 'drop_index', phase, [`ALTER TABLE ${context.table} DROP KEY ${quoted(name)}, ${IN_PLACE}`]);

/** A field's columns of these roles; first their indexes, for no column goes at once that is in one. */
export function dropColumns(context: Context, roles: CatalogColumn['role'][], phase: FieldPhase, destroysData = false): FieldDdlStep[] {
  const { table, wanted, catalog } = context;
  return catalog.columns
    .filter((column) => column.fieldId === wanted.fieldId && roles.includes(column.role))
    .flatMap(({ name, role }) => {
      const op = role === 'old' ? 'drop_old_column' : role === 'live' ? 'drop_column' : 'drop_shadow_column';
      const own = catalog.indexes.filter((index) => isIndexOf(wanted.fieldId, index.name) && index.columns.includes(name));
      return [...own.map((index) => dropIndex(context, index.name, phase)), step(context, op, phase, [`ALTER TABLE ${table} DROP COLUMN ${quoted(name)}, ${fastest(catalog, 'drop')}`], { destroysData })];
    });
}
