import { PROGRAM, type Command } from '../cli/command';
import { argumentsOf, type TypedFlag } from './arguments-of';
import { requestOf } from './request-of';
import { shellLine, shellWord, variable } from './shell';

/** An operation as a screen needs it to tell its command lines: plain data, small enough to be handed to a browser. */
export type Callable = Pick<Command, 'noun' | 'verb' | 'kind' | 'method' | 'path' | 'places' | 'takesIfMatch' | 'accepts'> & { flags: TypedFlag[]; needsToken: boolean; byRest: boolean; byCli: boolean };

export interface SnippetOptions {
  /** Where the console is reached, without a slash at the end. */
  origin: string;
  /** Version that was read; without it, whatever it is. */
  ifMatch?: string;
}

/** The environment variable that both command lines take an API token from. */
export const TOKEN_VARIABLE = 'TENANTRY_TOKEN';

/** The words of the request as `curl` takes them. */
export function curlArguments(callable: Callable, input: Record<string, unknown>, { origin, ifMatch = '*' }: SnippetOptions): string[] {
  const { url, body } = requestOf(callable, input);
  const file = callable.accepts[0];
  return [
    ...(callable.method === 'GET' ? [] : ['--request', callable.method]),
    `${origin}/api/v1${unescaped(url)}`,
    ...(callable.needsToken ? ['--header', `Authorization: Bearer ${variable(TOKEN_VARIABLE)}`] : []),
    ...(callable.takesIfMatch ? ['--header', `If-Match: ${ifMatch === '*' ? ifMatch : `"${ifMatch}"`}`] : []),
    ...(file ? ['--header', `Content-Type: ${file}`, '--data-binary', '@users.csv'] : []),
    // `--data-raw`, because `--data` would read a file where a text begins with an @.
    ...(body === undefined ? [] : ['--header', 'Content-Type: application/json', '--data-raw', body]),
    ...(callable.kind === 'stream' ? ['--output', `${callable.noun}.out`] : []),
  ];
}

/** The same call by the command line, from its noun on. */
export function cliArguments(callable: Callable, input: Record<string, unknown>, { ifMatch }: Pick<SnippetOptions, 'ifMatch'> = {}): string[] {
  return [
    callable.noun,
    callable.verb,
    ...argumentsOf(input, callable.flags, callable.places),
    ...(callable.takesIfMatch && ifMatch !== undefined && ifMatch !== '*' ? ['--if-match', ifMatch] : []),
    ...(callable.accepts.length > 0 ? ['--file', 'users.csv'] : []),
    ...(callable.kind === 'stream' ? ['--output', `${callable.noun}.out`] : []),
  ];
}

/** As it is pasted into a shell: an option with its value on each line. */
export function curlLine(callable: Callable, input: Record<string, unknown>, options: SnippetOptions): string {
  const words = curlArguments(callable, input, options).map(shellWord);
  const lines: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    lines.push(word.startsWith('--') ? `${word} ${words[(at += 1)] ?? ''}` : word);
  }
  return `curl ${lines.join(' \\\n  ')}`;
}

export function cliLine(callable: Callable, input: Record<string, unknown>, options: Pick<SnippetOptions, 'ifMatch'> = {}): string {
  return `${PROGRAM} ${shellLine(cliArguments(callable, input, options))}`;
}

/** Variables stay readable in an address. */
const unescaped = (url: string): string => url.replace(/%EE%80%80([A-Z][A-Z0-9_]*)%EE%80%81/g, (_, name: string) => variable(name));
