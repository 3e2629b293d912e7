import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { resolveToken } from '@/lib/auth/tokens';
import { ANONYMOUS, type Principal } from '@/lib/auth/principal';
import { childEnvironment, needsEmbedded } from '@/lib/boot/environment';
import { lockFsRoot } from '@/lib/boot/fs-root-lock';
import { allRunKinds } from '@/lib/boot/run-kinds';
import { prepareRecords, setup } from '@/lib/boot/setup';
import { startEmbedded } from '@/lib/embedded-postgres/supervised';
import { readEnvironment, type Environment } from '@/lib/env';
import { isAppError } from '@/lib/errors';
import { createLogger } from '@/lib/log';
import { runOperation } from '@/lib/operations/pipeline';
import { allOperations } from '@/lib/operations/registry';
import type { StreamAnswer } from '@/lib/operations/stream-answer';
import { RunEngine } from '@/lib/runs';
import { openRuntime, type Runtime } from '@/lib/runtime';
import { problemOf } from '../door-error';
import type { Caller } from './caller';
import { CommandFailed, NobodyToAsk } from './failure';

const STOP_MS = 10_000;
/** They work on an `FS_ROOT` that is empty, or that the global database does not know: setting it up is what they are for. */
const BEFORE_SETUP: ReadonlySet<string> = new Set(['config.restore', 'config.adopt']);

/** No server runs: takes `FS_ROOT`, starts the embedded Postgres if that is the configuration, and opens the store itself. */
export async function openAlone(env: Environment, token: string | undefined, command?: string): Promise<Caller> {
  const undo: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const runtime = await openHere(env, BEFORE_SETUP.has(command ?? '') ? prepareRecords : setup, (step) => undo.push(step));
    return { ...(await callerOf(runtime, token)), workRuns: () => undo.push(workRuns(runtime)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openHere(env: Environment, prepare: (source: NodeJS.ProcessEnv) => Promise<unknown>, later: (undo: () => Promise<unknown>) => void): Promise<Runtime> {
  const lock = await lockFsRoot(env.fsRoot).catch((error: unknown) => {
    if (!(error instanceof Error) || error.name !== 'FsRootLockedError') throw error;
    throw new NobodyToAsk(error.message, 'Another command works there, or the console is starting. Try again shortly.');
  });
  later(() => lock.release());
  const postgres = needsEmbedded(env) ? await startEmbedded({ fsRoot: env.fsRoot, log: createLogger('warn', 'cli') }) : null;
  if (postgres) later(() => postgres.stop());
  const warn = (line: string) => process.stderr.write(`${line}\n`);
  const prepared = await childEnvironment({ source: env.source, env, dsn: postgres && ((database) => postgres.dsn(database)), warn });
  // Standard error is for people; what goes wrong is said in words, unless somebody asked for more.
  prepared.LOG_LEVEL ??= 'error';
  await prepare(prepared);
  const runtime = await openRuntime(readEnvironment(prepared), 'cli');
  later(() => runtime.close());
  return runtime;
}

async function callerOf(runtime: Runtime, token: string | undefined): Promise<Pick<Caller, 'call' | 'read'>> {
  const name = `cli:${userInfo().username}`;
  const owner: Principal = { type: 'cli', id: name, name, role: 'owner', tenants: null };
  const principal = token === undefined ? owner : ((await resolveToken({ records: runtime.records, config: runtime.store.config }, token)) ?? ANONYMOUS);
  const call: Caller['call'] = async (command, input, guards, upload) => {
    const operation = allOperations().find((candidate) => candidate.name === command.name);
    if (!operation) throw new Error(`there is no operation ${command.name}`);
    const ifMatch = guards?.ifMatch ?? (operation.requiresIfMatch ? '*' : null);
    try {
      return await runOperation(operation, input, { door: 'cli', principal, ip: null, requestId: randomUUID(), ifMatch, idempotencyKey: guards?.idempotencyKey ?? null, upload }, runtime);
    } catch (error) {
      if (isAppError(error)) throw new CommandFailed(problemOf(error, 'en'));
      throw error;
    }
  };
  return { call, read: async (command, input) => ((await call(command, input)) as StreamAnswer).body };
}

/** @returns how to end it: the step under way is finished, the run stays for whoever works next. */
function workRuns(runtime: Runtime): () => Promise<void> {
  const engine = new RunEngine({ records: runtime.records, kinds: allRunKinds(runtime), log: runtime.log });
  engine.start();
  return () => engine.stop(STOP_MS);
}
