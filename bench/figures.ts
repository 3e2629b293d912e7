import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';

/** One measured number that is compared with nothing else of its run. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** At most this; told beside the number, never asserted. */
  goal?: number;
}

export const quantile = (values: readonly number[], part: number) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN;
export const median = (values: readonly number[]) => quantile(values, 0.5);

/** Prints a table of numbers and writes `bench/results/<name>.json`. */
export async function tellFigures(name: string, figures: readonly Figure[], about: Record<string, unknown>): Promise<void> {
  const width = Math.max(...figures.map((one) => one.name.length));
  const load = loadavg()[0] ?? 0;
  console.log(`\n${name}   (load ${load.toFixed(1)} on ${cpus().length} cores; ${JSON.stringify(about)})`);
  for (const one of figures) {
    const goal = one.goal === undefined ? '' : `   goal ≤ ${one.goal} ${one.unit}`;
    console.log(`  ${one.name.padEnd(width)}  ${one.value.toFixed(1).padStart(9)} ${one.unit.padEnd(3)}${goal}`);
  }
  const folder = join(process.cwd(), 'bench', 'results');
  await mkdir(folder, { recursive: true });
  const machine = { node: process.version, cores: cpus().length, load };
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify({ name, at: new Date().toISOString(), machine, ...about, figures }, null, 2)}\n`);
}
