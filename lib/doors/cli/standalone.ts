import type { Environment } from '@/lib/env';
import { prepareEnvironment } from '@/lib/boot/environment';
import { lockFsRoot } from '@/lib/boot/fs-root-lock';
import { setup } from '@/lib/boot/setup';
import { readEnvironment } from '@/lib/env';
import { createLogger } from '@/lib/log';
import { openRuntime, type Runtime } from '@/lib/runtime';

/** No server runs: takes `FS_ROOT`, starts the embedded Postgres if that is the configuration, and opens the store itself. */
export async function openStandalone(env: Environment): Promise<{ runtime: Runtime; close(): Promise<void> }> {
  const cleanups: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  };
  try {
    const lock = await lockFsRoot(env.fsRoot);
    cleanups.push(() => lock.release());
    const { env: prepared, postgres } = await prepareEnvironment(env.source, createLogger('warn', 'cli'));
    if (postgres) cleanups.push(() => postgres.stop());
    await setup(prepared);
    const runtime = await openRuntime({ ...readEnvironment(prepared), logLevel: 'warn' }, 'cli');
    cleanups.push(() => runtime.close());
    return { runtime, close };
  } catch (error) {
    await close();
    throw error;
  }
}
