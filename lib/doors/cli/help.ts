import stringWidth from 'string-width';
import { shellLine } from '../snippets/shell';
import { EXIT, PROGRAM, type Command, type Flag } from './command';
import { NOUNS } from '../nouns';
import { wrap } from './text';

const DEFAULT_SHOWN_MAX = 40;

/** Help of all nouns. */
export function helpOfAll(commands: readonly Command[], width: number): string {
  const nouns = [...new Set(commands.map((command) => command.noun))];
  return [
    `Usage: ${PROGRAM} <noun> <verb> [flags]`,
    'Tenants, servers, fields and users, by the same operations as the console and REST.',
    section('Nouns', nouns.map((noun) => [noun, NOUNS[noun] ?? verbsOf(noun, commands)]), width),
    section('Every command', EVERYWHERE.map(rowOf), width),
    section('Exit status', EXIT_WORDS, width),
    `Verbs of a noun: ${PROGRAM} <noun> --help`,
  ].join('\n\n');
}

/** Help of a noun. */
export function helpOfNoun(noun: string, commands: readonly Command[], width: number): string {
  const ofNoun = commands.filter((command) => command.noun === noun);
  return [
    `Usage: ${PROGRAM} ${noun} <verb> [flags]`,
    NOUNS[noun] ?? '',
    section('Verbs', ofNoun.map((command) => [[command.verb, ...command.places.map((place) => `<${place}>`)].join(' '), command.summary]), width),
    `Flags of a verb: ${PROGRAM} ${noun} <verb> --help`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Help of one command. */
export function helpOfCommand(command: Command, width: number): string {
  const more: Row[] = [];
  if (command.pages) more.push(['--all', 'Every page, not only one']);
  if (command.takesIfMatch) more.push(['--if-match <version>', 'Only if this is still the version (as it was read); otherwise whatever the version is']);
  if (command.takesIdempotencyKey) more.push(['--idempotency-key <key>', 'Done once however often it is asked with this key (24 hours)']);
  if (command.accepts.length > 0) more.push(['--file <path>', `What to send (${command.accepts.join(', ')}; by the name's ending); - is standard input, taken for ${command.accepts[0] ?? ''}`]);
  if (command.kind === 'stream') more.push(['--output <path>', 'Write to this file instead of standard output']);
  if (command.runIn) more.push(['--wait, --no-wait', waitWords(command)]);
  return [
    `Usage: ${PROGRAM} ${[command.noun, command.verb, ...command.places.map((place) => `<${place}>`)].join(' ')} [flags]`,
    `${command.summary}.`,
    command.flags.length > 0 && section('Flags', command.flags.flatMap((flag) => rows(flag)), width),
    section('Also', [...more, ...EVERYWHERE.map(rowOf)], width),
    `Example:\n  ${PROGRAM} ${shellLine([command.noun, command.verb, ...command.example])}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

type Row = [string, string];
const EVERYWHERE: { name: string; words: string }[] = [
  { name: '--json', words: 'The answer as JSON, exactly as REST gives it' },
  { name: '--token <secret>', words: 'Act as this API token instead of as whoever may read FS_ROOT (also TENANTRY_TOKEN)' },
  { name: '-h, --help', words: 'This help' },
];
const rowOf = ({ name, words }: { name: string; words: string }): Row => [name, words];
const EXIT_WORDS: Row[] = [
  [String(EXIT.done), 'Done'],
  [String(EXIT.failed), 'Refused, or failed'],
  [String(EXIT.usage), 'Wrong usage: nothing was asked'],
  [String(EXIT.unavailable), 'Nobody to ask: the server does not answer, or the configuration is wrong'],
  [String(EXIT.interrupted), 'Interrupted; a run that was begun goes on'],
];

const verbsOf = (noun: string, commands: readonly Command[]): string => commands.filter((command) => command.noun === noun).map((command) => command.verb).join(', ');

function waitWords({ kind }: Command): string {
  const given = 'Follow the run to its end, or print its id alone and return';
  return kind === 'long' ? `${given}. Without either, a terminal follows and a script does not` : 'Follow the run to its end';
}

/** A flag, and below it the parts it can be given by. */
function rows(flag: Flag, prefix = ''): Row[] {
  const name = `${prefix}${flag.name}`;
  const own: Row = [`--${name}${flag.kind === 'boolean' ? '' : ` ${typeOf(flag)}`}`, wordsOf(flag)];
  const free: Row[] = flag.record ? [[`--${name}.<name> <${flag.record === 'text' ? 'text' : 'value'}>`, `One of them by its name`]] : [];
  return [own, ...(flag.parts ?? []).flatMap((part) => rows(part, `${name}.`)), ...free];
}

function typeOf(flag: Flag): string {
  const choices = flag.choices?.join('|') ?? '';
  if (choices && choices.length <= 24) return `<${choices}>`;
  return `<${flag.kind === 'integer' ? 'number' : flag.kind}>`;
}

/** A default that fills a line by itself helps nobody. */
function defaultOf({ default: value }: Flag): string | false {
  if (value === undefined) return false;
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length <= DEFAULT_SHOWN_MAX && `default ${text}`;
}

function wordsOf(flag: Flag): string {
  const choices = flag.choices?.join('|') ?? '';
  const notes = [
    flag.required && 'required',
    choices.length > 24 && flag.choices?.join(', '),
    flag.limits,
    flag.kind === 'list' && 'repeated or comma separated',
    flag.nullable && 'null for none',
    defaultOf(flag),
  ].filter(Boolean);
  return [flag.description, notes.length > 0 && `(${notes.join('; ')})`].filter(Boolean).join(' ');
}

/** Longer names stand on a line of their own, columns. */
const NAME_MAX = 27;

function section(title: string, lines: Row[], width: number): string {
  const left = Math.min(NAME_MAX, Math.max(...lines.map(([name]) => stringWidth(name)))) + 4;
  const body = lines.map(([name, words]) => {
    const [first = '', ...more] = wrap(words, Math.max(30, width - left));
    const head = stringWidth(name) + 4 > left ? `  ${name}\n${' '.repeat(left)}${first}` : `  ${name}${' '.repeat(left - 2 - stringWidth(name))}${first}`;
    return [head, ...more.map((line) => ' '.repeat(left) + line)].map((line) => line.trimEnd()).join('\n');
  });
  return `${title}:\n${body.join('\n')}`;
}
