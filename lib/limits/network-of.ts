import { isIPv6 } from 'node:net';

/** Groups of an IPv6 address that name a network: the rest is its owner's to choose, and cheap (RFC 6177). */
const NETWORK_GROUPS = 4;
const GROUPS = 8;

/** Whose requests count together: an IPv4 address, an IPv6 network of 64 bits, or all whose address is not known. */
export function networkOf(address: string | null): string {
  if (address === null) return 'unknown';
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const before = groupsOf(head);
  const after = tail === undefined ? [] : groupsOf(tail);
  const zeros = Array.from({ length: Math.max(0, GROUPS - before.length - after.length) }, () => '0');
  return `${[...before, ...zeros, ...after].slice(0, NETWORK_GROUPS).map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}

const groupsOf = (part: string): string[] => (part === '' ? [] : part.split(':'));
