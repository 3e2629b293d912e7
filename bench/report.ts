import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Measured } from './interleave';

/** Prints a table of ratios and writes `bench/results/<name>.json`. */
export async function report(name: string, measured: readonly Measured[], about: Record<string, unknown>): Promise<void> {
  const width = Math.max(...measured.map((one) => one.name.length));
  console.log(`\n${name}`);
  for (const { name: variant, ms, ratio, goal } of measured) {
    const wanted = goal === null ? '' : `   goal ≤ ${goal.toFixed(2)}`;
    console.log(`  ${variant.padEnd(width)}  ${ms.toFixed(3).padStart(9)} ms  ${ratio.toFixed(2).padStart(6)} ×${wanted}`);
  }
  const folder = join(process.cwd(), 'bench', 'results');
  await mkdir(folder, { recursive: true });
  const machine = { node: process.version, cores: cpus().length };
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify({ name, at: new Date().toISOString(), machine, ...about, measured }, null, 2)}\n`);
}
