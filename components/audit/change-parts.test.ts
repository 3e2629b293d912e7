import { describe, expect, it } from 'vitest';
import { changeParts } from './change-parts';

describe('the sides of a change', () => {
  it('are nothing where there was no value, and a mark where it is secret', () => {
    for (const before of [null, undefined, '', []]) expect(changeParts({ before, after: '••••' })).toEqual({ before: { kind: 'unset' }, after: { kind: 'masked' } });
  });
  it('show false and nought as values', () => {
    expect(changeParts({ before: false, after: 0 })).toMatchObject({ before: { lines: [{ text: 'false' }] }, after: { lines: [{ text: '0' }] } });
  });
  it('let the entries of a list that stayed step back', () => {
    expect(changeParts({ before: ['a', 'b'], after: ['b', 'c'] })).toEqual({
      before: { kind: 'value', code: false, lines: [{ text: 'a', same: false }, { text: 'b', same: true }] },
      after: { kind: 'value', code: false, lines: [{ text: 'b', same: true }, { text: 'c', same: false }] },
    });
  });
  it('indent what has parts', () => {
    expect(changeParts({ before: null, after: { a: 1 } }).after).toMatchObject({ code: true, lines: [{ text: '{\n  "a": 1\n}' }] });
  });
});
