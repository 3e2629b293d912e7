import { describe, expect, it } from 'vitest';
import { fieldSchema, type Field } from '@/lib/model/field';
import type { User } from '@/lib/model/user';
import { activeFields } from './column-kinds';
import { toCreateInput, toUpdateInput, userDifferences, userFormSchema, userValuesOf } from './user-values';

const field = (name: string, type: string, rest: Partial<Field> = {}): Field =>
  fieldSchema.parse({ id: crypto.randomUUID(), name, column: name, type, state: 'active', changing: false, columnType: null, ...rest });
const FIELDS = [field('department', 'text', { required: true }), field('employee_id', 'integer'), field('is_vip', 'boolean', { default: false }), field('hired', 'datetime')];
const USER: User = {
  id: 'u1', email: 'ana@example.com', emailVerified: false, name: 'Ana', givenName: null, familyName: null, picture: null, locale: null, language: null,
  status: 'active', disabledAt: null, disabledUntil: null, disabledReason: null, metadata: {},
  customFields: { department: 'IT', employee_id: '9007199254740993', is_vip: true, hired: '2024-05-06T07:08:09.123Z' },
  createdAt: '2024-01-01T00:00:00.000Z', updatedAt: '2024-01-01T00:00:00.000Z', version: 'v1',
};

describe('a user’s form', () => {
  it('starts a new one with the defaults', () => {
    expect(userValuesOf(null, FIELDS).customFields).toEqual({ department: '', employee_id: '', is_vip: 'false', hired: '' });
  });

  it('sends values by their types, and nothing as null', () => {
    const values = { ...userValuesOf(null, FIELDS), email: 'bo@example.com', customFields: { department: 'HR', employee_id: '7', is_vip: 'true', hired: '' } };
    expect(toCreateInput('acme', FIELDS, values)).toEqual({ slug: 'acme', email: 'bo@example.com', emailVerified: false, customFields: { department: 'HR', employee_id: 7, is_vip: true, hired: null } });
  });

  it('sends a password only when one was typed', () => {
    const values = { ...userValuesOf(null, []), email: 'bo@example.com', password: 'correct horse battery' };
    expect(toCreateInput('acme', [], values)).toMatchObject({ password: 'correct horse battery', temporaryPassword: true });
  });

  it('saves only what was changed, so that milliseconds and large numbers stay', () => {
    const values = userValuesOf(USER, FIELDS);
    expect(toUpdateInput('acme', USER, FIELDS, values)).toEqual({ slug: 'acme', id: 'u1' });
    const edited = { ...values, name: '', customFields: { ...values.customFields, is_vip: '' } };
    expect(toUpdateInput('acme', USER, FIELDS, edited)).toEqual({ slug: 'acme', id: 'u1', name: null, customFields: { is_vip: null } });
  });

  it('demands what the definitions demand, under the field', () => {
    const values = { ...userValuesOf(null, FIELDS), email: 'bo@example.com' };
    const parsed = userFormSchema(FIELDS, true).safeParse(toCreateInput('acme', FIELDS, values));
    expect(parsed.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([['customFields.department', 'required']]);
  });

  it('shows where two versions differ', () => {
    const mine = userValuesOf(USER, FIELDS);
    const theirs = userValuesOf({ ...USER, customFields: { ...USER.customFields, department: 'HR' } }, FIELDS);
    expect(userDifferences(mine, theirs, (path) => path, (_path, value) => value)).toEqual([{ label: 'customFields.department', name: 'customFields.department', mine: 'IT', theirs: 'HR' }]);
  });
});

describe('columns of users', () => {
  it('are the fields in force, in their order', () => {
    const fields = [field('b', 'text', { order: 2 }), field('gone', 'text', { state: 'hidden' }), field('a', 'text', { order: 2 }), field('first', 'text', { order: 1 })];
    expect(activeFields(fields).map(({ name }) => name)).toEqual(['first', 'a', 'b']);
  });
});
