import type { CatalogColumn, FieldCatalog, FieldDdlStep, FieldPhase, WantedColumn } from '../../../field-ports';
import { quoteIdentifier } from '../../../sql/quote-identifier';
import { qualified } from '../access';
import { batchStatement, batchStep, catalogStep, onlineStep } from './build-step';
import { checkRule, indexedExpression, indexedKey, literal } from './column-type';
import { fieldOfObject, objectNames } from './names';

export interface ColumnContext {
  schema: string;
  wanted: WantedColumn;
  catalog: FieldCatalog;
  /** The column as it is; null where an earlier step makes it. */
  found: Pick<CatalogColumn, 'name' | 'notNull'> | null;
  /** Its name while these steps run. */
  name: string;
}

/** The column's statements have these in common. */
export function parts({ schema, wanted, name }: ColumnContext) {
  const column = quoteIdentifier(name);
  return {
    table: qualified(schema, 'app_user'),
    alter: `ALTER TABLE ${qualified(schema, 'app_user')}`,
    column,
    objects: objectNames(wanted.fieldId, wanted.storage),
    about: (op: string, phase: FieldPhase) => ({ op, phase, fieldId: wanted.fieldId }),
  };
}

/** Everything about a column but its making and its name: rules, `unique`, `indexed`, and `required` last, for from there on writers must give a value. */
export function columnSteps(context: ColumnContext): FieldDdlStep[] {
  return [...looser(context), ...rule(context), ...unique(context), ...index(context), ...required(context), ...obsolete(context)];
}

/** What is given up first: it lets the other steps pass, and writers too. */
function looser(context: ColumnContext): FieldDdlStep[] {
  const { wanted, catalog, found } = context;
  const { alter, column, objects, about } = parts(context);
  const steps: FieldDdlStep[] = [];
  if (!wanted.required) {
    const statements: string[] = [];
    if (found?.notNull) statements.push(`${alter} ALTER COLUMN ${column} DROP NOT NULL`);
    if (constraintOf(catalog, objects.notNull)) statements.push(`${alter} DROP CONSTRAINT ${quoteIdentifier(objects.notNull)}`);
    if (statements.length > 0) steps.push(catalogStep(about('drop_required', 'reshape'), statements));
  }
  if (!wanted.unique && constraintOf(catalog, objects.unique)) {
    steps.push(catalogStep(about('drop_unique', 'reshape'), [`${alter} DROP CONSTRAINT ${quoteIdentifier(objects.unique)}`]));
  }
  return steps;
}

function rule(context: ColumnContext): FieldDdlStep[] {
  const { wanted, catalog } = context;
  const { table, alter, column, objects, about } = parts(context);
  const text = checkRule(wanted.storage, column);
  if (text === null) return [];
  const name = objects.check(checkRule(wanted.storage, 'value') ?? '');
  const found = constraintOf(catalog, name);
  if (found?.validated) return [];
  const quoted = quoteIdentifier(name);
  const mend = (phase: FieldPhase): FieldDdlStep[] => {
    if (wanted.onInvalid === 'abort') return [];
    const value = wanted.onInvalid === 'null' ? 'NULL' : literal(wanted.onInvalid.value, wanted.storage);
    const invalid = `NOT (${checkRule(wanted.storage, `u.${column}`) ?? 'true'})`;
    return [batchStep(about('replace_invalid_values', phase), batchStatement(table, `${column} = ${value}`, invalid), true)];
  };
  const validate = onlineStep(about('validate_rule', 'constrain'), `${alter} VALIDATE CONSTRAINT ${quoted}`);
  if (found) return [...mend('constrain'), validate];
  return [
    ...mend('fill'),
    catalogStep(about('add_rule', 'constrain'), [`${alter} ADD CONSTRAINT ${quoted} CHECK (${text}) NOT VALID`]),
    ...mend('constrain'),
    validate,
  ];
}

function required(context: ColumnContext): FieldDdlStep[] {
  const { wanted, catalog, found } = context;
  if (!wanted.required) return [];
  const { table, alter, column, objects, about } = parts(context);
  const constraint = constraintOf(catalog, objects.notNull);
  const drop = catalogStep(about('drop_required_check', 'constrain'), [`${alter} DROP CONSTRAINT ${quoteIdentifier(objects.notNull)}`]);
  if (found?.notNull) return constraint ? [drop] : [];
  const fill = (phase: FieldPhase): FieldDdlStep[] => {
    const value = fillExpression(wanted);
    if (value === null) return [];
    const base = value.includes(BASE) ? { base: `SELECT COALESCE(pg_catalog.max(${column}), 0)::bigint AS base FROM ${table}` } : {};
    // Those that came since are few, and found by reading alone.
    if (phase === 'constrain' && !value.includes(BASE)) return [{ ...onlineStep(about('backfill', phase), `UPDATE ${table} SET ${column} = ${value} WHERE ${column} IS NULL`), lock: 'ROW EXCLUSIVE' }];
    return [{ ...batchStep(about('backfill', phase), batchStatement(table, `${column} = ${value}`, `u.${column} IS NULL`)), ...base }];
  };
  const add = catalogStep(about('add_required_check', 'constrain'), [`${alter} ADD CONSTRAINT ${quoteIdentifier(objects.notNull)} CHECK (${column} IS NOT NULL) NOT VALID`]);
  return [
    ...fill('fill'),
    ...(constraint ? [] : [add]),
    // Rows that came between the first filling and the check.
    ...fill('constrain'),
    ...(constraint?.validated ? [] : [onlineStep(about('validate_required', 'constrain'), `${alter} VALIDATE CONSTRAINT ${quoteIdentifier(objects.notNull)}`)]),
    // The valid check spares the scan; dropped in the same statement it would not.
    catalogStep(about('set_required', 'constrain'), [`${alter} ALTER COLUMN ${column} SET NOT NULL`]),
    drop,
  ];
}

/** The highest number given so far, told by the executor before each batch. */
const BASE = '$2::bigint';

/**
 * While a field becomes required, rows that come without a value get what rows without one are filled with: who writes
 * does not know of it yet. Null where there is no such value, or the field's own default does it.
 */
export function passingDefault(wanted: WantedColumn): string | null {
  const value = wanted.required && wanted.fill ? fillExpression(wanted) : null;
  return value === null || value.includes(BASE) ? null : value;
}

/** A value for a row that has none; null where nothing was chosen. */
function fillExpression({ fill, default: byDefault, storage }: WantedColumn): string | null {
  if (fill && 'generate' in fill) {
    if (fill.generate === 'uuid') return storage.kind === 'uuid' ? 'pg_catalog.gen_random_uuid()' : 'pg_catalog.gen_random_uuid()::text';
    return `${BASE} + batch.n`;
  }
  const value = fill?.value ?? byDefault;
  return value === null ? null : literal(value, storage);
}

function unique(context: ColumnContext): FieldDdlStep[] {
  const { wanted, catalog } = context;
  const { table, alter, column, objects, about } = parts(context);
  const name = quoteIdentifier(objects.unique);
  const plain = indexedExpression(wanted.storage, column) === column;
  const found = catalog.indexes.find((candidate) => candidate.name === objects.unique);
  if (!wanted.unique) return found && !constraintOf(catalog, objects.unique) ? [dropIndex(context, objects.unique)] : [];
  const steps: FieldDdlStep[] = [];
  if (found && !found.valid) steps.push(dropIndex(context, objects.unique));
  if (!found?.valid) steps.push(onlineStep(about('build_unique_index', 'constrain'), `CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${table} (${indexedExpression(wanted.storage, column)})`));
  if (plain && !constraintOf(catalog, objects.unique)) {
    steps.push(catalogStep(about('add_unique', 'constrain'), [`${alter} ADD CONSTRAINT ${name} UNIQUE USING INDEX ${name}`]));
  }
  return steps;
}

function index(context: ColumnContext): FieldDdlStep[] {
  const { wanted, catalog } = context;
  const { table, column, objects, about } = parts(context);
  const found = catalog.indexes.find((candidate) => candidate.name === objects.index);
  if (!wanted.indexed) return found ? [dropIndex(context, objects.index)] : [];
  if (found?.valid) return [];
  const build = `CREATE INDEX CONCURRENTLY ${quoteIdentifier(objects.index)} ON ${table} ${indexedKey(wanted.storage, column)}`;
  return [...(found ? [dropIndex(context, objects.index)] : []), onlineStep(about('build_index', 'constrain'), build)];
}

function dropIndex(context: ColumnContext, name: string): FieldDdlStep {
  const { about } = parts(context);
  const step = onlineStep(about('drop_index', 'constrain'), `DROP INDEX CONCURRENTLY IF EXISTS ${quoteIdentifier(context.schema)}.${quoteIdentifier(name)}`);
  return { ...step, everyRow: false };
}

/** Rules that were replaced, and what belonged to another way of comparing. Last: values are never without any rule. */
function obsolete(context: ColumnContext): FieldDdlStep[] {
  const { wanted, catalog, found } = context;
  const { alter, objects, about } = parts(context);
  if (!found) return [];
  const kept = new Set([objects.notNull, objects.unique, objects.index, objects.check(checkRule(wanted.storage, 'value') ?? '')]);
  const ours = (object: { name: string; columns: string[] }) => fieldOfObject(object.name) === wanted.fieldId && object.columns.includes(found.name) && !kept.has(object.name);
  const constraints = catalog.constraints.filter(ours);
  const indexes = catalog.indexes.filter((candidate) => ours(candidate) && !constraints.some((constraint) => constraint.name === candidate.name));
  return [
    ...constraints.map(({ name }) => catalogStep(about('drop_rule', 'constrain'), [`${alter} DROP CONSTRAINT ${quoteIdentifier(name)}`])),
    ...indexes.map(({ name }) => dropIndex(context, name)),
  ];
}

const constraintOf = (catalog: FieldCatalog, name: string) => catalog.constraints.find((constraint) => constraint.name === name);
