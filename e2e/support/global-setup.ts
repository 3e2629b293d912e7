import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startConsole } from './console-process';

/** One console for all stories, stopped and swept away at the end. `E2E_FS_ROOT` tells the stories where it keeps its files. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const fsRoot = await mkdtemp(join(tmpdir(), 'tenantry-e2e-'));
  process.env.E2E_FS_ROOT = fsRoot;
  const running = await startConsole(fsRoot);
  return async () => {
    await running.stop();
    await rm(fsRoot, { recursive: true, force: true });
  };
}
