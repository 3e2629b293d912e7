import type { Operation } from '@/lib/operations/define-operation';

/** What the command line prints of an answer: a new token alone (scripts capture it), everything else as JSON. */
export function render(operation: Operation, output: unknown, json: boolean): string {
  if (json) return JSON.stringify(output);
  if (operation.name === 'tokens.create') return (output as { token: string }).token;
  return JSON.stringify(output, null, 2);
}
