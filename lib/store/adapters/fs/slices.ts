import { performance } from 'node:perf_hooks';
import { setImmediate as yieldToLoop } from 'node:timers/promises';

/** Longest stretch in which work of ours keeps the event loop to itself. */
const SLICE_MS = 5;

/** Goes through many things and lets others have their turn meanwhile. */
export async function inSlices<T>(items: readonly T[], work: (item: T) => void): Promise<void> {
  let sliceEnds = performance.now() + SLICE_MS;
  for (const item of items) {
    if (performance.now() > sliceEnds) {
      await yieldToLoop();
      sliceEnds = performance.now() + SLICE_MS;
    }
    work(item);
  }
}
