import type { ErrorCode } from '@/lib/errors';
import type { Problem } from '../door-error';
import { PROGRAM, kebab, type Command } from './command';

/** The operation refused, or failed. */
export class CommandFailed extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
    this.name = 'CommandFailed';
  }
}

/** There was nobody to ask. */
export class NobodyToAsk extends Error {
  constructor(
    message: string,
    readonly advice: string,
  ) {
    super(message);
    this.name = 'NobodyToAsk';
  }
}

/** What to do, where the words of the error leave it to the door. */
const ADVICE: Partial<Record<ErrorCode, (command: Command) => string>> = {
  unauthenticated: () => 'Give a token that is in force by --token or TENANTRY_TOKEN, or none to act as whoever may read FS_ROOT.',
  forbidden: () => 'Use a token of a higher role.',
  validation_failed: (command) => `Each flag is explained by: ${PROGRAM} ${command.noun} ${command.verb} --help`,
  precondition_failed: (command) => `Read it again (${PROGRAM} ${command.noun} get), then give its version by --if-match.`,
  plan_stale: () => `Plan again: ${PROGRAM} fields plan`,
  tenant_not_found: () => `Which there are: ${PROGRAM} tenants list`,
  tenant_not_ready: () => `How far it is: ${PROGRAM} provisioning get <slug>`,
};

/** Title, detail, code, every wrong value by its flag, and what to do. */
export function failureText({ problem }: CommandFailed, command: Command | null): string {
  const fields = (problem.errors ?? []).map(({ path, message }) => `  ${flagName(path, command)}: ${message}`);
  const advice = command && ADVICE[problem.code]?.(command);
  const retry = problem.retryAfterSeconds === undefined ? '' : `  Try again in ${Math.ceil(problem.retryAfterSeconds)} s.`;
  return [`${problem.title} (${problem.code})`, `  ${problem.detail}`, ...fields, retry, advice && `  ${advice}`].filter(Boolean).join('\n');
}

/** `database.serverId` as it was typed: `--database.server-id`. */
function flagName(path: string, command: Command | null): string {
  const [head = '', ...rest] = path.split('.');
  const flag = command?.flags.find((candidate) => candidate.property === head);
  if (!flag) return path;
  return `--${[flag.name, ...(flag.parts ? rest.map(kebab) : rest)].join('.')}`;
}
