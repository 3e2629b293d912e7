import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './command';

const CACHE = join('node_modules', '.cache', 'tenantry');

/**
 * Every command there is. Reading them off the operations loads all of the product, which takes
 * seconds; so what was read is kept, under the sources it was read from.
 */
export async function loadCommands(): Promise<Command[]> {
  const file = `commands-${sourcesKey()}.json`;
  const kept = readKept(file);
  if (kept) return kept;
  const [{ allOperations }, { commandsOf }] = await Promise.all([import('@/lib/operations/registry'), import('./commands-of')]);
  const commands = commandsOf(allOperations());
  keep(file, commands);
  return commands;
}

function readKept(file: string): Command[] | null {
  try {
    return JSON.parse(readFileSync(join(CACHE, file), 'utf8')) as Command[];
  } catch {
    return null;
  }
}

/** A folder that cannot be written costs time at the next start, and nothing else. */
function keep(file: string, commands: Command[]): void {
  try {
    mkdirSync(CACHE, { recursive: true });
    const half = join(CACHE, `${file}.${process.pid}`);
    writeFileSync(half, JSON.stringify(commands));
    renameSync(half, join(CACHE, file));
    for (const name of readdirSync(CACHE)) if (/^commands-[0-9a-f]+\.json$/.test(name) && name !== file) rmSync(join(CACHE, name), { force: true });
  } catch {
    // As said.
  }
}

/** Names, sizes and times of all sources that an operation may come from. */
function sourcesKey(): string {
  const hash = createHash('sha256');
  const names = readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.test)\.ts$/.test(name));
  for (const name of ['../package-lock.json', ...names.sort()]) {
    const { size, mtimeMs } = statSync(join('lib', name));
    hash.update(`${name} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 32);
}
