import { childEnvironment, needsEmbedded } from '@/lib/boot/environment';
import { lockFsRoot } from '@/lib/boot/fs-root-lock';
import { setup } from '@/lib/boot/setup';
import { startEmbedded } from '@/lib/embedded-postgres/supervised';
import { readEnvironment, type Environment } from '@/lib/env';
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
    const postgres = needsEmbedded(env) ? await startEmbedded({ fsRoot: env.fsRoot, log: createLogger('warn', 'cli') }) : null;
    if (postgres) cleanups.push(() => postgres.stop());
    const warn = (line: string) => process.stderr.write(`${line}\n`);
    const prepared = await childEnvironment({ source: env.source, env, dsn: postgres && ((database) => postgres.dsn(database)), warn });
    // Standard error is for what goes wrong, unless somebody asked for more.
    prepared.LOG_LEVEL ??= 'warn';
    await setup(prepared);
    const runtime = await openRuntime(readEnvironment(prepared), 'cli');
    cleanups.push(() => runtime.close());
    return { runtime, close };
  } catch (error) {
    await close();
    throw error;
  }
}
