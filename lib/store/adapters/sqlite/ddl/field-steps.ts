import { FIELD_PHASES, type CatalogColumn, type FieldCatalog, type FieldDdlStep, type FieldPhase, type WantedColumn } from '../../../field-ports';
import { takenColumn, withTaken } from '../../../ddl/take-columns';
import { quoteIdentifier } from '../../../sql/quote-identifier';
import { columnDefinition, columnType, defaultOf, ruleHash } from './column-type';
import { indexStatements } from './indexes';
import { hiddenColumn, indexName, movingColumn, uniqueName } from './names';
import { columnOf, differs, rebuildStep } from './rebuild';
import { renamedIn } from './renamed-in';

/** ms a row, at 1,000,000 rows on two cores. A strict table's rows are all looked at by ADD COLUMN. */
const ADD_MS = 0.0012;
const DROP_MS = 0.001;
const INDEX_MS = 0.0022;
const ALTER = 'ALTER TABLE app_user';

/**
 * A transaction of its own. `RESERVED` is what BEGIN IMMEDIATE takes: readers pass, other writers wait for as long
 * as the step lasts, so that its estimate is their pause.
 */
const step = (fieldId: string | null, op: string, phase: FieldPhase, statements: string[], more: Partial<FieldDdlStep> = {}): FieldDdlStep => ({
  op, phase, fieldId, statements, how: 'transaction', lock: 'RESERVED', rewritesTable: false, everyRow: false, destroysData: false, ...more,
});

interface Move {
  wanted: WantedColumn;
  from: string;
  to: string;
}

/** All steps from what the catalogue says to what is wanted, in the order in which they are done. Pure. */
export function fieldSteps(asked: readonly WantedColumn[], found: FieldCatalog): FieldDdlStep[] {
  const catalog = withTaken(asked, found);
  const taken = new Set(asked.filter((field) => takenColumn(field, found)).map((field) => field.fieldId));
  const wanted = asked.map((field) => (taken.has(field.fieldId) ? keptAside(field) : field));
  const of = (presence: WantedColumn['presence']) => wanted.filter((field) => field.presence === presence);
  const hides = of('hidden').flatMap((field) => moveOf(field, hiddenColumn(field.fieldId), catalog));
  // A column of others is known by its name alone until the new table gives it its mark: it is renamed after that.
  const moves = of('live').flatMap((field) => moveOf(field, field.column, catalog));
  const renames = moves.filter((move) => !taken.has(move.wanted.fieldId));
  const late = moves.filter((move) => taken.has(move.wanted.fieldId));
  // The steps after the renames speak of the new names.
  const renamed = renamedIn(catalog, [...hides, ...renames]);
  const { steps: adds, catalog: added } = addAll(of('live'), renamed);
  const rebuilt = wanted.some((field) => field.presence !== 'gone' && differs(field, columnOf(added, field)));
  const all = [
    // First: their names may be wanted by others.
    ...of('gone').flatMap((field) => gone(field, catalog)),
    ...hides.map((move) => step(move.wanted.fieldId, 'hide_column', 'reshape', [rename(move.from, move.to)])),
    ...renameSteps(renames),
    ...adds,
    ...(rebuilt ? [rebuildStep(wanted, added)] : of('live').flatMap((field) => indexSteps(field, added))),
    ...late.map(({ wanted: { fieldId }, from, to }) => step(fieldId, 'rename_column', 'swap', [rename(from, to)])),
  ];
  return all.map((one, at) => ({ one, at })).sort((a, b) => FIELD_PHASES.indexOf(a.one.phase) - FIELD_PHASES.indexOf(b.one.phase) || a.at - b.at).map(({ one }) => one);
}

/** A column of others that is wanted hidden takes a field's form all the same, and asks nothing of new rows. */
const keptAside = (field: WantedColumn): WantedColumn =>
  field.presence === 'hidden' ? { ...field, presence: 'live', column: hiddenColumn(field.fieldId), required: false, default: null, unique: false, indexed: false } : field;

const rename = (from: string, to: string): string => `${ALTER} RENAME COLUMN ${quoteIdentifier(from)} TO ${quoteIdentifier(to)}`;

function moveOf(wanted: WantedColumn, to: string, catalog: FieldCatalog): Move[] {
  const found = columnOf(catalog, wanted);
  return found && found.name !== to ? [{ wanted, from: found.name, to }] : [];
}

/** Those that trade names do so in one transaction, by way of a third name. */
function renameSteps(moves: readonly Move[]): FieldDdlStep[] {
  const trading = moves.some((move) => moves.some((other) => other.from === move.to));
  if (!trading) return moves.map(({ wanted, from, to }) => step(wanted.fieldId, 'rename_column', 'reshape', [rename(from, to)]));
  const aside = moves.map(({ wanted, from }) => rename(from, movingColumn(wanted.fieldId)));
  return [step(null, 'rename_column', 'reshape', [...aside, ...moves.map(({ wanted, to }) => rename(movingColumn(wanted.fieldId), to))])];
}

/** Columns that ALTER can add as they are wanted; the others come with the new table. */
function addAll(live: readonly WantedColumn[], catalog: FieldCatalog): { steps: FieldDdlStep[]; catalog: FieldCatalog } {
  const steps: FieldDdlStep[] = [];
  const columns: CatalogColumn[] = [];
  for (const field of live) {
    if (columnOf(catalog, field) || differs(field, undefined)) continue;
    const definition = columnDefinition(field, field.column);
    steps.push(step(field.fieldId, 'add_column', 'reshape', [`${ALTER} ADD COLUMN ${definition}`], { everyRow: true, perRowMs: ADD_MS }));
    columns.push({ name: field.column, type: columnType(field.storage), notNull: field.required, hasDefault: field.default !== null, fieldId: field.fieldId, role: 'live', markedDefault: defaultOf(field), markedRule: ruleHash(field.storage) });
  }
  return { steps, catalog: { ...catalog, columns: [...catalog.columns, ...columns] } };
}

function indexSteps(wanted: WantedColumn, catalog: FieldCatalog): FieldDdlStep[] {
  const has = (name: string) => catalog.indexes.some((index) => index.name === name);
  const { fieldId, unique, indexed } = wanted;
  const drop = (name: string, phase: FieldPhase) => step(fieldId, 'drop_index', phase, [`DROP INDEX ${quoteIdentifier(name)}`]);
  return [
    ...(!unique && has(uniqueName(fieldId)) ? [drop(uniqueName(fieldId), 'reshape')] : []),
    ...(!indexed && has(indexName(fieldId)) ? [drop(indexName(fieldId), 'constrain')] : []),
    ...indexStatements(wanted, catalog.indexes).map((text) => step(fieldId, text.startsWith('CREATE UNIQUE') ? 'build_unique_index' : 'build_index', 'constrain', [text], { everyRow: true, perRowMs: INDEX_MS })),
  ];
}

function gone(wanted: WantedColumn, catalog: FieldCatalog): FieldDdlStep[] {
  const found = columnOf(catalog, wanted);
  if (!found) return [];
  const own = [uniqueName(wanted.fieldId), indexName(wanted.fieldId)];
  // SQLite refuses to drop a column that an index is over.
  const indexes = catalog.indexes.filter((index) => own.includes(index.name) || index.columns.includes(found.name));
  const statements = [...indexes.map(({ name }) => `DROP INDEX ${quoteIdentifier(name)}`), `${ALTER} DROP COLUMN ${quoteIdentifier(found.name)}`];
  return [step(wanted.fieldId, 'drop_column', 'reshape', statements, { rewritesTable: true, everyRow: true, destroysData: true, perRowMs: DROP_MS })];
}
