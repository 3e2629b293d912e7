import { readFileSync } from 'node:fs';
import { readEnvironment } from '@/lib/env';
import type { Run } from '@/lib/model/run';
import { openCaller, type Caller } from './caller';
import { loadCommands } from './catalogue';
import { EXIT, PROGRAM, type Command } from './command';
import { CommandFailed, NobodyToAsk, failureText } from './failure';
import { helpOfAll, helpOfCommand, helpOfNoun } from './help';
import { allPages } from './pages';
import { openUpload, save } from './files';
import { parseArguments, type Parsed } from './parse';
import { UsageError } from './parse-value';
import { endOf, followRun } from './progress';
import { itemText, render } from './render';
import { processTerminal, type Terminal } from './terminal';

/**
 * The command line over the same operations: `<noun> <verb> --flags`. Standard output carries the
 * answer and nothing else.
 * @param interrupted is aborted by Ctrl-C.
 * @returns exit status, see {@link EXIT}.
 */
export async function runCommandLine(argv: readonly string[], interrupted: AbortSignal): Promise<number> {
  let terminal = processTerminal({});
  let command: Command | null = null;
  try {
    const env = readEnvironment();
    terminal = processTerminal(env.source);
    const commands = await loadCommands();
    const parsed = parseArguments(argv, commands, () => readFileSync(0, 'utf8').replace(/\r?\n$/, ''));
    command = parsed.command;
    if (!command || parsed.options.help) return help(parsed, commands, terminal);
    const caller = await openCaller(env, parsed.options.token ?? env.tenantryToken, command.name);
    try {
      if (interrupted.aborted) throw new Interrupted('before anything was asked');
      return await perform(caller, command, parsed, terminal, interrupted);
    } finally {
      await caller.close();
    }
  } catch (error) {
    return explain(error, command, terminal);
  }
}

function help({ noun, command, options }: Parsed, commands: readonly Command[], terminal: Terminal): number {
  const text = command ? helpOfCommand(command, terminal.width) : noun === null ? helpOfAll(commands, terminal.width) : helpOfNoun(noun, commands, terminal.width);
  // Asked for, it is the answer; a noun alone is half a command.
  if (options.help || noun === null) terminal.out(text);
  else terminal.say(text);
  return options.help || noun === null ? EXIT.done : EXIT.usage;
}

async function perform(caller: Caller, command: Command, { input, options }: Parsed, terminal: Terminal, interrupted: AbortSignal): Promise<number> {
  if (command.kind === 'stream') return save(await caller.read(command, input), options.output, interrupted);
  const upload = options.file === null ? undefined : openUpload(options.file, command.accepts);
  const asked = options.all && command.pages ? allPages(caller, command, input) : caller.call(command, input, options, upload);
  const answer = (await orInterrupted(asked, interrupted)) as Record<string, unknown>;
  const runId = command.runIn && answer[command.runIn];
  if (typeof runId !== 'string') return print(render(command, answer, options.json, terminal), terminal);
  if (options.wait === false) return print(runId, terminal);
  if (!(options.wait ?? (command.kind === 'long' && terminal.outIsTerminal && !options.json))) return print(render(command, answer, options.json, terminal), terminal);
  return follow(caller, runId, options.json, terminal, interrupted);
}

async function follow(caller: Caller, id: string, json: boolean, terminal: Terminal, interrupted: AbortSignal): Promise<number> {
  const [getRun] = (await loadCommands()).filter((command) => command.name === 'runs.get');
  if (!getRun) throw new Error('there is no operation runs.get');
  caller.workRuns();
  const run = await followRun(async () => (await caller.call(getRun, { id })) as Run, terminal, interrupted).catch((error: unknown) => {
    if (!interrupted.aborted) throw error;
    terminal.say(`\nThe run goes on without you. Look again: ${PROGRAM} runs get ${id} --wait`);
    return null;
  });
  if (!run) return EXIT.interrupted;
  print(json ? JSON.stringify(run) : itemText({ ...run }, terminal, 'run'), terminal);
  if (!json) terminal.say(endOf(run));
  if (run.status === 'succeeded') return EXIT.done;
  if (run.error) terminal.say(`${run.error.code}: ${await detailOf(run.error)}`);
  return EXIT.failed;
}

async function detailOf({ code, params }: { code: string; params: Record<string, string | number> }): Promise<string> {
  const { errorWords } = await import('@/lib/i18n/error-words');
  return errorWords('en', code, params).detail;
}

function print(text: string, terminal: Terminal): number {
  terminal.out(text);
  return EXIT.done;
}

/** What was asked may be done all the same: nobody knows. */
async function orInterrupted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let heard: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    heard = () => reject(new Interrupted('interrupted'));
    if (signal.aborted) heard();
    else signal.addEventListener('abort', heard, { once: true });
  });
  return Promise.race([work, aborted]).finally(() => heard && signal.removeEventListener('abort', heard));
}

class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

function explain(error: unknown, command: Command | null, terminal: Terminal): number {
  if (error instanceof UsageError) return explainUsage(error, terminal);
  if (error instanceof CommandFailed) return say(failureText(error, command), EXIT.failed, terminal);
  if (error instanceof NobodyToAsk) return say(`${error.message}\n  ${error.advice}`, EXIT.unavailable, terminal);
  if (error instanceof Interrupted) return say('Interrupted.', EXIT.interrupted, terminal);
  if (error instanceof Error && error.name === 'EnvironmentError') return say(`The configuration is wrong.\n  ${error.message.replaceAll('\n', '\n  ')}`, EXIT.unavailable, terminal);
  return say(error instanceof Error ? (error.stack ?? error.message) : String(error), EXIT.failed, terminal);
}

function explainUsage({ message, suggestions, about }: UsageError, terminal: Terminal): number {
  const words = typeof about === 'string' ? about : about ? `${about.noun} ${about.verb}` : '';
  const meant = suggestions.length > 0 ? `\n  Did you mean ${suggestions.join(', ')}?` : '';
  return say(`${message}${meant}\n  See: ${[PROGRAM, words, '--help'].filter(Boolean).join(' ')}`, EXIT.usage, terminal);
}

function say(text: string, status: number, terminal: Terminal): number {
  terminal.say(text);
  return status;
}
