import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { parseTrustedProxies } from './client-address';
import { PEER_HEADER, requestAddress, stampPeerAddress } from './peer-address';

describe('peer address', () => {
  it('reaches a handler that sees only headers, and cannot be forged', async () => {
    stampPeerAddress();
    const server = createServer((request, response) => {
      const headers = { get: (name: string) => (typeof request.headers[name] === 'string' ? request.headers[name] : null) };
      response.end(JSON.stringify([requestAddress(headers, parseTrustedProxies([])), requestAddress(headers, parseTrustedProxies(['loopback']))]));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const headers = { [PEER_HEADER]: '203.0.113.1', 'x-forwarded-for': '198.51.100.1' };
      const answer = await fetch(`http://127.0.0.1:${port}/`, { headers });
      expect(await answer.json()).toEqual(['127.0.0.1', '198.51.100.1']);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
