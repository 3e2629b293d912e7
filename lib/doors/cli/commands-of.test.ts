import { describe, expect, it } from 'vitest';
import { allOperations } from '@/lib/operations/registry';
import { descriptionOf, inputSchemaOf } from '../describe';
import { EXIT, PROGRAM, type Command, type Flag } from './command';
import { commandsOf } from './commands-of';
import { helpOfAll, helpOfCommand, helpOfNoun } from './help';
import { NOUNS } from '../nouns';
import { parseArguments } from './parse';
import stringWidth from 'string-width';

const operations = allOperations();
const commands = commandsOf(operations);
const RESERVED = ['json', 'help', 'all', 'wait', 'no-wait', 'if-match', 'idempotency-key', 'token', 'file', 'output'];
const flagsOf = (flags: readonly Flag[], prefix = ''): string[] => flags.flatMap((flag) => [`${prefix}${flag.name}`, ...flagsOf(flag.parts ?? [], `${prefix}${flag.name}.`)]);

describe.each(commands.map((command) => [command.name, command] as [string, Command]))('%s', (name, command) => {
  const operation = operations.find((candidate) => candidate.name === name);
  const help = helpOfCommand(command, 80);

  it('describes every flag, in help no wider than the terminal', () => {
    if (!operation) throw new Error('no operation');
    for (const [property, schema] of Object.entries(inputSchemaOf(operation).properties ?? {})) expect(descriptionOf(operation, property, schema), `description of ${property}`).not.toBe('');
    for (const flag of flagsOf(command.flags)) expect(help).toContain(`--${flag}`);
    expect(help).toContain(command.summary);
    const prose = help.split('\n').filter((line) => !line.includes(PROGRAM) && line !== `${command.summary}.`);
    for (const line of prose) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
  });

  it('shows an example that is understood, and that the operation takes', () => {
    const { input, command: found } = parseArguments([command.noun, command.verb, ...command.example], commands, () => '');
    expect(found?.name).toBe(name);
    // Samples of required inputs may be what a rule refuses; an example that was chosen is right.
    if (operation?.example !== undefined) expect(operation.input.safeParse(input)).toMatchObject({ success: true });
  });

  it('has no flag that means something else in every command', () => {
    // There the token is the very thing that is asked for.
    const own = command.flags.map((flag) => flag.name).filter((flag) => RESERVED.includes(flag));
    expect(own).toEqual(/^(setup|invitations)\./.test(name) ? ['token'] : []);
  });
});

describe('help', () => {
  it('names every noun with a line of its own, every verb, and what a status means', () => {
    const all = helpOfAll(commands, 80);
    for (const noun of new Set(commands.map((command) => command.noun))) {
      expect(NOUNS[noun], `a line for ${noun} in nouns.ts`).toBeDefined();
      expect(all).toContain(`  ${noun} `);
      const help = helpOfNoun(noun, commands, 80);
      for (const command of commands.filter((candidate) => candidate.noun === noun)) expect(help).toContain(command.summary.split(' ').slice(0, 3).join(' '));
    }
    for (const status of Object.values(EXIT)) expect(all).toMatch(new RegExp(`^  ${status} `, 'm'));
  });
});
