const CENSOR = '[redacted]';
/** Names of which the value never reaches a log, in any spelling (`passwordHash`, `set-cookie`, `SECRETBOX_MASTER_KEY`). */
const SECRET_NAME = /pass(word|phrase|wd)|secret|sealed|token|dsn|authori[sz]ation|cookie|credential|connectionstring|masterkey|privatekey|apikey|backupcode/;
/** Deeper, longer and wider than anything that is logged on purpose; a bound against circles and floods. */
const MAX_DEPTH = 6;
const MAX_ITEMS = 100;
const MAX_TEXT = 4_000;
/** Of an error only these own properties: drivers hang rows, parameters and whole connection strings (`input` of ERR_INVALID_URL) on theirs. */
const ERROR_PROPERTIES = ['code', 'errno', 'syscall', 'address', 'port', 'severity', 'schema', 'table', 'column', 'constraint', 'routine', 'sqlState', 'status', 'transient'] as const;

/** What a secret looks like wherever it stands in a text. */
const SECRETS_IN_TEXT: readonly [RegExp, string][] = [
  // Values that a driver was given: drizzle ends its message with them, postgres quotes what it could not read (SQLSTATE class 22).
  [/\nparams: [\s\S]*?(?=\n {4}at |$)/g, `\nparams: ${CENSOR}`],
  [/(invalid input (?:syntax|value) for [^:"]+: )".*?"(?=\n|$)/gs, `$1${CENSOR}`],
  // V8 quotes what it could not parse.
  [/, (?:\.\.\.)?"[\s\S]*?"(?:\.\.\.)? is not valid JSON/g, `, ${CENSOR} is not valid JSON`],
  // A password may hold an @ of its own: the last one before the path ends it.
  [/\b([a-z][a-z\d+.-]{0,30}:\/\/)[^\s/]+@/gi, `$1${CENSOR}@`],
  [/\b(bearer|basic|digest)\s+[\w.~+/=-]{6,}/gi, `$1 ${CENSOR}`],
  [/\b((?:set-)?cookie|authorization)(["']?\s*[:=]\s*["']?)[^\n"']+/gi, `$1$2${CENSOR}`],
  [/\b((?:\w*(?:password|passwd|secret|token|apikey)|pwd|dsn))(["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;&}]+)/gi, `$1$2${CENSOR}`],
  [/\btn[tlc]_[\w-]+/g, CENSOR],
  [/\$argon2[a-z]*\$[^\s"']+/g, CENSOR],
  [/\beyJ[\w-]+\.[\w-]*\.[\w.-]*/g, CENSOR],
];

/** A text without what looks like a secret in it, cut where it grows long. */
export function redactText(text: string): string {
  // Cut first: what is scrubbed is bounded, and so is the time it takes.
  const cut = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  return SECRETS_IN_TEXT.reduce((rest, [pattern, into]) => rest.replace(pattern, into), cut);
}

/** A copy of what is to be logged: secrets by name and by look replaced at any depth, errors reduced to what says where and what. Never throws. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'function' || typeof value === 'symbol' ? undefined : value;
  if (isError(value)) return redactError(value, depth);
  if (depth >= MAX_DEPTH) return '[deep]';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value)) return '[bytes]';
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => redact(item, depth + 1));
  const entries = value instanceof Map || value instanceof Headers ? [...value].map(([key, inner]) => [typeof key === 'object' ? '[object]' : String(key), inner] as const) : Object.entries(value);
  return Object.fromEntries(entries.slice(0, MAX_ITEMS).map(([key, inner]) => [key, isSecretName(key) && holdsText(inner) ? CENSOR : redact(inner, depth + 1)]));
}

const isSecretName = (name: string): boolean => SECRET_NAME.test(name.toLowerCase().replace(/[^a-z]/g, ''));
/** A count of tokens, or that there is a password, is no secret. */
const holdsText = (value: unknown): boolean => value !== null && !['undefined', 'number', 'boolean'].includes(typeof value);
/** Of any copy of the class: a build may load a module more than once. */
const isError = (value: object): value is Error => value instanceof Error || (typeof (value as Error).stack === 'string' && typeof (value as Error).message === 'string');

function redactError(error: Error, depth: number): Record<string, unknown> {
  const own = error as unknown as Record<string, unknown>;
  const known = ERROR_PROPERTIES.flatMap((name) => (['string', 'number', 'boolean'].includes(typeof own[name]) ? [[name, redact(own[name], depth + 1)] as const] : []));
  const inner = error.cause === undefined || depth >= MAX_DEPTH ? {} : { cause: redact(error.cause, depth + 1) };
  return { type: error.name, message: redactText(error.message), stack: redactText(error.stack ?? ''), ...Object.fromEntries(known), ...inner };
}
