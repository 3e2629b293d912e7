import { hideSecrets } from '@/lib/doors/snippets/hide-secrets';
import { variablesIn } from '@/lib/doors/snippets/shell';
import { cliArguments, cliLine, curlArguments, curlLine, type Callable } from '@/lib/doors/snippets/snippets';

/** What is sent, as a line for a shell, and the variables that stand in it for secrets. */
export function lineOf(callable: Callable, kind: 'curl' | 'cli', input: object, options: { origin: string; ifMatch?: string }): { line: string; names: string[] } {
  const sent = JSON.parse(JSON.stringify(hideSecrets(input as Record<string, unknown>))) as Record<string, unknown>;
  const [line, words] = kind === 'curl' ? [curlLine(callable, sent, options), curlArguments(callable, sent, options)] : [cliLine(callable, sent, options), cliArguments(callable, sent, options)];
  return { line, names: variablesIn(words) };
}
