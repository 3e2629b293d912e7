import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';

/** A process that said `ready`. */
export interface TestProcess {
  child: ChildProcess;
  /** The next line that it prints; undefined when it ended. */
  next(): Promise<string | undefined>;
  /** Ends it at once and gives the lines not yet read. */
  kill(): Promise<string[]>;
}

export interface TestProcesses {
  start(...args: readonly string[]): Promise<TestProcess>;
  dispose(): Promise<void>;
}

/** One file of plain JavaScript starts five times cheaper than the sources: hundreds of processes become affordable. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** Builds a program of the tests once, to be started often. @param source its path below the working directory. */
export async function buildTestProcesses(source: string): Promise<TestProcesses> {
  const folder = await mkdtemp(join(tmpdir(), 'tenantry-child-'));
  const outfile = join(folder, basename(source).replace(/\.ts$/, '.mjs'));
  await build({ entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'esm', banner: { js: REQUIRE }, loader: { '.node': 'copy' }, logLevel: 'error' });
  const living = new Set<ChildProcess>();
  return {
    async start(...args) {
      const child = spawn(process.execPath, [outfile, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
      living.add(child);
      const ended = once(child, 'exit').finally(() => living.delete(child));
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const next = async () => (await lines.next()).value as string | undefined;
      const first = await next();
      if (first !== 'ready') throw new Error(`${args.join(' ')}: said ${first ?? 'nothing'} instead of ready`);
      const kill = async () => {
        child.kill('SIGKILL');
        const rest: string[] = [];
        for (let line = await next(); line !== undefined; line = await next()) rest.push(line);
        await ended;
        return rest;
      };
      return { child, next, kill };
    },
    async dispose() {
      for (const child of living) child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
