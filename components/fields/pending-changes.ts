import type { z } from 'zod';
import type { Field, FieldDecision, fieldChangeSchema, OnFailure } from '@/lib/model/field';
import type { FieldKind } from './field-values';

/** A command on a field. */
export type FieldCommand = Exclude<z.input<typeof fieldChangeSchema>, { column: string }>;
/** A command on a column that somebody changed by hand. */
export type DriftCommand = Extract<z.input<typeof fieldChangeSchema>, { column: string }>;
export type AnyCommand = FieldCommand | DriftCommand;
type AddCommand = Extract<FieldCommand, { op: 'add' }>;
type PendingMark = 'add' | 'change' | 'drop' | 'restore';

/** A field as the list shows it: as it is, with what waits to be reviewed laid over it. */
export interface FieldRow {
  key: string;
  /** As it will be; an added one has no id yet. */
  field: FieldDecision & Pick<Field, 'state' | 'changing' | 'problem' | 'hiddenUntil'> & { id: string | null; columnType: string | null; /** Before the changes. */ typeNow: string | null; column: string };
  mark: PendingMark | null;
  /** Place among the changes, of an added one. */
  at: number | null;
}

/** Rules and texts that one command alters; a name and a type have commands of their own. */
const ALTERED = ['required', 'unique', 'indexed', 'default', 'validation', 'label', 'description', 'group', 'pii', 'claim', 'editableByUser'] as const;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
const canonical = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))) : value;

/** The commands that make a field what was decided; none where nothing differs. */
export function commandsFor(field: Field, decision: FieldDecision): FieldCommand[] {
  const commands: FieldCommand[] = [];
  const { id } = field;
  if (decision.name !== field.name) commands.push({ op: 'rename', id, name: decision.name });
  const retyped = decision.type !== field.type;
  if (retyped) commands.push({ op: 'retype', id, type: decision.type, validation: decision.validation });
  // A new type brings its rules along.
  const altered = ALTERED.filter((key) => !(retyped && key === 'validation') && !same(decision[key], field[key]));
  if (altered.length > 0) commands.push({ op: 'alter', id, ...Object.fromEntries(altered.map((key) => [key, decision[key]])) });
  return commands;
}

/** Says whether a command is about a field that is there. */
export const isAbout = (change: FieldCommand, id: string): boolean => 'id' in change && change.id === id;

/** Puts a field's commands in the place of those it had. */
export const replaceCommands = (changes: readonly FieldCommand[], id: string, commands: readonly FieldCommand[]): FieldCommand[] => [
  ...changes.filter((change) => !isAbout(change, id)),
  ...commands,
];

/** Puts an added field in its place, or at the end; null takes it away. */
export function replaceAdded(changes: readonly FieldCommand[], at: number | null, added: AddCommand | null): FieldCommand[] {
  if (at === null) return added ? [...changes, added] : [...changes];
  return added ? changes.map((change, index) => (index === at ? added : change)) : changes.filter((_, index) => index !== at);
}

/** What to do with values that do not fit, for the commands of one field. */
export const withOnFailure = (changes: readonly FieldCommand[], id: string, onFailure: OnFailure): FieldCommand[] =>
  changes.map((change) => ((change.op === 'retype' || change.op === 'alter') && change.id === id ? { ...change, onFailure } : change));

export const onFailureOf = (changes: readonly FieldCommand[], id: string): OnFailure | null =>
  changes.map((change) => ((change.op === 'retype' || change.op === 'alter') && change.id === id ? (change.onFailure ?? 'abort') : null)).find((choice) => choice !== null) ?? null;

/** How many fields are touched: a renamed and retyped one is one. */
export const countFields = (changes: readonly FieldCommand[]): number =>
  changes.filter((change) => change.op === 'add').length + new Set(changes.flatMap((change) => (change.op === 'add' ? [] : [change.id]))).size;

/** Changes whose field is still there: somebody else may have applied theirs meanwhile. */
export const stillMeant = (changes: readonly FieldCommand[], fields: readonly Field[]): FieldCommand[] =>
  changes.filter((change) => change.op === 'add' || fields.some((field) => field.id === change.id));

/** An index for a field that has none, as the one thing to be reviewed. */
export function indexChange(fields: readonly Field[], name: string | undefined, kinds: readonly FieldKind[]): FieldCommand[] {
  const field = fields.find((one) => one.name === name && one.state === 'active' && !one.indexed && !one.unique);
  return field && kinds.some(({ type, canBeIndexed }) => type === field.type && canBeIndexed) ? [{ op: 'alter', id: field.id, indexed: true }] : [];
}

/** What a refusal calls `changes.2.default`, by the name of the field that it is about. */
export function namedPath(path: string, changes: readonly AnyCommand[], rows: readonly FieldRow[]): string {
  const [, at, rest] = /^changes\.(\d+)\.(.+)$/.exec(path) ?? [];
  const change = at === undefined ? undefined : changes[Number(at)];
  if (!change || rest === undefined) return path;
  const name = 'column' in change ? change.column : change.op === 'add' ? change.name : rows.find(({ key }) => key === change.id)?.field.name;
  return name === undefined ? path : `${name}: ${rest}`;
}

/** The list with the changes laid over it, added ones at the end. Pure. */
export function rowsOf(fields: readonly Field[], changes: readonly FieldCommand[]): FieldRow[] {
  const existing = fields.map((field): FieldRow => {
    const own = changes.filter((change) => isAbout(change, field.id));
    return { key: field.id, field: own.reduce<FieldRow['field']>(applyCommand, { ...field, typeNow: field.columnType }), mark: markOf(own), at: null };
  });
  const added = changes.flatMap((change, at): FieldRow[] => (change.op === 'add' ? [{ key: `new-${at}`, field: addedField(change), mark: 'add', at }] : []));
  return [...existing, ...added];
}

function applyCommand(field: FieldRow['field'], change: FieldCommand): FieldRow['field'] {
  if (change.op === 'rename') return { ...field, name: change.name };
  if (change.op === 'retype') return { ...field, type: change.type, validation: change.validation ?? field.validation, columnType: null };
  if (change.op !== 'alter') return field;
  const { op: _op, id: _id, onFailure: _onFailure, ...given } = change;
  return { ...field, ...given };
}

function markOf(own: readonly FieldCommand[]): PendingMark | null {
  if (own.length === 0) return null;
  return own.some((change) => change.op === 'drop') ? 'drop' : own.some((change) => change.op === 'restore') ? 'restore' : 'change';
}

function addedField({ op: _op, ...given }: AddCommand): FieldRow['field'] {
  const nothing = { label: '', description: '', required: false, unique: false, indexed: false, default: null, validation: {}, pii: false, claim: null, editableByUser: false, order: 0, group: '' };
  return { ...nothing, ...given, id: null, column: given.name, columnType: null, typeNow: null, state: 'pending', changing: false, problem: null, hiddenUntil: null };
}
