import { describe, expect, it } from 'vitest';
import { landing, longestKept, moveKey } from './sequence';

describe('an order by hand', () => {
  it('puts one key elsewhere, and no further than the ends', () => {
    expect(moveKey(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
    expect(moveKey(['a', 'b', 'c'], 'c', -1)).toEqual(['c', 'a', 'b']);
    expect(moveKey(['a', 'b', 'c'], 'a', 9)).toEqual(['b', 'c', 'a']);
    expect(moveKey(['a', 'b'], 'nobody', 0)).toEqual(['a', 'b']);
  });

  it('lands after every item whose middle was passed', () => {
    expect(landing([10, 30, 50], 0, 10)).toBe(0);
    expect(landing([10, 30, 50], 0, 31)).toBe(1);
    expect(landing([10, 30, 50], 2, 5)).toBe(0);
    expect(landing([10, 30, 50], 1, 999)).toBe(2);
  });

  it('keeps as many as can stay', () => {
    expect([...longestKept([4, 0, 1, 2, 3])].sort()).toEqual([1, 2, 3, 4]);
    expect([...longestKept([0, 0, null, 1])].sort()).toEqual([0, 1, 3]);
    expect([...longestKept([1, 0, 2])].sort()).toEqual([0, 2]);
    expect([...longestKept([1, 0, 2], 0)].sort()).toEqual([1, 2]);
    expect([...longestKept([0, 1], 0)].sort()).toEqual([0, 1]);
    expect(longestKept([null]).size).toBe(0);
    expect(longestKept([]).size).toBe(0);
  });
});
