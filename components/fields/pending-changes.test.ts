import { describe, expect, it } from 'vitest';
import type { Field } from '@/lib/model/field';
import { decisionFrom, valuesOf, type FieldKind } from './field-values';
import { commandsFor, countFields, namedPath, onFailureOf, replaceAdded, replaceCommands, rowsOf, stillMeant, withOnFailure, type FieldCommand } from './pending-changes';

const ID = '0190d6f0-0000-7000-8000-000000000001';
const field: Field = {
  id: ID, name: 'department', column: 'department', type: 'text', label: { en: 'Department', es: 'Departamento' }, description: '', required: false, unique: false, indexed: true,
  default: null, validation: { maxLength: 100 }, pii: false, claim: null, editableByUser: false, order: 1, group: '', state: 'active', hiddenUntil: null, problem: null, changing: false, columnType: 'text',
};
const text: FieldKind = { type: 'text', settings: ['minLength', 'maxLength', 'pattern'], canBeUnique: true, canBeIndexed: true, generates: ['uuid'] };
const select: FieldKind = { type: 'select', settings: ['options'], canBeUnique: true, canBeIndexed: true, generates: [] };
const edited = (change: Partial<ReturnType<typeof valuesOf>>, kind = text) => decisionFrom({ ...valuesOf(field, 'es'), ...change }, kind, 'es', field);

describe('commands for a field', () => {
  it('are none when the form was left as it was, whatever the reader’s language', () => {
    expect(commandsFor(field, edited({}))).toEqual([]);
    expect(commandsFor(field, decisionFrom(valuesOf(field, 'pt'), text, 'pt', field))).toEqual([]);
  });

  it('name only what differs, a rename and a retype by their own', () => {
    expect(commandsFor(field, edited({ name: 'dept', required: true }))).toEqual([{ op: 'rename', id: ID, name: 'dept' }, { op: 'alter', id: ID, required: true }]);
    const rules = { ...valuesOf(field, 'es').validation, options: 'IT\n\nHR\nIT' };
    expect(commandsFor(field, edited({ type: 'select', validation: rules }, select))).toEqual([{ op: 'retype', id: ID, type: 'select', validation: { options: ['IT', 'HR'] } }]);
  });

  it('change one language of a label and keep the others', () => {
    expect(commandsFor(field, edited({ label: { en: 'Department', es: 'Área', pt: '' } }))).toEqual([{ op: 'alter', id: ID, label: { en: 'Department', es: 'Área' } }]);
  });

  it('read values as their type carries them', () => {
    const integer: FieldKind = { ...text, type: 'integer', settings: ['min', 'max'] };
    const decision = edited({ type: 'integer', default: '7', validation: { ...valuesOf(field, 'es').validation, min: '-1', max: '9223372036854775807' } }, integer);
    expect(decision).toMatchObject({ default: 7, validation: { min: -1, max: '9223372036854775807' } });
  });
});

describe('collected changes', () => {
  const add: FieldCommand & { op: 'add' } = { op: 'add', name: 'is_vip', type: 'boolean' };
  const rename: FieldCommand = { op: 'rename', id: ID, name: 'dept' };
  const retype: FieldCommand = { op: 'retype', id: ID, type: 'integer' };

  it('replace those of the same field, and count fields rather than commands', () => {
    const changes = replaceCommands([add], ID, [rename, retype]);
    expect(countFields(changes)).toBe(2);
    expect(replaceCommands(changes, ID, [{ op: 'drop', id: ID }])).toEqual([add, { op: 'drop', id: ID }]);
    expect(replaceCommands(changes, ID, [])).toEqual([add]);
  });

  it('edit and take back an added field in its place', () => {
    const changes = replaceAdded([rename], null, add);
    expect(replaceAdded(changes, 1, { ...add, name: 'vip' })).toEqual([rename, { ...add, name: 'vip' }]);
    expect(replaceAdded(changes, 1, null)).toEqual([rename]);
  });

  it('lie over the list as marks', () => {
    const rows = rowsOf([field], [rename, retype, add]);
    expect(rows.map(({ mark, field: shown }) => [mark, shown.name, shown.type])).toEqual([['change', 'dept', 'integer'], ['add', 'is_vip', 'boolean']]);
    expect(rowsOf([field], [{ op: 'drop', id: ID }])[0]?.mark).toBe('drop');
  });

  it('carry what to do with values that do not fit', () => {
    const changes = withOnFailure([rename, retype], ID, 'null');
    expect(changes).toEqual([rename, { ...retype, onFailure: 'null' }]);
    expect(onFailureOf(changes, ID)).toBe('null');
    expect(onFailureOf([rename], ID)).toBeNull();
  });

  it('are named by their field where one is refused', () => {
    const changes = [retype, add];
    const rows = rowsOf([field], changes);
    expect(['changes.0.onFailure.default', 'changes.1.name', 'changes', 'changes.9.name'].map((path) => namedPath(path, changes, rows))).toEqual(['department: onFailure.default', 'is_vip: name', 'changes', 'changes.9.name']);
  });

  it('forget fields that are gone', () => {
    expect(stillMeant([rename, add], [])).toEqual([add]);
  });
});
