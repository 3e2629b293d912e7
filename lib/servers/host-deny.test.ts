import { describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import { assertHostAllowed } from './host-deny';

const resolving =
  (...addresses: string[]) =>
  () =>
    Promise.resolve(addresses);
const refused = async (host: string, ...addresses: string[]) => {
  try {
    await assertHostAllowed(host, undefined, resolving(...addresses));
    return false;
  } catch (error) {
    if (isAppError(error, 'host_denied')) return true;
    throw error;
  }
};

describe('assertHostAllowed', () => {
  it.each(['169.254.169.254', '169.254.0.1', 'fe80::1', '[fe80::1]', 'FE80::1%eth0', 'fd00:ec2::254', '::ffff:169.254.169.254', 'metadata.google.internal', 'METADATA.google.internal.', '100.100.100.200'])(
    'refuses %s',
    async (host) => expect(await refused(host)).toBe(true),
  );
  it.each(['127.0.0.1', 'localhost', '10.0.0.5', '::1', 'db.example.com', '169.253.1.1'])('allows %s', async (host) => expect(await refused(host, '10.1.2.3')).toBe(false));
  it('refuses a name that resolves to a denied address, even as one of several', async () => {
    expect(await refused('innocent.example', '10.0.0.1', '169.254.169.254')).toBe(true);
    expect(await refused('innocent.example', '::ffff:169.254.169.254')).toBe(true);
  });
  it('follows a list of the operator’s own', async () => {
    await expect(assertHostAllowed('10.0.0.5', ['10.0.0.0/8'], resolving())).rejects.toMatchObject({ code: 'host_denied' });
    await expect(assertHostAllowed('169.254.1.1', [], resolving())).resolves.toBeUndefined();
  });
});
