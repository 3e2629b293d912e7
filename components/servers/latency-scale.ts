/** A moment and what it measured; null where the server gave no answer. */
export interface LatencySample {
  at: string;
  latencyMs: number | null;
}

export interface PlottedSample {
  /** Milliseconds since the epoch. */
  at: number;
  latencyMs: number | null;
  /** Place between the first sample (0) and the last (1). */
  x: number;
}

/** The round number (1, 2 or 5 with zeros) at or above the largest value: the top of the axis, in its unit. */
export function roundTop(largest: number): number {
  if (largest <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  // Dividing by a power of ten leaves dust in the last digits.
  const step = [1, 2, 5, 10].find((factor) => largest / power <= factor + 1e-9) ?? 10;
  return Number((step * power).toPrecision(1));
}

/** Samples in order of time, placed by their moment and not by their number, so that pauses show. */
export function plotted(samples: LatencySample[]): PlottedSample[] {
  const points = samples.map(({ at, latencyMs }) => ({ at: Date.parse(at), latencyMs })).sort((a, b) => a.at - b.at);
  const first = points[0]?.at ?? 0;
  const span = (points.at(-1)?.at ?? 0) - first;
  return points.map((point) => ({ ...point, x: span === 0 ? 0 : (point.at - first) / span }));
}

/** SVG path over a square of 100 by 100; a sample without a value breaks the line. */
export function linePath(points: PlottedSample[], top: number): string {
  let up = true;
  return points
    .map(({ x, latencyMs }) => {
      if (latencyMs === null) {
        up = true;
        return '';
      }
      const part = `${up ? 'M' : 'L'}${(x * 100).toFixed(2)} ${(100 - (latencyMs / top) * 100).toFixed(2)}`;
      up = false;
      return part;
    })
    .join('');
}

/** Index of the sample nearest to a place between 0 and 1. */
export function nearest(points: PlottedSample[], x: number): number {
  return points.reduce((best, point, index) => (Math.abs(point.x - x) < Math.abs((points[best]?.x ?? Infinity) - x) ? index : best), 0);
}
