import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linePath, nearest, plotted, roundTop } from './latency-scale';

const at = (second: number) => new Date(1_800_000_000_000 + second * 1000).toISOString();

describe('the latency chart', () => {
  it('ends its axis at a round number', () => {
    expect([0, 0.7, 1, 1.1, 3.4, 5, 72, 0.003, 999].map(roundTop)).toEqual([1, 1, 1, 2, 5, 5, 100, 0.005, 1000]);
  });

  it('never cuts a value off, and wastes at most three fifths of the height', () => {
    fc.assert(fc.property(fc.double({ min: 0.001, max: 1e6, noNaN: true }), (value) => roundTop(value) >= value * (1 - 1e-9) && roundTop(value) <= value * 2.5 * (1 + 1e-9)));
  });

  it('places samples by their time', () => {
    expect(plotted([{ at: at(10), latencyMs: 3 }, { at: at(0), latencyMs: 1 }, { at: at(1), latencyMs: 2 }]).map(({ x }) => x)).toEqual([0, 0.1, 1]);
  });

  it('breaks the line where there was no answer', () => {
    const points = plotted([1, null, 2, 1].map((latencyMs, index) => ({ at: at(index), latencyMs })));
    expect(linePath(points, 2)).toBe('M0.00 50.00M66.67 0.00L100.00 50.00');
  });

  it('finds the nearest sample', () => {
    const points = plotted([0, 1, 10].map((second) => ({ at: at(second), latencyMs: 1 })));
    expect([0, 0.06, 0.5, 0.9].map((x) => nearest(points, x))).toEqual([0, 1, 1, 2]);
  });
});
