import { describe, expect, it } from 'vitest';
import { createClientInputSchema, KIND_DEFAULTS } from '@/lib/model/client';
import { CLIENT_KINDS } from '@/lib/model/client-kinds';
import { clientDifferences, newClientValues, toClientInput } from './client-values';

describe('the form of a client', () => {
  it.each(CLIENT_KINDS)('begins for %s with what the operation takes once it has a name and an address', (kind) => {
    const values = { ...newClientValues(kind), name: 'Shop', ...(kind !== 'm2m' && { redirectUris: [' https://shop.example/cb ', ''] }) };
    const parsed = createClientInputSchema.parse(toClientInput('acme', { kind, type: KIND_DEFAULTS[kind].type }, values));
    expect(parsed.redirectUris).toEqual(kind === 'm2m' ? [] : ['https://shop.example/cb']);
    expect(parsed).toMatchObject({ refreshTokenTtlSeconds: null, accessTokenTtlSeconds: 3600 });
    expect(parsed.clientId).toBeUndefined();
  });

  it('says of a lifetime that is no number where it stands', () => {
    for (const typed of ['', 'soon', '1.5']) {
      const values = { ...newClientValues('spa'), name: 'X', redirectUris: ['https://x.example/'], accessTokenTtlSeconds: typed };
      const parsed = createClientInputSchema.safeParse(toClientInput('acme', { kind: 'spa', type: 'public' }, values));
      expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual(['accessTokenTtlSeconds']);
    }
  });

  it('tells what somebody else saved', () => {
    const mine = { ...newClientValues('spa'), name: 'Mine', redirectUris: ['https://a.example/', ''] };
    const theirs = { ...newClientValues('spa'), name: 'Theirs', redirectUris: ['https://a.example/'] };
    expect(clientDifferences(mine, theirs)).toEqual([{ field: 'name', mine: 'Mine', theirs: 'Theirs' }]);
  });
});
