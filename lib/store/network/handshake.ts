import { isIP, type Socket } from 'node:net';
import { connect } from 'node:tls';
import { CHECK_DEADLINE_MS, fail, pass, type Finding } from './check-finding';

/** Encrypts an open socket, so that "not trusted" and "broken" are told apart. */
export function handshake(socket: Socket, host: string, options: object): Promise<Finding> {
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
