import { ORPCError, os } from '@orpc/server';
import { createCli } from 'trpc-cli';
import type { z } from 'zod';
import { readEnvironment } from '@/lib/env';
import { AppError, type FieldIssue } from '@/lib/errors';
import { zodIssueKey } from '@/lib/i18n/zod-issue-key';
import type { Operation } from '@/lib/operations/define-operation';
import { operations } from '@/lib/operations/registry';
import { problemOf } from '../door-error';
import { CommandFailed, openCaller, type Caller } from './caller';
import { render } from './render';

/**
 * The command line over the same operations: `<noun> <verb> --flags`. Standard output carries the
 * answer and nothing else.
 * @returns exit status: 0 done, 1 refused or failed, 2 wrong usage.
 */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json');
  const session: Session = { json, caller: null, failure: null, exitCode: null };
  try {
    await createCli({ name: 'tenantry', router: commandRouter(session) }).run({
      argv: argv.filter((arg) => arg !== '--json'),
      prompts: false,
      formatError: (error) => wordsOf(session.failure ?? error),
      logger: { info: (line) => print(process.stdout, line), error: (line) => print(process.stderr, line) },
      // Noted instead of done: connections are closed and output is flushed first.
      process: { exit: ((code: number) => (session.exitCode ??= code)) as (code: number) => never },
    });
  } catch (error) {
    // With no exit taken the carrier throws an error of its own, which says nothing new.
    if (session.exitCode === null) throw error;
  } finally {
    await (await session.caller?.catch(() => null))?.close();
  }
  if (session.failure) return FAILED;
  return session.exitCode ? WRONG_USAGE : 0;
}

const FAILED = 1;
const WRONG_USAGE = 2;

interface Session {
  json: boolean;
  /** Opened by the first command that needs it: `--help` needs none. */
  caller: Promise<Caller> | null;
  /** What the operation said, before the carrier wrapped it. */
  failure: unknown;
  exitCode: number | null;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function commandRouter(session: Session) {
  return Object.fromEntries(
    Object.entries(operations).map(([noun, verbs]) => [
      noun,
      Object.fromEntries(Object.entries(verbs).map(([verb, operation]) => [verb, command(operation as unknown as Operation, session)])),
    ]),
  );
}

function command(operation: Operation, session: Session) {
  return os
    .$meta<{ description?: string }>({})
    .meta({ description: operation.summary })
    .use(async ({ next }) => {
      try {
        return await next();
      } catch (error) {
        session.failure = failureOf(error);
        throw error;
      }
    })
    .input(operation.input)
    .handler(async ({ input }) => {
      session.caller ??= openCaller(readEnvironment());
      return render(operation, await (await session.caller).call(operation, input), session.json);
    });
}

/** Flags that the operation's schema refuses, in the words the other doors use. */
function failureOf(error: unknown): unknown {
  const issues = error instanceof ORPCError && error.code === 'BAD_REQUEST' ? (error.data as { issues?: z.core.$ZodIssue[] } | undefined)?.issues : undefined;
  if (!issues) return error;
  const found = issues.map((issue): FieldIssue => {
    const { key, params } = zodIssueKey(issue);
    return { path: issue.path.join('.'), message: key, params };
  });
  return new CommandFailed(problemOf(new AppError('validation_failed', { issues: found }), 'en'));
}

function print(stream: NodeJS.WriteStream, value: unknown): void {
  if (value === undefined || value === '') return;
  stream.write(`${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}\n`);
}
