import type { Command, Flag } from './command';

/** The arguments cannot be understood: nothing was asked of anybody. */
export class UsageError extends Error {
  constructor(
    message: string,
    /** What may have been meant. */
    readonly suggestions: readonly string[] = [],
    /** Whose help to look at: a command's, a noun's, or all. */
    readonly about: Command | string | null = null,
  ) {
    super(message);
    this.name = 'UsageError';
  }
}

export interface FlagAt {
  flag: Flag;
  /** Where in the input its value goes. */
  path: string[];
  negated: boolean;
}

/** The flag of that name: `limit`, `checkSlug` too, `no-indexed`, `database.isolation`, `filter.department`. */
export function flagAt(command: Command, name: string): FlagAt | null {
  const [head = '', ...tail] = name.split('.');
  const flag = named(command.flags, head);
  if (flag) return tail.length === 0 ? { flag, path: [flag.property], negated: false } : within(flag, [flag.property], tail);
  const switched = name.startsWith('no-') ? named(command.flags, name.slice(3)) : undefined;
  return switched?.kind === 'boolean' ? { flag: switched, path: [switched.property], negated: true } : null;
}

const named = (flags: readonly Flag[], name: string): Flag | undefined => flags.find((flag) => flag.name === name || flag.property === name);

function within(flag: Flag, path: string[], [head = '', ...tail]: string[]): FlagAt | null {
  const part = flag.parts && named(flag.parts, head);
  if (part) return tail.length === 0 ? { flag: part, path: [...path, part.property], negated: false } : within(part, [...path, part.property], tail);
  if (!flag.record || head === '') return null;
  const free = { name: flag.name, property: head, required: false, nullable: true, description: '' };
  // The keys of a plain text record may contain dots themselves.
  if (flag.record === 'text') return { flag: { ...free, kind: 'text', nullable: false }, path: [...path, [head, ...tail].join('.')], negated: false };
  return { flag: { ...free, kind: 'json' }, path: [...path, head, ...tail], negated: false };
}

/** Puts a flag's value into the input; a list grows. */
export function setValue(input: Record<string, unknown>, path: string[], flag: Flag, text: string, command: Command): void {
  const value = valueOf(flag, path, text, command);
  if (flag.kind !== 'list' || !Array.isArray(value)) return assign(input, path, value);
  const before = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], input);
  assign(input, path, Array.isArray(before) ? [...(before as unknown[]), ...(value as unknown[])] : value);
}

function valueOf(flag: Flag, path: string[], text: string, command: Command): unknown {
  const wrong = (expected: string) => new UsageError(`--${flag.name} takes ${expected}, not "${text}".`, [], command);
  if (flag.nullable && text === 'null') return null;
  if (flag.choices && flag.kind === 'text' && !flag.choices.includes(text)) throw wrong(`one of ${flag.choices.join(', ')}`);
  switch (flag.kind) {
    case 'text':
      return text;
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw wrong('true or false');
      return text === 'true';
    case 'number':
    case 'integer': {
      const value = text.trim() === '' ? Number.NaN : Number(text);
      if (!Number.isFinite(value) || (flag.kind === 'integer' && !Number.isInteger(value))) throw wrong(flag.kind === 'integer' ? 'a whole number' : 'a number');
      return value;
    }
    case 'list':
      return text.startsWith('[') ? jsonOf(text, wrong) : text.split(',').map((item) => item.trim()).filter(Boolean);
    case 'json':
      // A part of a record is a word unless it can only be something else; the whole of one is JSON.
      return path.length > 1 ? guessed(text) : jsonOf(text, wrong);
  }
}

function jsonOf(text: string, wrong: (expected: string) => UsageError): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw wrong('JSON');
  }
}

/** A number, `true`, `false`, `null`, a list or object in JSON, or text; `007` and `"7"` are text. */
function guessed(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'number' && String(value) !== text ? text : value;
  } catch {
    return text;
  }
}

/** Sets a nested value. Names come from arguments: the objects have no prototype to reach. */
export function assign(input: Record<string, unknown>, path: string[], value: unknown): void {
  let at = input;
  for (const key of path.slice(0, -1)) {
    const found = Object.hasOwn(at, key) ? at[key] : undefined;
    const next = typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Record<string, unknown>) : {};
    define(at, key, next);
    at = next;
  }
  define(at, path.at(-1) ?? '', value);
}

const define = (at: Record<string, unknown>, key: string, value: unknown) => Object.defineProperty(at, key, { value, enumerable: true, writable: true, configurable: true });
