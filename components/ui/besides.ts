export type Side = 'top' | 'right' | 'bottom' | 'left';

interface Size {
  width: number;
  height: number;
}
interface Rect extends Size {
  x: number;
  y: number;
}

const OPPOSITE: Readonly<Record<Side, Side>> = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' };
/** Between the thing and what floats beside it, in px. */
const GAP = 6;
/** Kept free at the window's edge, in px. */
const EDGE = 8;

/** Where a box floats beside a thing: on the side that is wanted, on the other where there is no room, and never out of the window. Pixels. */
export function besides(thing: Rect, box: Size, wanted: Side, window: Size): { x: number; y: number } {
  const first = at(thing, box, wanted);
  const second = at(thing, box, OPPOSITE[wanted]);
  const { x, y } = !fits(first, box, wanted, window) && fits(second, box, wanted, window) ? second : first;
  return { x: within(x, box.width, window.width), y: within(y, box.height, window.height) };
}

function at(thing: Rect, box: Size, side: Side): { x: number; y: number } {
  const middle = { x: thing.x + (thing.width - box.width) / 2, y: thing.y + (thing.height - box.height) / 2 };
  switch (side) {
    case 'top':
      return { x: middle.x, y: thing.y - box.height - GAP };
    case 'bottom':
      return { x: middle.x, y: thing.y + thing.height + GAP };
    case 'left':
      return { x: thing.x - box.width - GAP, y: middle.y };
    case 'right':
      return { x: thing.x + thing.width + GAP, y: middle.y };
  }
}

/** Whether there is room in the direction of the side; along it a box is shifted. */
function fits({ x, y }: { x: number; y: number }, box: Size, side: Side, window: Size): boolean {
  return side === 'left' || side === 'right' ? x >= EDGE && x + box.width <= window.width - EDGE : y >= EDGE && y + box.height <= window.height - EDGE;
}

function within(start: number, length: number, whole: number): number {
  return Math.max(EDGE, Math.min(start, whole - length - EDGE));
}
