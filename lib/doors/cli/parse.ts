import type { Command } from './command';
import { assign, flagAt, setValue, UsageError } from './parse-value';

export interface Options {
  json: boolean;
  help: boolean;
  /** All pages of a list. */
  all: boolean;
  /** Follow the run to its end; null: as the terminal suggests. */
  wait: boolean | null;
  ifMatch: string | null;
  idempotencyKey: string | null;
  token: string | null;
  /** File to send; `-` is standard input. */
  file: string | null;
  /** File to write bytes to instead of standard output. */
  output: string | null;
}

export interface Parsed {
  noun: string | null;
  /** Null: help of the noun, or of all. */
  command: Command | null;
  input: Record<string, unknown>;
  options: Options;
}

const SWITCHES = ['json', 'help', 'all', 'wait', 'no-wait'] as const;
const VALUES = { 'if-match': 'ifMatch', 'idempotency-key': 'idempotencyKey', token: 'token', file: 'file', output: 'output' } as const;

/**
 * Reads the arguments.
 * @param readInput gives standard input, for a flag whose value is `-` (`--flag -`, not `--flag=-`).
 * @throws UsageError in words.
 */
export function parseArguments(argv: readonly string[], commands: readonly Command[], readInput: () => string): Parsed {
  const options: Options = { json: false, help: false, all: false, wait: null, ifMatch: null, idempotencyKey: null, token: null, file: null, output: null };
  const { noun, command, rest } = find(argv, commands, options);
  const parsed: Parsed = { noun, command, input: {}, options };
  if (!command) return parsed;
  const words = [...rest];
  const plain: string[] = [];
  let onlyPlain = false;
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--' && !onlyPlain) onlyPlain = true;
    else if (onlyPlain || !isFlag(word)) plain.push(word);
    else takeFlag(word, words, parsed, command, readInput);
  }
  takePlaces(plain, parsed, command);
  if (!options.help) requireAll(parsed, command);
  return parsed;
}

const isFlag = (word: string): boolean => /^--?[a-z]/i.test(word);

/** The noun and verb stand first; switches may stand before them. */
function find(argv: readonly string[], commands: readonly Command[], options: Options) {
  const rest = [...argv];
  const next = (): string | null => {
    while (rest[0] !== undefined && isFlag(rest[0])) if (!takeSwitch(rest.shift() ?? '', options)) throw new UsageError('A command begins with a noun and a verb; flags come after them.');
    return rest.shift() ?? null;
  };
  let noun = next();
  if (noun === 'help') {
    options.help = true;
    noun = next();
  }
  if (noun === null) return { noun: null, command: null, rest };
  const ofNoun = commands.filter((command) => command.noun === noun);
  if (ofNoun.length === 0) throw new UsageError(`There is no noun "${noun}".`, nearest(noun, commands.map((command) => command.noun)));
  const verb = next();
  if (verb === null || verb === 'help') return { noun, command: null, rest };
  const command = ofNoun.find((candidate) => candidate.verb === verb || candidate.name === `${noun}.${verb}`);
  if (!command) throw new UsageError(`"${noun}" has no verb "${verb}".`, nearest(verb, ofNoun.map((candidate) => candidate.verb)), noun);
  return { noun, command, rest };
}

function takeSwitch(word: string, options: Options): boolean {
  const name = word === '-h' ? 'help' : word.slice(2);
  if (!(SWITCHES as readonly string[]).includes(name)) return false;
  if (name === 'wait' || name === 'no-wait') options.wait = name === 'wait';
  else options[name as 'json' | 'help' | 'all'] = true;
  return true;
}

function takeFlag(word: string, words: string[], parsed: Parsed, command: Command, readInput: () => string): void {
  const [, name = '', given] = /^--?([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
  const value = (): string => {
    const found = given ?? words.shift();
    if (found === undefined || (given === undefined && /^--[a-z]/i.test(found))) throw new UsageError(`--${name} needs a value.`, [], command);
    // Bound to its name, a dash is a dash.
    return given === undefined && found === '-' ? readInput() : found;
  };
  const own = flagAt(command, name);
  if (own) {
    const { flag, path, negated } = own;
    if (flag.kind !== 'boolean') return setValue(parsed.input, path, flag, value(), command);
    const spoken = given ?? (/^(true|false)$/.test(words[0] ?? '') ? words.shift() : undefined) ?? 'true';
    return setValue(parsed.input, path, flag, negated ? 'false' : spoken, command);
  }
  if (given === undefined && takeSwitch(word, parsed.options)) return;
  if (!(name in VALUES)) throw new UsageError(`There is no flag --${name}.`, nearest(name, command.flags.map((flag) => flag.name)).map((found) => `--${found}`), command);
  // The file of `-` is read while it is sent, not here.
  parsed.options[VALUES[name as keyof typeof VALUES]] = name === 'file' && (given ?? words[0]) === '-' ? (given ?? words.shift() ?? '') : value();
}

/** What the path names, by its place. */
function takePlaces(plain: string[], { input }: Parsed, command: Command): void {
  const open = command.places.filter((place) => input[place] === undefined);
  for (const word of plain) {
    const place = open.shift();
    if (place === undefined) throw new UsageError(`"${word}" is one word too many. Put a value with blanks in quotes.`, [], command);
    assign(input, [place], word);
  }
}

function requireAll({ input, options }: Parsed, command: Command): void {
  const missing = command.flags.filter((flag) => flag.required && input[flag.property] === undefined).map((flag) => `--${flag.name}`);
  if (command.accepts.length > 0 && options.file === null) missing.push('--file');
  if (command.accepts.length === 0 && options.file !== null) throw new UsageError('There is no flag --file.', [], command);
  if (command.kind !== 'stream' && options.output !== null) throw new UsageError('There is no flag --output.', [], command);
  if (missing.length > 0) throw new UsageError(`${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`, [], command);
}

/** Names that begin alike, or differ by a letter or two. */
function nearest(wrong: string, names: string[]): string[] {
  return [...new Set(names)].filter((name) => name.startsWith(wrong.slice(0, 3)) || distance(name, wrong) <= 2).slice(0, 3);
}

/** Levenshtein's. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}
