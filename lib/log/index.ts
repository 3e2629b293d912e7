import pino, { type Logger as PinoLogger, type LogFn } from 'pino';
import { redact, redactText } from './redact';

export { redactText } from './redact';
export type Logger = PinoLogger;

const clean = (value: object) => redact(value) as Record<string, unknown>;

/**
 * Structured log on standard error (standard output belongs to commands' answers). Secrets are taken out
 * of everything on its way: of what is logged, of a child's bindings, and of the words themselves.
 */
export function createLogger(level: string, name: string, to: pino.DestinationStream = pino.destination({ fd: 2, sync: true })): Logger {
  // The serializer's own work is done: an error is a plain object of ours by then.
  const logger = pino({ level, name, formatters: { log: clean }, serializers: { err: (value: unknown) => value }, hooks: { logMethod: cleanWords } }, to);
  const { child } = logger;
  // Pino writes a child's bindings as they are.
  logger.child = function (this: Logger, ...[bindings, options]: Parameters<typeof child>) {
    return child.call(this, clean(bindings), options);
  } as Logger['child'];
  return logger;
}

function cleanWords(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [first, ...words] = args as unknown[];
  // Pino would take the words from the error itself.
  const parts = first instanceof Error ? [{ err: first }, ...(words.length > 0 ? words : [first.message])] : [first, ...words];
  method.apply(this, parts.map((part) => (typeof part === 'string' ? redactText(part) : part)) as Parameters<LogFn>);
}
