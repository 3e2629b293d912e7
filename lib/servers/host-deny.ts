import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { AppError } from '@/lib/errors';

/**
 * Link-local ranges (RFC 3927, RFC 4291 §2.5.6) and the clouds' metadata services, which answer
 * with credentials to whoever asks from inside.
 */
export const DEFAULT_DENY = [
  '169.254.0.0/16',
  'fe80::/10',
  'fd00:ec2::254/128',
  '100.100.100.200/32',
  '168.63.129.16/32',
  'metadata.google.internal',
  'metadata.goog',
  'metadata',
  'instance-data',
] as const;

/** Refuses a host that stands on the list, by name or by any address it resolves to. An unresolvable name is left to the connection test. */
export async function assertHostAllowed(host: string, deny: readonly string[] = DEFAULT_DENY, resolve = resolveAll): Promise<void> {
  const name = host.toLowerCase().replace(/\.$/, '').replace(/^\[|\]$/g, '');
  const { ranges, names } = compile(deny);
  if (names.has(name)) throw denied(host);
  const addresses = isIP(name) ? [name] : await resolve(name);
  for (const address of addresses) {
    const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');
    const family = isIP(plain);
    if (family && ranges.check(plain, family === 6 ? 'ipv6' : 'ipv4')) throw denied(host);
  }
}

const denied = (host: string) => new AppError('host_denied', { params: { host }, issues: [{ path: 'host', message: 'hostDenied' }] });

function compile(deny: readonly string[]): { ranges: BlockList; names: Set<string> } {
  const ranges = new BlockList();
  const names = new Set<string>();
  for (const entry of deny) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address);
    if (!family) names.add(entry.toLowerCase());
    else ranges.addSubnet(address, bits === undefined ? (family === 6 ? 128 : 32) : Number(bits), family === 6 ? 'ipv6' : 'ipv4');
  }
  return { ranges, names };
}

async function resolveAll(name: string): Promise<string[]> {
  try {
    return (await lookup(name, { all: true })).map((found) => found.address);
  } catch {
    return [];
  }
}
