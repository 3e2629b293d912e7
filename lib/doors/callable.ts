import { reaches, type Operation } from '@/lib/operations/define-operation';
import type { Command, Flag } from './cli/command';
import { commandsOf } from './cli/commands-of';
import type { TypedFlag } from './snippets/arguments-of';
import type { Callable } from './snippets/snippets';

/** What a screen is handed to tell how an operation is called by REST and by the command line. */
export function callableOf(operation: Operation): Callable {
  const [command] = commandsOf([{ ...operation, absentFrom: undefined }]) as [Command];
  const { noun, verb, kind, method, path, places, takesIfMatch, accepts } = command;
  return { noun, verb, kind, method, path, places, takesIfMatch, accepts, flags: command.flags.map(typedFlagOf), needsToken: operation.permission !== 'public', byRest: reaches('rest', operation), byCli: reaches('cli', operation) };
}

/** The same for all of a page, by their names. */
export const callablesOf = (...operations: readonly Operation[]): Record<string, Callable> => Object.fromEntries(operations.map((operation) => [operation.name, callableOf(operation)]));

function typedFlagOf({ name, property, kind, parts, record }: Flag): TypedFlag {
  return { name, property, kind, ...(parts && { parts: parts.map(typedFlagOf) }), ...(record && { record }) };
}
