import type { Socket } from 'node:net';
import { fail, openSocket, pass, type Finding, type TestState } from '../../network/check-finding';
import { handshake } from '../../network/handshake';
import { tlsOptions, type PgConnection } from './connection';

/** SSLRequest: length 8, code 80877103 (PostgreSQL manual, "Message Formats"). */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Where a server's socket lies in its folder. */
export const socketOf = (folder: string, port: number): string => `${folder}/.s.PGSQL.${port}`;

/** Negotiates TLS by hand, so that "not offered", "not trusted" and "broken" are told apart. */
export async function checkTls({ target }: TestState<PgConnection>): Promise<Finding> {
  const options = tlsOptions(target);
  if (!options) return { ...pass('tls_off'), skipped: true };
  const socket = await openSocket(target, socketOf);
  try {
    const answer = await ask(socket);
    if (answer === 'N') return fail('tls_not_supported');
    if (answer !== 'S') return fail('tls_failed', { reason: 'no_answer' });
    return await handshake(socket, target.host, options);
  } finally {
    socket.destroy();
  }
}

function ask(socket: Socket): Promise<string | null> {
  return new Promise((resolve) => {
    socket.once('data', (data) => resolve(data.subarray(0, 1).toString('latin1')));
    socket.once('close', () => resolve(null));
    socket.write(SSL_REQUEST);
  });
}
