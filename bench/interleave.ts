import { performance } from 'node:perf_hooks';

/** One way of doing the work that is compared. */
export interface Variant {
  name: string;
  /** Does it once. */
  run(): Promise<unknown>;
  /** Name of the variant that this one is a multiple of; the first one unless said. */
  against?: string;
  /** At most this many times that one; told beside the measured ratio, never asserted. */
  goal?: number;
}

export interface Measured {
  name: string;
  /** Of one, in milliseconds: median, and what all but one in twenty keep to. */
  p50: number;
  p95: number;
  /** Median over rounds of its time by that of {@link against} in the same round, and the quartiles around it. */
  ratio: number;
  spread: [number, number];
  against: string;
  goal: number | null;
}

/**
 * Measures variants side by side: every round runs all of them, each round beginning with another, so
 * that what the machine does meanwhile falls on all alike. Short rounds, for that holds only of what
 * lies close together. Only the ratios mean anything elsewhere.
 */
export async function interleave(variants: readonly Variant[], { rounds, perRound, warmUp }: { rounds: number; perRound: number; warmUp: number }): Promise<Measured[]> {
  for (const variant of variants) for (let n = 0; n < warmUp; n += 1) await variant.run();
  const times = new Map(variants.map(({ name }) => [name, { single: [] as number[], round: [] as number[] }]));
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < variants.length; turn += 1) {
      const variant = variants[(round + turn) % variants.length];
      if (variant) await runRound(variant, perRound, times.get(variant.name));
    }
  }
  return variants.map(({ name, goal, against = variants[0]?.name ?? name }) => {
    const own = times.get(name) ?? { single: [], round: [] };
    const base = times.get(against)?.round ?? [];
    const ratios = own.round.map((time, round) => time / (base[round] ?? Number.NaN));
    return { name, p50: quantile(own.single, 0.5), p95: quantile(own.single, 0.95), ratio: quantile(ratios, 0.5), spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)], against, goal: goal ?? null };
  });
}

/** A round's time is the median of its runs: one that the machine interrupted does not make the round. */
async function runRound({ run }: Variant, perRound: number, into?: { single: number[]; round: number[] }): Promise<void> {
  const own: number[] = [];
  for (let n = 0; n < perRound; n += 1) {
    const startedAt = performance.now();
    await run();
    own.push(performance.now() - startedAt);
  }
  into?.single.push(...own);
  into?.round.push(quantile(own, 0.5));
}

/** The value that the given part of the values stays under. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const [below, above] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  return below + (above - below) * (at - Math.floor(at));
}
