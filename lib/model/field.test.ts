import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELD_NAME_MAX_LENGTH, fieldChangeSchema, fieldNameProblem, fieldNameSchema, SYSTEM_COLUMNS, textFor } from './field';

describe('a field’s name', () => {
  it('is refused with a reason', () => {
    const cases: Record<string, ReturnType<typeof fieldNameProblem>> = {
      '': 'required',
      Department: 'fieldNamePattern',
      '9lives': 'fieldNamePattern',
      'a-b': 'fieldNamePattern',
      '"; drop table app_user; --': 'fieldNamePattern',
      'naïve': 'fieldNamePattern',
      '🦊': 'fieldNamePattern',
      email: 'fieldNameSystem',
      created_at: 'fieldNameSystem',
      sys_x: 'fieldNamePrefix',
      zz_dropped_x: 'fieldNamePrefix',
      select: 'fieldNameReserved',
      user: 'fieldNameReserved',
      ctid: 'fieldNameReserved',
      [`a${'b'.repeat(FIELD_NAME_MAX_LENGTH)}`]: 'fieldNameTooLong',
    };
    for (const [name, problem] of Object.entries(cases)) expect(fieldNameProblem(name), name).toBe(problem);
    for (const name of ['department', 'employee_id', 'is_vip', 'x', 'a'.repeat(FIELD_NAME_MAX_LENGTH)]) expect(fieldNameProblem(name), name).toBeNull();
  });

  it('that is taken is always a plain identifier, which needs no quoting and is nobody else’s', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.stringMatching(/^[a-z_][a-z0-9_]{0,60}$/), fc.constantFrom(...SYSTEM_COLUMNS)), (name) => {
        const taken = fieldNameSchema.safeParse(name).success;
        expect(taken).toBe(fieldNameProblem(name) === null);
        if (!taken) return;
        expect(name).toMatch(/^[a-z][a-z0-9_]{0,47}$/);
        expect(SYSTEM_COLUMNS.has(name)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a change', () => {
  it('names its field by id, and its kind', () => {
    expect(fieldChangeSchema.safeParse({ op: 'add', name: 'department', type: 'text' }).success).toBe(true);
    expect(fieldChangeSchema.safeParse({ op: 'rename', name: 'x' }).success).toBe(false);
    expect(fieldChangeSchema.safeParse({ op: 'drop', id: 'department' }).success).toBe(false);
    expect(fieldChangeSchema.safeParse({ op: 'replace', id: crypto.randomUUID() }).success).toBe(false);
  });
  it('of rules leaves what it does not name', () => {
    const change = fieldChangeSchema.parse({ op: 'alter', id: crypto.randomUUID(), required: true });
    expect(Object.keys(change).sort()).toEqual(['id', 'onFailure', 'op', 'required']);
  });
});

it('speaks to a reader in their language, else in English, else in any', () => {
  expect(textFor('Área', 'en')).toBe('Área');
  expect(textFor({ es: 'Área', en: 'Area' }, 'es')).toBe('Área');
  expect(textFor({ es: 'Área', en: 'Area' }, 'pt')).toBe('Area');
  expect(textFor({ es: 'Área' }, 'pt')).toBe('Área');
  expect(textFor({}, 'pt')).toBe('');
});
