import { describe, expect, it } from 'vitest';
import { besides } from './besides';

const window = { width: 400, height: 300 };
const box = { width: 100, height: 20 };

describe('where a hint floats', () => {
  it('stands in the middle of the side that is wanted', () => {
    expect(besides({ x: 200, y: 100, width: 40, height: 20 }, box, 'top', window)).toEqual({ x: 170, y: 74 });
    expect(besides({ x: 200, y: 100, width: 40, height: 20 }, box, 'right', window)).toEqual({ x: 246, y: 100 });
  });

  it('goes to the other side where there is no room', () => {
    expect(besides({ x: 200, y: 4, width: 40, height: 20 }, box, 'top', window)).toEqual({ x: 170, y: 30 });
    expect(besides({ x: 340, y: 100, width: 40, height: 20 }, box, 'right', window)).toEqual({ x: 234, y: 100 });
  });

  it('never leaves the window', () => {
    expect(besides({ x: 0, y: 100, width: 20, height: 20 }, box, 'bottom', window)).toEqual({ x: 8, y: 126 });
    expect(besides({ x: 0, y: 0, width: 400, height: 300 }, box, 'top', window)).toEqual({ x: 150, y: 8 });
  });
});
