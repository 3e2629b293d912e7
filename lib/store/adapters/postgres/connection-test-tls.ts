import { isIP, type Socket } from 'node:net';
import { connect } from 'node:tls';
import { CHECK_DEADLINE_MS, fail, openSocket, pass, type Finding, type TestState } from './check-finding';
import { tlsOptions } from './connection';

/** SSLRequest: length 8, code 80877103 (PostgreSQL manual, "Message Formats"). */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Negotiates TLS by hand, so that "not offered", "not trusted" and "broken" are told apart. */
export async function checkTls({ target }: TestState): Promise<Finding> {
  const options = tlsOptions(target);
  if (!options) return { ...pass('tls_off'), skipped: true };
  const socket = await openSocket(target);
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

function handshake(socket: Socket, host: string, options: object): Promise<Finding> {
  return new Promise((resolve) => {
    const secure = connect({ socket, ...(isIP(host) ? {} : { servername: host }), host, ...options });
    secure.setTimeout(CHECK_DEADLINE_MS, () => resolve(fail('tls_failed', { reason: 'timeout' })));
    secure.once('secureConnect', () => resolve(pass('tls_ok', { protocol: secure.getProtocol() ?? 'TLS' })));
    secure.on('error', (error: Error & { code?: string }) => {
      const reason = error.code ?? 'unknown';
      resolve(fail(/CERT|SELF_SIGNED|DEPTH_ZERO|ALTNAME|UNABLE_TO/.test(reason) ? 'tls_untrusted' : 'tls_failed', { reason }));
    });
  });
}
