import { describe, expect, it } from 'vitest';
import { fieldChangeSchema } from '@/lib/model/field';
import { FIELD_TYPES } from '.';

describe('every type', () => {
  it.each(FIELD_TYPES.map((type) => [type.type, type] as const))('%s can be added, and says of itself what is needed', (name, type) => {
    expect(fieldChangeSchema.safeParse({ op: 'add', name: 'x', type: name }).success).toBe(true);
    expect(type.operators).toContain('eq');
    expect(type.operators).toContain('isNull');
    const validation = type.settings.includes('options') ? { options: ['a'] } : {};
    expect(type.check?.(validation) ?? []).toEqual([]);
    expect(type.storage(validation).kind).toBeTruthy();
    expect(type.value(validation).safeParse({ no: 'value' }).success).toBe(false);
    expect(type.value(validation).safeParse(null).success).toBe(false);
  });
  it('has a name of its own', () => expect(new Set(FIELD_TYPES.map((type) => type.type)).size).toBe(FIELD_TYPES.length));
});
