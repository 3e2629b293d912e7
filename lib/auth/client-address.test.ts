import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { clientAddress, normaliseAddress, parseTrustedProxies } from './client-address';

const nobody = parseTrustedProxies([]);
const inner = parseTrustedProxies(['10.0.0.0/8', '::1', '2001:db8::/32', '192.0.2.7']);

describe('client address', () => {
  it.prop([fc.ipV4(), fc.string()])('is the peer when no proxy is declared, whatever the header says', (peer, forwardedFor) => {
    expect(clientAddress({ peer, forwardedFor }, nobody)).toBe(peer);
  });

  it.prop([fc.string()])('is unknown without a peer and without declared proxies', (forwardedFor) => {
    expect(clientAddress({ peer: null, forwardedFor }, nobody)).toBeNull();
  });

  it.each([
    ['a stranger that forges the header', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['one proxy', '10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['forged hops left of the true one', '10.0.0.1', '1.2.3.4, 5.6.7.8, 198.51.100.1', '198.51.100.1'],
    ['two proxies', '10.0.0.1', '1.2.3.4, 198.51.100.1, 10.9.9.9', '198.51.100.1'],
    ['a caller from inside', '10.0.0.1', '10.1.1.1, 10.2.2.2', '10.1.1.1'],
    ['a proxy that says nothing', '10.0.0.1', null, '10.0.0.1'],
    ['garbage before the last good hop', '10.0.0.1', '198.51.100.1, <script>, 10.3.3.3', '10.3.3.3'],
    ['ports and brackets', '::1', '[2001:db9::5]:4711, 192.0.2.7:80', '2001:db9::5'],
    ['an IPv4 peer as a dual-stack socket writes it', '::ffff:10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['an IPv6 range', '2001:db8::77', '198.51.100.1', '198.51.100.1'],
    ['no peer, but proxies declared', null, '1.2.3.4, 198.51.100.1, 10.0.0.1', '198.51.100.1'],
  ])('%s', (_what, peer, forwardedFor, expected) => {
    expect(clientAddress({ peer, forwardedFor }, inner)).toBe(expected);
  });

  it('walks a bounded number of hops', () => {
    const forwardedFor = ['198.51.100.1', ...Array.from({ length: 5000 }, () => '10.0.0.2')].join(',');
    expect(clientAddress({ peer: '10.0.0.1', forwardedFor }, inner)).toBe('10.0.0.2');
  });

  it.prop([fc.oneof(fc.ipV4(), fc.ipV6(), fc.string())])('answers an address or null for any text', (text) => {
    const answer = normaliseAddress(text);
    expect(answer === null || /^[0-9a-f.:]+$/.test(answer)).toBe(true);
  });

  it.each(['banana', '10.0.0.0/33', '::/129', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.0/-1', ''])('names a bad entry: %s', (entry) => {
    expect(() => parseTrustedProxies([entry])).toThrow(/^TRUSTED_PROXIES: /);
  });
});
