import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { clientAddress, type TrustedProxies } from './client-address';

/**
 * Carries the socket's address to route handlers, which see no socket. Whatever a caller sends under
 * this name is overwritten by {@link stampPeerAddress} before anything reads it.
 */
export const PEER_HEADER = 'x-tenantry-peer';

/**
 * Makes every HTTP request of this process carry its peer's address. Called once, from the web server's
 * instrumentation, before the first request; calling it again changes nothing.
 * @see https://nodejs.org/api/diagnostics_channel.html#http (`http.server.request.start`)
 */
export function stampPeerAddress(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    const address = request.socket.remoteAddress;
    if (address === undefined) delete request.headers[PEER_HEADER];
    else request.headers[PEER_HEADER] = address;
  });
}

/** The caller's address of a request that went through {@link stampPeerAddress}. */
export function requestAddress(headers: { get(name: string): string | null }, trusted: TrustedProxies): string | null {
  return clientAddress({ peer: headers.get(PEER_HEADER), forwardedFor: headers.get('x-forwarded-for') }, trusted);
}
