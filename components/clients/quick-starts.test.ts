import { describe, expect, it } from 'vitest';
import { KIND_DEFAULTS } from '@/lib/model/client';
import { CLIENT_KINDS } from '@/lib/model/client-kinds';
import { quickStarts } from './quick-starts';

const ISSUER = 'https://id.example.com';

describe.each(CLIENT_KINDS)('quick starts of %s', (kind) => {
  const client = { clientId: 'my-client', kind, type: KIND_DEFAULTS[kind].type, redirectUris: kind === 'm2m' ? [] : ['https://app.example/cb?a="b'], postLogoutRedirectUris: [], scopes: ['openid', 'jobs:run'] };
  const starts = quickStarts(client, ISSUER);

  it('are two, with this client’s values, and no secret in the code', () => {
    expect(starts).toHaveLength(2);
    for (const { code } of starts) {
      expect(code).toContain('my-client');
      expect(code).toContain(ISSUER);
      expect(code).not.toMatch(/tnc_|undefined/);
      if (kind !== 'm2m') expect(code).toContain('https://app.example/cb?a=\\"b');
    }
  });

  it('read a secret from the environment, where there is one', () => {
    for (const { code } of starts) expect(code.includes('CLIENT_SECRET')).toBe(client.type === 'confidential');
  });
});
