import { performance } from 'node:perf_hooks';

/** One way of doing the work that is compared. */
export interface Variant {
  name: string;
  /** Does it once. */
  run(): Promise<unknown>;
  /** At most this many times the first variant's time; told beside the measured ratio, never asserted. */
  goal?: number;
}

export interface Measured {
  name: string;
  /** Median over rounds of the mean time of one, in milliseconds. */
  ms: number;
  /** Median over rounds of this variant's time by the first variant's of the same round. */
  ratio: number;
  goal: number | null;
}

/**
 * Measures variants side by side: every round runs all of them, each round beginning with another, so
 * that what the machine does meanwhile falls on all alike. Only the ratios mean anything elsewhere.
 */
export async function interleave(variants: readonly Variant[], { rounds, perRound, warmUp }: { rounds: number; perRound: number; warmUp: number }): Promise<Measured[]> {
  for (const variant of variants) for (let n = 0; n < warmUp; n += 1) await variant.run();
  const times = variants.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < variants.length; turn += 1) {
      const index = (round + turn) % variants.length;
      const variant = variants[index];
      const startedAt = performance.now();
      for (let n = 0; n < perRound; n += 1) await variant?.run();
      times[index]?.push((performance.now() - startedAt) / perRound);
    }
  }
  const base = times[0] ?? [];
  return variants.map(({ name, goal }, index) => {
    const own = times[index] ?? [];
    return { name, ms: median(own), ratio: median(own.map((time, round) => time / (base[round] ?? Number.NaN))), goal: goal ?? null };
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
