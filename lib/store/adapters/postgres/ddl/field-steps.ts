import { createHash } from 'node:crypto';
import type { CatalogColumn, FieldCatalog, FieldDdlStep, FieldPhase, WantedColumn } from '../../../field-ports';
import { takenColumn, withTaken } from '../../../ddl/take-columns';
import { quoteIdentifier, quoteLiteral } from '../../../sql/quote-identifier';
import { qualified } from '../access';
import { batchStatement, batchStep, catalogStep, onlineStep } from './build-step';
import { columnSteps, parts, passingDefault, type ColumnContext } from './column-steps';
import { columnType, literal } from './column-type';
import { convertWithChoice, losesPrecision } from './convert';
import { hiddenColumn, markLiteral, movingColumn, oldColumn, shadowColumn, syncFunction, type ColumnMark } from './names';

/** All steps from what the catalogue says to what is wanted, in the order in which they are done. Pure. */
export function fieldSteps(schema: string, wanted: readonly WantedColumn[], found: FieldCatalog): FieldDdlStep[] {
  const catalog = withTaken(wanted, found);
  const all = [
    ...wanted.flatMap((field) => (field.presence === 'gone' ? [] : take(schema, field, found))),
    // First: their names may be wanted by others.
    ...wanted.flatMap((field) => (field.presence === 'gone' ? gone(schema, field, catalog) : [])),
    ...wanted.flatMap((field) => (field.presence === 'live' ? discard(schema, field, catalog) : [])),
    ...wanted.flatMap((field) => (field.presence === 'hidden' ? hide(schema, field, catalog) : [])),
    ...rename(schema, wanted, catalog),
    ...wanted.flatMap((field) => (field.presence === 'live' ? live(schema, field, catalog) : [])),
  ];
  const order = ['reshape', 'copy', 'fill', 'constrain', 'swap'];
  return all.map((step, at) => ({ step, at })).sort((a, b) => order.indexOf(a.step.phase) - order.indexOf(b.step.phase) || a.at - b.at).map(({ step }) => step);
}

/** From here on a column of others is known as the field's, whatever becomes of it. */
function take(schema: string, wanted: WantedColumn, catalog: FieldCatalog): FieldDdlStep[] {
  const taken = takenColumn(wanted, catalog);
  const mark = { field: wanted.fieldId, role: 'live', default: null } as const;
  return taken ? [catalogStep({ op: 'adopt_column', phase: 'reshape', fieldId: wanted.fieldId }, [comment(qualified(schema, 'app_user'), quoteIdentifier(taken.name), mark)])] : [];
}

/** A field's column under a role. */
function columnOf(catalog: FieldCatalog, fieldId: string, ...roles: CatalogColumn['role'][]): CatalogColumn | undefined {
  return catalog.columns.find((column) => column.fieldId === fieldId && roles.includes(column.role));
}

const defaultOf = (wanted: WantedColumn): string | null => (wanted.default === null ? null : literal(wanted.default, wanted.storage));
const setDefault = (alter: string, column: string, value: string | null): string => `${alter} ALTER COLUMN ${column} ${value === null ? 'DROP DEFAULT' : `SET DEFAULT ${value}`}`;
const comment = (table: string, column: string, mark: ColumnMark): string => `COMMENT ON COLUMN ${table}.${column} IS ${markLiteral(mark)}`;

/** Out of sight, nothing lost: rows that come meanwhile have no value. */
function hide(schema: string, wanted: WantedColumn, catalog: FieldCatalog): FieldDdlStep[] {
  const found = columnOf(catalog, wanted.fieldId, 'live');
  const steps = dropColumns(schema, wanted, catalog, ['shadow', 'copied', 'old'], 'reshape');
  if (!found) return steps;
  const context: ColumnContext = { schema, wanted: { ...wanted, required: false }, catalog, found, name: found.name };
  const { alter, table, column, objects, about } = parts(context);
  const statements: string[] = [];
  if (found.notNull) statements.push(`${alter} ALTER COLUMN ${column} DROP NOT NULL`);
  if (catalog.constraints.some((constraint) => constraint.name === objects.notNull)) statements.push(`${alter} DROP CONSTRAINT ${quoteIdentifier(objects.notNull)}`);
  if (found.hasDefault || found.markedDefault !== null) statements.push(setDefault(alter, column, null), comment(table, column, { field: wanted.fieldId, role: 'live', default: null }));
  const name = hiddenColumn(wanted.fieldId);
  if (found.name !== name) statements.push(`${alter} RENAME COLUMN ${column} TO ${quoteIdentifier(name)}`);
  return statements.length > 0 ? [...steps, catalogStep(about('hide_column', 'reshape'), statements)] : steps;
}

/** Renames, those that trade names in one transaction by way of a third name. */
function rename(schema: string, wanted: readonly WantedColumn[], catalog: FieldCatalog): FieldDdlStep[] {
  const moves = wanted.flatMap((field) => {
    const found = field.presence === 'live' ? columnOf(catalog, field.fieldId, 'live') : undefined;
    return found && found.name !== field.column ? [{ fieldId: field.fieldId, from: found.name, to: field.column }] : [];
  });
  const alter = `ALTER TABLE ${qualified(schema, 'app_user')}`;
  const to = (from: string, name: string) => `${alter} RENAME COLUMN ${quoteIdentifier(from)} TO ${quoteIdentifier(name)}`;
  const trading = moves.some((move) => moves.some((other) => other.from === move.to));
  if (!trading) return moves.map(({ fieldId, from, to: name }) => catalogStep({ op: 'rename_column', phase: 'reshape', fieldId }, [to(from, name)]));
  const statements = [...moves.map(({ fieldId, from }) => to(from, movingColumn(fieldId))), ...moves.map(({ fieldId, to: name }) => to(movingColumn(fieldId), name))];
  return [catalogStep({ op: 'rename_column', phase: 'reshape', fieldId: null }, statements)];
}

/** A shadow that is not, or no longer, wanted: first of all, since its trigger speaks of columns by name. */
function discard(schema: string, wanted: WantedColumn, catalog: FieldCatalog): FieldDdlStep[] {
  const found = columnOf(catalog, wanted.fieldId, 'live');
  if (found && usableShadow(wanted, catalog, found)) return [];
  return dropColumns(schema, wanted, catalog, ['shadow', 'copied'], 'reshape');
}

/** The shadow that an earlier run left, if it is being filled in the very way that is wanted. */
function usableShadow(wanted: WantedColumn, catalog: FieldCatalog, from: CatalogColumn): CatalogColumn | null {
  const type = columnType(wanted.storage);
  const shadow = columnOf(catalog, wanted.fieldId, 'shadow', 'copied');
  const fits = shadow?.type === type && from.type !== type && from.name === wanted.column && shadow.markedDefault === wayOf(wanted, from);
  return fits ? shadow : null;
}

/** Tells one way of converting from another; kept in the shadow's mark. */
const wayOf = (wanted: WantedColumn, from: CatalogColumn): string =>
  createHash('sha256').update(convertWithChoice('value', from.type, wanted)).digest('hex').slice(0, 16);

function live(schema: string, wanted: WantedColumn, catalog: FieldCatalog): FieldDdlStep[] {
  const found = columnOf(catalog, wanted.fieldId, 'live');
  if (!found) return add(schema, wanted, catalog);
  if (found.type !== columnType(wanted.storage)) return retype(schema, wanted, catalog, found);
  const context: ColumnContext = { schema, wanted, catalog, found, name: wanted.column };
  const { alter, table, column, about } = parts(context);
  const steps: FieldDdlStep[] = [];
  const value = defaultOf(wanted);
  const passing = passingDefault(wanted);
  const put = (phase: FieldPhase, to: string | null) => steps.push(catalogStep(about('set_default', phase), [setDefault(alter, column, to), comment(table, column, { field: wanted.fieldId, role: 'live', default: to })]));
  if (passing !== null && passing !== value && (!found.notNull || found.markedDefault === passing)) {
    if (found.markedDefault !== passing) put('reshape', passing);
    put('swap', value);
  } else if (found.markedDefault !== value || found.hasDefault !== (value !== null)) put('reshape', value);
  return [...steps, ...columnSteps(context), ...dropColumns(schema, wanted, catalog, ['old'], 'swap')];
}

/** A constant fills all rows at once without touching them; when all is done the default is put to what it shall be. */
function add(schema: string, wanted: WantedColumn, catalog: FieldCatalog): FieldDdlStep[] {
  const value = defaultOf(wanted);
  const constant = wanted.fill && 'value' in wanted.fill ? literal(wanted.fill.value, wanted.storage) : value;
  const filled = wanted.required && constant !== null;
  const context: ColumnContext = { schema, wanted, catalog, found: filled ? { name: wanted.column, notNull: true } : null, name: wanted.column };
  const { alter, table, column, about } = parts(context);
  const initial = filled ? constant : value;
  const clause = initial === null ? '' : ` DEFAULT ${initial}`;
  const statements = [`${alter} ADD COLUMN ${column} ${columnType(wanted.storage)}${clause}${filled ? ' NOT NULL' : ''}`];
  const passing = passingDefault(wanted) ?? initial;
  // Not with the column: a default that is another for each row would be written into all of them.
  if (passing !== initial) statements.push(setDefault(alter, column, passing));
  statements.push(comment(table, column, { field: wanted.fieldId, role: 'live', default: passing }));
  const done = [setDefault(alter, column, value), comment(table, column, { field: wanted.fieldId, role: 'live', default: value })];
  return [catalogStep(about('add_column', 'reshape'), statements), ...columnSteps(context), ...(passing === value ? [] : [catalogStep(about('set_default', 'swap'), done)])];
}

/** Another column takes its place: kept in step by a trigger while it is filled, then the names are traded. */
function retype(schema: string, wanted: WantedColumn, catalog: FieldCatalog, from: CatalogColumn): FieldDdlStep[] {
  const { fieldId } = wanted;
  const shadow = usableShadow(wanted, catalog, from);
  const context: ColumnContext = { schema, wanted, catalog, found: shadow, name: shadowColumn(fieldId) };
  const { table, column, about } = parts(context);
  const source = quoteIdentifier(wanted.column);
  const steps: FieldDdlStep[] = shadow ? [] : [addShadow(context, from)];
  if (shadow?.role !== 'copied') {
    const copied = convertWithChoice(`u.${source}`, from.type, wanted);
    const destroys = wanted.onInvalid !== 'abort' || losesPrecision(from.type, wanted.storage);
    const done = comment(table, column, { field: fieldId, role: 'copied', default: wayOf(wanted, from) });
    steps.push(batchStep(about('copy_values', 'copy'), batchStatement(table, `${column} = ${copied}`, `u.${column} IS DISTINCT FROM ${copied}`), destroys));
    if (wanted.onInvalid === 'abort') {
      // Also of rows that nobody writes to: a value that does not convert stops the change, it is not lost.
      steps.push({ ...onlineStep(about('check_copied', 'copy'), `SELECT 1 FROM ${table} WHERE ${source} IS NOT NULL AND ${column} IS NULL LIMIT 1`), refusesRows: true, lock: 'ACCESS SHARE' });
    }
    // Last: who goes on after a crash looks at nothing again that is noted.
    steps.push({ ...catalogStep(about('note_copied', 'copy'), [done]), lock: 'SHARE UPDATE EXCLUSIVE' });
  }
  return [...steps, ...columnSteps(context), ...swap(context)];
}

function addShadow(context: ColumnContext, from: CatalogColumn): FieldDdlStep {
  const { schema, wanted } = context;
  const { alter, table, column, about } = parts(context);
  const source = quoteIdentifier(wanted.column);
  const name = quoteIdentifier(syncFunction(wanted.fieldId));
  const sync = `${quoteIdentifier(schema)}.${name}`;
  const made = `NEW.${column} := ${convertWithChoice(`NEW.${source}`, from.type, wanted)};`;
  const refused = wanted.onInvalid === 'abort' ? ` IF NEW.${source} IS NOT NULL AND NEW.${column} IS NULL THEN RAISE EXCEPTION 'value does not convert' USING ERRCODE = 'check_violation'; END IF;` : '';
  // Only what changes the source is taken over: what was filled into the shadow stays.
  const body = `BEGIN IF TG_OP = 'INSERT' OR NEW.${source} IS DISTINCT FROM OLD.${source} THEN ${made}${refused} END IF; RETURN NEW; END`;
  return catalogStep(about('add_shadow_column', 'copy'), [
    `${alter} ADD COLUMN ${column} ${columnType(wanted.storage)}`,
    comment(table, column, { field: wanted.fieldId, role: 'shadow', default: wayOf(wanted, from) }),
    `CREATE OR REPLACE FUNCTION ${sync}() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS ${quoteLiteral(body)}`,
    `CREATE TRIGGER ${name} BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION ${sync}()`,
  ]);
}

function swap(context: ColumnContext): FieldDdlStep[] {
  const { schema, wanted } = context;
  const { alter, table, column, about } = parts(context);
  const source = quoteIdentifier(wanted.column);
  const old = quoteIdentifier(oldColumn(wanted.fieldId));
  const name = quoteIdentifier(syncFunction(wanted.fieldId));
  const value = defaultOf(wanted);
  return [
    catalogStep(about('swap_columns', 'swap'), [
      `DROP TRIGGER ${name} ON ${table}`,
      `DROP FUNCTION ${quoteIdentifier(schema)}.${name}()`,
      `${alter} ALTER COLUMN ${source} DROP NOT NULL, ALTER COLUMN ${source} DROP DEFAULT`,
      `${alter} RENAME COLUMN ${source} TO ${old}`,
      `${alter} RENAME COLUMN ${column} TO ${source}`,
      setDefault(alter, source, value),
      comment(table, old, { field: wanted.fieldId, role: 'old', default: null }),
      comment(table, source, { field: wanted.fieldId, role: 'live', default: value }),
    ]),
    catalogStep(about('drop_old_column', 'swap'), [`${alter} DROP COLUMN ${old}`]),
  ];
}

function gone(schema: string, wanted: WantedColumn, catalog: FieldCatalog): FieldDdlStep[] {
  return dropColumns(schema, wanted, catalog, ['live', 'shadow', 'copied', 'old'], 'reshape').map((step) => ({ ...step, destroysData: true }));
}

/** A field's columns of these roles, with what keeps them in step. */
function dropColumns(schema: string, wanted: WantedColumn, catalog: FieldCatalog, roles: CatalogColumn['role'][], phase: 'reshape' | 'swap'): FieldDdlStep[] {
  const table = qualified(schema, 'app_user');
  return catalog.columns
    .filter((column) => column.fieldId === wanted.fieldId && roles.includes(column.role))
    .map(({ name, role }) => {
      const own = quoteIdentifier(syncFunction(wanted.fieldId));
      const sync = role === 'shadow' || role === 'copied' ? [`DROP TRIGGER IF EXISTS ${own} ON ${table}`, `DROP FUNCTION IF EXISTS ${quoteIdentifier(schema)}.${own}()`] : [];
      const op = role === 'old' ? 'drop_old_column' : role === 'live' ? 'drop_column' : 'drop_shadow_column';
      return catalogStep({ op, phase, fieldId: wanted.fieldId }, [...sync, `ALTER TABLE ${table} DROP COLUMN ${quoteIdentifier(name)}`]);
    });
}
