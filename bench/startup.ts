import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { median, tellFigures } from './figures';
import { tenantsFixture } from './tenants-fixture';

/** Long enough for several sweeps. */
const IDLE_MS = 20_000;
/** SPEC's bound for a start with a warm index at 50,000 tenants; told, never asserted. */
const GOAL_MS = 10_000;

interface Started {
  open: { ms: number; cpuMs: number };
  idle: { cpuShare: number | null; longestBlockMs: number };
  tenants: number;
  rssMb: { before: number; open: number };
  closeMs: number;
}

async function start(fsRoot: string, idleMs = 0): Promise<Started> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/startup-child.ts', fsRoot, String(idleMs)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (status !== 0) throw new Error(`the start failed with status ${String(status)}`);
  return JSON.parse(printed) as Started;
}

/** Opening the store on many tenants' files, each time in a process of its own; the files are in the system's page cache. */
export async function run(args: readonly string[] = process.argv.slice(3)): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { tenants: { type: 'string', default: '50000' }, rounds: { type: 'string', default: '3' } } });
  const fixture = await tenantsFixture(Number(values.tenants));
  const index = join(fixture.fsRoot, 'run', 'tenants.index');
  try {
    const runs = { cold: [] as Started[], warm: [] as Started[], changed: [] as Started[] };
    for (let round = 0; round < Number(values.rounds); round += 1) {
      rmSync(index, { force: true });
      runs.cold.push(await start(fixture.fsRoot));
      runs.warm.push(await start(fixture.fsRoot));
      for (let n = round; n < Number(values.tenants); n += 100) fixture.write(n, { name: `Changed ${round} ${n}` });
      runs.changed.push(await start(fixture.fsRoot));
    }
    const idle = await start(fixture.fsRoot, IDLE_MS);
    const row = (name: string, of: Started[], goal?: number) => [
      { name: `${name}: open`, value: median(of.map((one) => one.open.ms)), unit: 'ms', ...(goal !== undefined && { goal }) },
      { name: `${name}: processor time of it`, value: median(of.map((one) => one.open.cpuMs)), unit: 'ms' },
      { name: `${name}: close`, value: median(of.map((one) => one.closeMs)), unit: 'ms' },
      { name: `${name}: resident memory, beyond an empty process`, value: median(of.map((one) => one.rssMb.open - one.rssMb.before)), unit: 'MiB' },
    ];
    await tellFigures(
      'startup',
      [
        ...row('cold (every file read)', runs.cold),
        ...row('warm', runs.warm, GOAL_MS),
        ...row('warm, 1 file in 100 changed beneath', runs.changed, GOAL_MS),
        { name: 'idle: share of one core, sweeping every 2 s or slower', value: 100 * (idle.idle.cpuShare ?? 0), unit: '%' },
        { name: 'idle: longest block of the event loop', value: idle.idle.longestBlockMs, unit: 'ms' },
        { name: 'size of the index', value: statSync(index).size / 2 ** 20, unit: 'MiB' },
      ],
      { tenants: idle.tenants, rounds: Number(values.rounds) },
    );
  } finally {
    await fixture.dispose();
  }
}
