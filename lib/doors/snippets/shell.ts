/** Stand round the name of an environment variable inside a text; of the private use area, so that no key types them. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const VARIABLE = /\uE000([A-Z][A-Z0-9_]*)\uE001/;

/** A text in whose place a command line names an environment variable: a secret, or what only the reader knows. */
export const variable = (name: string): string => `${OPEN}${name}${CLOSE}`;

/** Names of the variables that texts name, each once. */
export function variablesIn(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(new RegExp(VARIABLE, 'g'))].map(([, name]) => name ?? '')))];
}

/** What a shell takes as it stands. */
const PLAIN = /^[\w@%+=:,./-]+$/;
/** What means something, or nothing else than itself, between double quotes (POSIX.1-2024, 2.2.3; `!` is bash's history). */
const SAFE_IN_DOUBLE = /^[^"$`\\!]*$/;

/**
 * One word of a command line, for POSIX shells: everything but {@link variable}s reaches the program as it is here.
 * A NUL cannot be part of an argument (POSIX.1-2024, exec), and is left out.
 */
export function shellWord(text: string): string {
  const parts = text.replaceAll('\0', '').split(VARIABLE);
  if (parts.length === 1) return PLAIN.test(text) ? text : single(parts[0] ?? '');
  // Split by a pattern with a group: texts and names take turns.
  const isName = (_: string, index: number) => index % 2 === 1;
  if (parts.every((part, index) => isName(part, index) || SAFE_IN_DOUBLE.test(part))) {
    return `"${parts.map((part, index) => (isName(part, index) ? reference(part, parts[index + 1]) : part)).join('')}"`;
  }
  return parts.map((part, index) => (isName(part, index) ? `"$${part}"` : part && single(part))).join('');
}

/** A command as a shell takes it, in one line. */
export const shellLine = (words: readonly string[]): string => words.map(shellWord).join(' ');

const single = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** With braces where the next character would be taken for part of the name. */
const reference = (name: string, next = ''): string => (/^\w/.test(next) ? `\${${name}}` : `$${name}`);
