import { variable, variablesIn } from './shell';

/** Names of inputs whose text is not to be pasted, read aloud or kept in a shell's history. */
const SECRET = /password|secret|dsn|token|passphrase|recoverycode|privatekey/i;

/** An input in which every secret is the name of a variable: `password` becomes `$PASSWORD`. What is empty stays so. */
export function hideSecrets(input: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, hidden(name, value)]));
}

function hidden(name: string, value: unknown): unknown {
  if (typeof value === 'string') return SECRET.test(name) && value !== '' && variablesIn([value]).length === 0 ? variable(shouted(name)) : value;
  if (Array.isArray(value)) return value.map((item) => hidden(name, item));
  return typeof value === 'object' && value !== null ? hideSecrets(value as Record<string, unknown>) : value;
}

/** `clientSecret` as CLIENT_SECRET. */
const shouted = (name: string): string => name.replace(/[^A-Za-z0-9]+/g, '_').replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/^[^A-Za-z]+/, '').toUpperCase() || 'SECRET';
