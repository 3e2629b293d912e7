import { landing } from './sequence';

interface PointerDrag {
  /** Where it was pressed, and keeps the pointer until it is let go. */
  handle: HTMLElement;
  event: Pick<PointerEvent, 'clientY' | 'pointerId'>;
  /** All items in their order. */
  items: readonly HTMLElement[];
  /** Which of them is dragged. */
  from: number;
  /** It left its place for the first time. */
  onLift: () => void;
  /** Let go at a place, or null when it was taken back. Items stand as before by then. */
  onEnd: (to: number | null) => void;
}

/** A press that moves less is a click, px. */
const THRESHOLD_PX = 4;
/** So near to the window's edge the page scrolls, px. */
const EDGE_PX = 72;
const SCROLL_PX = 14;
const SHIFT = 'transform 140ms cubic-bezier(0.2, 0.9, 0.3, 1)';

/** Drags one of several stacked items by pointer: mouse, pen or finger. Draws by transforms alone; who asked for it puts them in their new order. */
export function dragByPointer({ handle, event, items, from, onLift, onEnd }: PointerDrag): void {
  const rects = items.map((item) => item.getBoundingClientRect());
  const middles = rects.map(({ top, height }) => top + scrollY + height / 2);
  const own = rects[from];
  const item = items[from];
  if (!own || !item) return;
  const startY = event.clientY + scrollY;
  let pointerY = event.clientY;
  let to = from;
  let lifted = false;
  let frame = 0;
  const stop = new AbortController();
  const options = { signal: stop.signal };

  const draw = () => {
    const moved = pointerY + scrollY - startY;
    if (!lifted && Math.abs(moved) < THRESHOLD_PX) return;
    if (!lifted) lift();
    item.style.transform = `translateY(${moved}px)`;
    to = landing(middles, from, (middles[from] ?? 0) + moved);
    items.forEach((other, at) => {
      if (other === item) return;
      const shift = at > from && at <= to ? -own.height : at < from && at >= to ? own.height : 0;
      other.style.transform = shift === 0 ? '' : `translateY(${shift}px)`;
    });
  };
  const lift = () => {
    lifted = true;
    item.dataset['lifted'] = 'pointer';
    for (const other of items) if (other !== item) other.style.transition = SHIFT;
    frame = requestAnimationFrame(scroll);
    onLift();
  };
  const scroll = () => {
    const by = pointerY < EDGE_PX ? -SCROLL_PX : pointerY > innerHeight - EDGE_PX ? SCROLL_PX : 0;
    if (by !== 0) {
      window.scrollBy(0, by);
      draw();
    }
    frame = requestAnimationFrame(scroll);
  };
  const end = (landed: number | null) => {
    stop.abort();
    cancelAnimationFrame(frame);
    delete item.dataset['lifted'];
    for (const { style } of items) style.transform = style.transition = '';
    if (lifted) onEnd(landed);
  };

  handle.setPointerCapture(event.pointerId);
  handle.addEventListener('pointermove', (move) => ((pointerY = move.clientY), draw()), options);
  handle.addEventListener('pointerup', () => end(to), options);
  handle.addEventListener('lostpointercapture', () => end(null), options);
  window.addEventListener('keydown', (key) => key.key === 'Escape' && end(null), options);
}
