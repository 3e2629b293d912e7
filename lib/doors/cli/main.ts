import { os } from '@orpc/server';
import { createCli } from 'trpc-cli';
import { readEnvironment } from '@/lib/env';
import type { Operation } from '@/lib/operations/define-operation';
import { operations } from '@/lib/operations/registry';
import { CommandFailed, openCaller, type Caller } from './caller';
import { render } from './render';

/**
 * The command line over the same operations: `<noun> <verb> --flags`. Standard output carries the
 * answer and nothing else.
 * @returns exit status: 0 done, 1 refused or failed, 2 wrong usage.
 */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json');
  const args = argv.filter((arg) => arg !== '--json');
  const connection: { open: Promise<Caller> | null } = { open: null };
  const caller = () => (connection.open ??= openCaller(readEnvironment()));
  let status = 0;
  try {
    await createCli({ name: 'tenantry', router: commandRouter(caller, json) }).run({
      argv: args,
      logger: { info: (line) => print(process.stdout, line), error: (line) => print(process.stderr, line) },
      process: {
        exit: (code) => {
          throw new Exit(code);
        },
      },
    });
  } catch (error) {
    status = exitStatus(error);
  } finally {
    await (await connection.open?.catch(() => null))?.close();
  }
  return status;
}

/** Stands for `process.exit`, so that connections are closed and output is flushed first. */
class Exit extends Error {
  constructor(readonly status: number) {
    super(`exit ${status}`);
  }
}

function exitStatus(error: unknown): number {
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    if (current instanceof CommandFailed) {
      print(process.stderr, current.message);
      return 1;
    }
  }
  if (error instanceof Exit) return error.status === 0 ? 0 : 2;
  print(process.stderr, error instanceof Error ? error.message : String(error));
  return 1;
}

function commandRouter(caller: () => Promise<Caller>, json: boolean) {
  return Object.fromEntries(
    Object.entries(operations).map(([noun, verbs]) => [
      noun,
      Object.fromEntries(Object.entries(verbs).map(([verb, operation]) => [verb, command(operation as unknown as Operation, caller, json)])),
    ]),
  );
}

function command(operation: Operation, caller: () => Promise<Caller>, json: boolean) {
  return os
    .$meta<{ description?: string }>({})
    .meta({ description: operation.summary })
    .input(operation.input)
    .handler(async ({ input }) => render(operation, await (await caller()).call(operation, input), json));
}

function print(stream: NodeJS.WriteStream, value: unknown): void {
  if (value === undefined || value === '') return;
  stream.write(`${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}\n`);
}
