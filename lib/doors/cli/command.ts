/** What a flag takes. `list` is repeated or comma separated; `json` is JSON, or its parts by dotted flags. */
export type FlagKind = 'text' | 'number' | 'integer' | 'boolean' | 'list' | 'json';

/** One input of an operation as the command line offers it. */
export interface Flag {
  /** Kebab case, without dashes. */
  name: string;
  /** The operation's own name for it. */
  property: string;
  kind: FlagKind;
  description: string;
  required: boolean;
  /** `null` may be given, as that word. */
  nullable: boolean;
  choices?: string[];
  default?: unknown;
  /** Bounds in words, from the schema. */
  limits?: string;
  /** Known properties of an object: `--tls.mode require`. */
  parts?: Flag[];
  /** Properties are named by the caller: `--labels.team core`. `nested` values may go deeper. */
  record?: 'text' | 'nested';
}

/** An operation as the command line needs it: plain data, so that help and calls to a running server load no handler. */
export interface Command {
  /** `<noun>.<verb>`, as the operation is named. */
  name: string;
  noun: string;
  /** Kebab case. */
  verb: string;
  summary: string;
  kind: 'read' | 'write' | 'long' | 'stream' | 'runtime';
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  flags: Flag[];
  /** Properties that the path names: they may be given without their flag, in this order. */
  places: string[];
  takesIfMatch: boolean;
  takesIdempotencyKey: boolean;
  /** Media types of a file it takes; none for most. */
  accepts: string[];
  /** Answers in pages: `--limit`, `--cursor`, `--all`. */
  pages: boolean;
  /** Where the answer names its run. */
  runIn: 'runId' | 'id' | null;
  /** Arguments of a call that would be understood. */
  example: string[];
}

/** What is typed before the noun. */
export const PROGRAM = 'npm run -s cli --';

/** 0 done · 1 refused or failed · 2 wrong usage · 3 nobody could be asked · 130 interrupted. */
export const EXIT = { done: 0, failed: 1, usage: 2, unavailable: 3, interrupted: 130 } as const;

/** `checkSlug` as it is typed: `check-slug`. */
export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
