import { describe, expect, it } from 'vitest';
import { factsOf } from './change-facts';
import { fieldNamed } from './testing/field-named';

const field = fieldNamed('department', { indexed: true, default: 'IT', validation: { maxLength: 100 } });
const textOf = (text: unknown) => (typeof text === 'string' ? text : ((text as { en?: string }).en ?? ''));

describe('what a change does', () => {
  it('is told thing by thing, with what was before', () => {
    expect(
      factsOf(field, [{ op: 'rename', id: field.id, name: 'dept' }, { op: 'retype', id: field.id, type: 'select', validation: { options: ['IT', 'HR'] } }, { op: 'alter', id: field.id, indexed: false, required: true, default: null }], textOf),
    ).toEqual([
      { kind: 'text', what: 'name', before: 'department', after: 'dept' },
      { kind: 'text', what: 'type', before: 'text', after: 'select' },
      { kind: 'rule', rule: 'maxLength', before: '100', after: '' },
      { kind: 'rule', rule: 'options', before: '', after: 'IT, HR' },
      { kind: 'flag', flag: 'required', on: true },
      { kind: 'flag', flag: 'indexed', on: false },
      { kind: 'text', what: 'default', before: 'IT', after: '' },
    ]);
  });

  it('says of a new one what it is, and of another language that it changed', () => {
    expect(factsOf(null, [{ op: 'add', name: 'x', type: 'uuid', unique: true }], textOf)).toEqual([{ kind: 'add', type: 'uuid' }, { kind: 'flag', flag: 'unique', on: true }]);
    expect(factsOf(fieldNamed('x', { label: { en: 'X' } }), [{ op: 'alter', id: field.id, label: { en: 'X', es: 'Equis' } }], textOf)).toEqual([{ kind: 'text', what: 'label', before: 'X', after: 'X' }]);
  });
});
