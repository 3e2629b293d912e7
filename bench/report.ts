import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import type { Measured } from './interleave';

/** Prints a table of ratios and writes `bench/results/<name>.json`. */
export async function report(name: string, measured: readonly Measured[], about: Record<string, unknown>): Promise<void> {
  const width = Math.max(...measured.map((one) => one.name.length));
  const load = loadavg()[0] ?? 0;
  console.log(`\n${name}   (load ${load.toFixed(1)} on ${cpus().length} cores; ratio with its quartiles)`);
  for (const { name: variant, p50, p95, ratio, spread, against, goal } of measured) {
    const wanted = goal === null ? '' : `   goal ≤ ${goal.toFixed(2)}`;
    const quartiles = `${spread[0].toFixed(2)}–${spread[1].toFixed(2)}`;
    const times = `p50 ${p50.toFixed(3).padStart(8)}  p95 ${p95.toFixed(3).padStart(8)} ms`;
    console.log(`  ${variant.padEnd(width)}  ${times}  ${ratio.toFixed(2).padStart(6)} × (${quartiles})${against === variant ? '' : ` ${against}`}${wanted}`);
  }
  await writeResult(name, { ...about, measured });
}

/** Writes `bench/results/<name>.json`: what was measured, when, and on what. */
export async function writeResult(name: string, body: Record<string, unknown>): Promise<void> {
  const folder = join(process.cwd(), 'bench', 'results');
  await mkdir(folder, { recursive: true });
  const machine = { node: process.version, cores: cpus().length, load: loadavg()[0] ?? 0 };
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify({ name, at: new Date().toISOString(), machine, ...body }, null, 2)}\n`);
}
