import { spawnSync } from 'node:child_process';
import { fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { allOperations } from '@/lib/operations/registry';
import { callableOf } from '../callable';
import { PROGRAM, type Flag } from '../cli/command';
import { commandsOf } from '../cli/commands-of';
import { parseArguments } from '../cli/parse';
import { exampleOf } from '../describe';
import { shellLine, variable, variablesIn } from './shell';
import { cliArguments, cliLine, curlArguments, curlLine, type Callable } from './snippets';

const operations = allOperations();
const commands = commandsOf(operations);
const callables = operations.map((operation) => [operation.name, callableOf(operation)] as [string, Callable]);
const ORIGIN = 'https://console.example:3000';
const RUNS = 150;

/** What a shell hands to a program for each of some command lines; each line's first word is left out. */
function argumentsSeen(lines: readonly string[], env: Record<string, string> = {}): string[][] {
  const script = lines.map((line) => `show() { for word in "$@"; do printf '%s\\0' "$word"; done; printf '\\001'; }\n${line.replace(/^\S+/, 'show')}`).join('\n');
  const { stdout, stderr, status } = spawnSync('/bin/sh', ['-c', script], { env: { NODE_ENV: 'test', ...env }, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\u0001').slice(0, -1).map((words) => words.split('\0').slice(0, -1));
}

/** Anything that an argument can hold; half of it what shells are fond of. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.stringMatching(/^[\x20-\x7e\n\t]{0,20}$/),
  fc.constantFrom("it's", '$(id)', '`id`', '"', '\\', "'\\''", '!!', '*', '~', '-', '--', '--json', '-x', '#', ';', '&& id', '\n', '', 'a b', '${IFS}', '%s', '\\n', '=x', '@users.csv', 'null', 'true', '7', '[1]', 'a,b'),
).map((text) => text.replace(/[\0\u0001\uD800-\uDFFF\uE000\uE001]/gu, ''));

describe('a shell', () => {
  it('hands every word on as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.array(hostile, { minLength: 1, maxLength: 8 }), { minLength: 20, maxLength: 20 }), (lists) => {
        expect(argumentsSeen(lists.map((words) => `show ${shellLine(words)}`))).toEqual(lists);
      }),
      { numRuns: 10 },
    );
  });

  it('fills variables in, whatever stands beside them and whatever they hold', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (before, after, secret) => {
        const word = `${before}${variable('THE_SECRET')}${after}`;
        expect(argumentsSeen([`show ${shellLine([word])}`], { THE_SECRET: secret })).toEqual([[`${before}${secret}${after}`]]);
      }),
      { numRuns: 60 },
    );
    expect(variablesIn([`a${variable('ONE')}`, variable('TWO'), variable('ONE')])).toEqual(['ONE', 'TWO']);
  });
});

describe.each(callables.filter(([, { byCli }]) => byCli))('%s by the command line', (name, callable) => {
  it('reads the same input from what is typed', () => {
    fc.assert(
      fc.property(inputFor(callable), (input) => {
        const parsed = parseArguments(cliArguments(callable, input), commands, () => 'standard input');
        expect(parsed.command?.name).toBe(name);
        expect(parsed.input).toEqual(input);
      }),
      { numRuns: 40 },
    );
  });
});

it('what is copied runs as it is read, for every operation and its example', () => {
  const inputs = operations.map((operation) => [callableOf(operation), exampleOf(operation)] as const);
  const curls = inputs.map(([callable, input]) => curlLine(callable, input, { origin: ORIGIN }));
  const token = { TENANTRY_TOKEN: 'tnt_1' };
  const filled = (words: string[]) => words.map((word) => word.replace(variable('TENANTRY_TOKEN'), token.TENANTRY_TOKEN));
  expect(argumentsSeen(curls, token)).toEqual(inputs.map(([callable, input]) => filled(curlArguments(callable, input, { origin: ORIGIN }))));
  const lines = inputs.map(([callable, input]) => cliLine(callable, input));
  expect(argumentsSeen(lines)).toEqual(inputs.map(([callable, input]) => [...PROGRAM.split(' ').slice(1), ...cliArguments(callable, input)]));
});

it('what is copied of hostile inputs is what was meant', () => {
  const [, create] = callables.find(([name]) => name === 'users.create') ?? expect.fail('no users.create');
  const inputs = fc.sample(fc.record({ slug: hostile.filter((slug) => slug !== ''), email: hostile, name: hostile, customFields: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.oneof(hostile, fc.integer(), fc.boolean())) }), RUNS);
  const seen = argumentsSeen(inputs.map((input) => curlLine(create, { ...input, password: variable('PASSWORD') }, { origin: ORIGIN })), { PASSWORD: 'p4ss', TENANTRY_TOKEN: 't' });
  for (const [index, words] of seen.entries()) {
    const { slug, ...body } = inputs[index] ?? expect.fail();
    expect(JSON.parse(words.at(-1) ?? '')).toEqual({ ...body, password: 'p4ss' });
    expect(words[2]).toBe(`${ORIGIN}/api/v1/tenants/${encodeURIComponent(slug)}/users`);
  }
});

it('reads well', () => {
  const [, update] = callables.find(([name]) => name === 'servers.update') ?? expect.fail();
  const input = { id: '7', password: variable('SERVER_PASSWORD'), tls: { mode: 'require' } };
  expect(curlLine(update, input, { origin: ORIGIN, ifMatch: 'abc' })).toBe(
    [
      'curl --request PATCH',
      `${ORIGIN}/api/v1/servers/7`,
      '--header "Authorization: Bearer $TENANTRY_TOKEN"',
      `--header 'If-Match: "abc"'`,
      "--header 'Content-Type: application/json'",
      `--data-raw '{"password":"'"$SERVER_PASSWORD"'","tls":{"mode":"require"}}'`,
    ].join(' \\\n  '),
  );
  expect(cliLine(update, input, { ifMatch: 'abc' })).toBe('npm run -s cli -- servers update 7 --tls.mode require --password "$SERVER_PASSWORD" --if-match abc');
});

/** Inputs of an operation, of the kinds that its flags take; rules beyond that are not asked. */
function inputFor(callable: Callable): fc.Arbitrary<Record<string, unknown>> {
  const { flags, places } = commands.find(({ noun, verb }) => noun === callable.noun && verb === callable.verb) ?? expect.fail();
  const required = flags.filter((flag) => flag.required || places.includes(flag.property)).map(({ property }) => property);
  return fc.record(Object.fromEntries(flags.map((flag) => [flag.property, valueFor(flag)])), { requiredKeys: required });
}

function valueFor({ kind, choices, parts, record }: Flag): fc.Arbitrary<unknown> {
  if (choices && kind !== 'boolean') return kind === 'list' ? fc.array(fc.constantFrom(...choices)) : fc.constantFrom(...choices);
  switch (kind) {
    case 'text':
      // The word null is none, where there may be none.
      return hostile.filter((text) => text !== 'null');
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));
    case 'integer':
      return fc.integer();
    case 'boolean':
      return fc.boolean();
    case 'list':
      return fc.array(hostile, { maxLength: 4 });
    case 'json':
      if (parts) return fc.record(Object.fromEntries(parts.map((part) => [part.property, valueFor(part)])), { requiredKeys: [] });
      return record === 'text' ? fc.dictionary(hostile, hostile) : json;
  }
}

const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);
