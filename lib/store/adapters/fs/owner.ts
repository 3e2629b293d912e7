import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';

/** How long a trace of an owner on another machine or container counts as alive: far longer than any write takes. */
export const FOREIGN_OWNER_GRACE_MS = 15_000;

const run = promisify(execFile);

/** When a process started, in whatever unit the system tells it; null when there is none, or only its zombie. */
async function startOf(pid: number): Promise<string | null> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
    if (stat === null) return null;
    // The command name may hold spaces and parentheses: fields are counted from the last one (proc(5): state is 3, starttime 22).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
  }
  const answer = await run('env', ['LC_ALL=C', 'ps', '-o', 'lstart=', '-p', String(pid)]).catch(() => null);
  const text = answer?.stdout.trim();
  return text ? createHash('sha256').update(text).digest('hex').slice(0, 12) : null;
}

/** Boot and host: a process number means nothing beyond them. */
async function machineId(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return createHash('sha256').update(`${hostname()}\n${boot.trim()}`).digest('hex').slice(0, 12);
}

/** Tells this process' mark, and whether the process behind another mark still lives. */
export interface Owners {
  /** `<pid>-<start>-<machine>`: letters, digits and hyphens only, so it fits in a file name. */
  readonly self: string;
  /** @param seenMs when the mark was written, in epoch milliseconds; decides only for another machine's mark. */
  isAlive(mark: string, seenMs: number): Promise<boolean>;
}

export const OWNER_MARK = /^(\d+)-([0-9a-z]+)-([0-9a-f]{12})$/;

export async function createOwners(): Promise<Owners> {
  const machine = await machineId();
  const self = `${process.pid}-${(await startOf(process.pid)) ?? '0'}-${machine}`;
  return {
    self,
    async isAlive(mark, seenMs) {
      if (mark === self) return true;
      const parts = OWNER_MARK.exec(mark);
      if (!parts) return false;
      if (parts[3] !== machine) return Date.now() - seenMs < FOREIGN_OWNER_GRACE_MS;
      return (await startOf(Number(parts[1]))) === parts[2];
    },
  };
}
