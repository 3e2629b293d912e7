import { connect, type Socket } from 'node:net';
import type { CheckDetail } from '../../check-details';
import type { ServerTarget } from '../../ports';
import type { PgConnection } from './connection';

/** Each check by itself; the whole never takes longer than their sum. */
export const CHECK_DEADLINE_MS = 5_000;

export interface Finding {
  ok: boolean;
  detail: CheckDetail;
  params?: Record<string, string | number>;
  skipped?: boolean;
}

export const pass = (detail: CheckDetail, params?: Finding['params']): Finding => ({ ok: true, detail, params });
export const fail = (detail: CheckDetail, params?: Finding['params']): Finding => ({ ok: false, detail, params });

/** What later checks need from earlier ones. */
export interface TestState {
  target: ServerTarget;
  connection: PgConnection | null;
  version: string | null;
}

/** @throws what the socket reports, or `ETIMEDOUT`. */
export function openSocket({ host, port }: ServerTarget): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect({ host, port });
    socket.setTimeout(CHECK_DEADLINE_MS, () => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.removeListener('error', reject);
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}
