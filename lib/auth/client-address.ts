import { BlockList, isIP } from 'node:net';
import { EnvironmentError } from '@/lib/env';

/** Longest chain of forwarded addresses that is walked: proxies are few, a header is the caller's to fill. */
const MAX_HOPS = 32;

/** The proxies whose forwarded addresses count (`TRUSTED_PROXIES`). */
export interface TrustedProxies {
  readonly any: boolean;
  includes(address: string): boolean;
}

/**
 * Reads `TRUSTED_PROXIES`: addresses and CIDR ranges, IPv4 and IPv6; `loopback` stands for both loopbacks.
 * @throws EnvironmentError naming an entry that is neither.
 */
export function parseTrustedProxies(entries: readonly string[]): TrustedProxies {
  const list = new BlockList();
  for (const entry of entries.flatMap((item) => (item === 'loopback' ? ['127.0.0.0/8', '::1'] : [item]))) {
    const [address = '', prefix, ...rest] = entry.split('/');
    const version = isIP(address);
    const bits = prefix === undefined ? null : Number(prefix);
    if (version === 0 || rest.length > 0 || (bits !== null && !validPrefix(prefix ?? '', bits, version))) {
      throw new EnvironmentError([{ variable: 'TRUSTED_PROXIES', reason: `"${entry}" is neither an address nor a CIDR range` }]);
    }
    const family = version === 4 ? 'ipv4' : 'ipv6';
    if (bits === null) list.addAddress(address, family);
    else list.addSubnet(address, bits, family);
  }
  return {
    any: entries.length > 0,
    includes: (address) => {
      const version = isIP(address);
      return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
    },
  };
}

/**
 * The caller's address.
 *
 * - Peer known (see `peer-address.ts`) and not a trusted proxy: the peer; forwarded headers are its own invention.
 * - Peer trusted, or unknown while proxies are declared (then nothing else can reach us, says the
 *   operator): the forwarded chain is read from the right, trusted hops are skipped, and the first other
 *   address is the caller. An entry that is no address ends the walk at the last good one.
 * - Peer unknown and no proxy declared: null, for anybody could have written the header.
 */
export function clientAddress(request: { peer: string | null; forwardedFor: string | null }, trusted: TrustedProxies): string | null {
  const peer = request.peer === null ? null : normaliseAddress(request.peer);
  if (peer !== null && !trusted.includes(peer)) return peer;
  if (peer === null && !trusted.any) return null;

  let nearest = peer;
  for (const hop of hopsFromTheRight(request.forwardedFor)) {
    const address = normaliseAddress(hop);
    if (address === null) break;
    nearest = address;
    if (!trusted.includes(address)) break;
  }
  return nearest;
}

function validPrefix(text: string, bits: number, version: number): boolean {
  return /^\d{1,3}$/.test(text) && bits <= (version === 4 ? 32 : 128);
}

function hopsFromTheRight(header: string | null): string[] {
  if (!header) return [];
  return header.split(',').slice(-MAX_HOPS).reverse();
}

/** Without port, brackets and zone; an IPv4 address mapped into IPv6 as IPv4. Null when it is no address. */
export function normaliseAddress(text: string): string | null {
  let address = text.trim();
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(address);
  if (bracketed?.[1]) address = bracketed[1];
  else if (/^\d+\.\d+\.\d+\.\d+:\d+$/.test(address)) address = address.slice(0, address.lastIndexOf(':'));
  address = address.split('%')[0] ?? '';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) address = mapped[1];
  return isIP(address) === 0 ? null : address.toLowerCase();
}
