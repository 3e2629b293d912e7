import { FIELD_PHASES, type CatalogColumn, type FieldCatalog, type FieldDdlStep, type WantedColumn } from '../../../field-ports';
import { takenColumn, withTaken } from '../../../ddl/take-columns';
import { qualified, quoted } from '../names';
import { columnOf, defaultOf, definition, fastest, IN_PLACE, INSTANT, ONLINE, step, type Context } from './build-step';
import { dropColumns, passingDefault, settings } from './column-steps';
import { columnType, literal, ruleHash } from './column-type';
import { hiddenColumn, shortDefault } from './marks';
import { discard, retype } from './retype';

/** All steps from what the catalogue says to what is wanted, in the order in which they are done. Pure. */
export function fieldSteps(database: string, wanted: readonly WantedColumn[], found: FieldCatalog): FieldDdlStep[] {
  const table = qualified(database, 'app_user');
  const catalog = withTaken(wanted, found);
  const of = (presence: WantedColumn['presence'] | 'any', make: (context: Context) => FieldDdlStep[]) =>
    wanted.flatMap((one) => (presence === 'any' || one.presence === presence ? make({ database, table, wanted: one, catalog, name: one.column, role: 'live' }) : []));
  const taken = wanted.flatMap((one) => (one.presence === 'gone' ? [] : take({ database, table, wanted: one, catalog: found, name: one.column, role: 'live' })));
  // What goes, goes first: its name may be wanted by others.
  const all = [...taken, ...of('any', discard), ...of('gone', gone), ...of('hidden', hide), ...rename(table, wanted, catalog), ...of('live', live)];
  return all.map((one, at) => ({ one, at })).sort((a, b) => FIELD_PHASES.indexOf(a.one.phase) - FIELD_PHASES.indexOf(b.one.phase) || a.at - b.at).map(({ one }) => one);
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
  const found = columnOf(context, 'live');
  const { table, wanted, catalog } = context;
  if (!found) return [];
  const name = hiddenColumn(wanted.fieldId);
  const steps: FieldDdlStep[] = [];
  if (found.notNull || found.markedRequired || found.hasDefault || found.markedDefault !== null) {
    const open = definition(context, found.type, { notNull: false, required: false, byDefault: null, marked: null, rule: found.markedRule ?? null });
    steps.push(step(context, 'drop_required', 'reshape', [`ALTER TABLE ${table} MODIFY COLUMN ${quoted(found.name)} ${open}, ${found.notNull ? IN_PLACE : INSTANT}`], found.notNull ? { ...ONLINE, rewritesTable: true } : {}));
  }
  if (found.name !== name) steps.push(step(context, 'hide_column', 'reshape', [`ALTER TABLE ${table} RENAME COLUMN ${quoted(found.name)} TO ${quoted(name)}, ${fastest(catalog, 'rename')}`]));
  return steps;
}

/** All renames in one statement, so that two may trade names. */
function rename(table: string, wanted: readonly WantedColumn[], catalog: FieldCatalog): FieldDdlStep[] {
  const moves = wanted.flatMap((one) => {
    const found = one.presence === 'live' ? columnOf({ wanted: one, catalog }, 'live') : undefined;
    return found && found.name !== one.column ? [{ wanted: one, clause: `RENAME COLUMN ${quoted(found.name)} TO ${quoted(one.column)}` }] : [];
  });
  const [first] = moves;
  if (!first) return [];
  const made = step(first, 'rename_column', 'reshape', [`ALTER TABLE ${table} ${moves.map((move) => move.clause).join(', ')}, ${fastest(catalog, 'rename')}`]);
  return [moves.length === 1 ? made : { ...made, fieldId: null }];
}

function live(context: Context): FieldDdlStep[] {
  const found = columnOf(context, 'live');
  if (!found) return add(context);
  if (found.type !== columnType(context.wanted.storage)) return retype(context, found);
  return [...settings(context, found), ...dropColumns(context, ['old'], 'swap')];
}

function add(context: Context): FieldDdlStep[] {
  const { table, wanted, catalog } = context;
  const value = defaultOf(context);
  const constant = wanted.fill && 'value' in wanted.fill ? literal(wanted.fill.value, wanted.storage) : value;
  const filled = wanted.required && constant !== null;
  const type = columnType(wanted.storage);
  const column = quoted(wanted.column);
  const initial = filled ? constant : value;
  const passing = passingDefault(context) ?? initial;
  const is = { notNull: filled, required: false, marked: passing, rule: ruleHash(wanted.storage) };
  const statements = [`ALTER TABLE ${table} ADD COLUMN ${column} ${definition(context, type, { ...is, byDefault: initial })}, ${fastest(catalog, 'add')}`];
  // Not with the column: a default that is another for each row would be written into all of them.
  if (passing !== initial) statements.push(`ALTER TABLE ${table} MODIFY COLUMN ${column} ${definition(context, type, { ...is, byDefault: passing })}, ${INSTANT}`);
  const mark = { field: wanted.fieldId, role: 'live' as const, rule: is.rule, required: false };
  const made: CatalogColumn = { name: wanted.column, type, notNull: filled, hasDefault: passing !== null, fieldId: wanted.fieldId, role: 'live', markedDefault: shortDefault(passing, mark), markedRule: is.rule };
  return [step(context, 'add_column', 'reshape', statements), ...settings(context, made)];
}

const gone = (context: Context): FieldDdlStep[] => dropColumns(context, ['live'], 'reshape', true);
