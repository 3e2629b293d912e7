import pino, { type Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;

/** Keys whose values never reach a log, wherever they stand within three levels. */
const SECRET_KEYS = ['password', 'passwordHash', 'passwordSealed', 'secret', 'token', 'dsn', 'authorization', 'cookie', 'connectionString'];
const REDACT = SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

/** Structured log on standard error (standard output belongs to commands' answers). */
export function createLogger(level: string, name: string): Logger {
  return pino({ level, name, redact: { paths: REDACT, censor: '[redacted]' } }, pino.destination({ fd: 2, sync: true }));
}
