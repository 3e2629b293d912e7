import { describe, expect, it } from 'vitest';
import { press } from './shortcuts';

describe('shortcuts', () => {
  it('follow a sequence of two keys', () => {
    const first = press('', 'g');
    expect(first).toEqual({ pending: 'g', run: null });
    expect(press(first.pending, 't')).toEqual({ pending: '', run: 'g t' });
  });
  it('run single keys at once', () => {
    expect(press('', 'c').run).toBe('c');
    expect(press('', '?').run).toBe('?');
  });
  it('begin anew after a key that does not continue', () => {
    expect(press('g', 'g')).toEqual({ pending: 'g', run: null });
    expect(press('g', 'c')).toEqual({ pending: '', run: 'c' });
    expect(press('g', 'x')).toEqual({ pending: '', run: null });
    expect(press('', 't').run).toBeNull();
  });
});
