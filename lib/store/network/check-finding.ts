import { connect, type Socket } from 'node:net';
import type { CheckDetail } from '../check-details';
import type { ServerTarget } from '../ports';

/** Each check by itself; the whole never takes longer than their sum. */
export const CHECK_DEADLINE_MS = 5_000;
/** Sessions, tokens and audit compare times; more than this is worth a repair. */
const CLOCK_SKEW_MS = 5_000;

export interface Finding {
  ok: boolean;
  detail: CheckDetail;
  params?: Record<string, string | number>;
  skipped?: boolean;
}

export const pass = (detail: CheckDetail, params?: Finding['params']): Finding => ({ ok: true, detail, params });
export const fail = (detail: CheckDetail, params?: Finding['params']): Finding => ({ ok: false, detail, params });

/** What later checks need from earlier ones. */
export interface TestState<C> {
  target: ServerTarget;
  connection: C | null;
  version: string | null;
}

/** @param socketOf the path of a socket in a folder given as host. @throws what the socket reports, or `ETIMEDOUT`. */
export function openSocket({ host, port }: ServerTarget, socketOf: (folder: string, port: number) => string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = host.startsWith('/') ? connect(socketOf(host, port)) : connect({ host, port });
    socket.setTimeout(CHECK_DEADLINE_MS, () => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.removeListener('error', reject);
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}

export function poolerFinding(pooled: boolean, { host, port, directHost, directPort }: ServerTarget): Finding {
  if (!pooled) return pass('pooler_none');
  if (!directHost && !directPort) return fail('pooler_needs_direct');
  return pass('pooler_found', { directHost: directHost ?? host, directPort: directPort ?? port });
}

/** @param ask the server's clock, in milliseconds since 1970. */
export async function clockFinding(ask: () => Promise<number>): Promise<Finding> {
  const before = Date.now();
  const theirs = await ask();
  const skewMs = Math.round(theirs - (before + Date.now()) / 2);
  return Math.abs(skewMs) <= CLOCK_SKEW_MS ? pass('clock_ok', { skewMs }) : fail('clock_skew', { skewMs });
}
