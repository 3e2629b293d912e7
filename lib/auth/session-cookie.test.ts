import { encode } from 'next-auth/jwt';
import { describe, expect, it } from 'vitest';
import { isReachedByHttps, sessionCookieName, sessionIdFromCookies } from './session-cookie';

const secret = 'a secret for this test only';
const cookie = async (claims: Record<string, unknown>, options: { secret?: string; maxAge?: number; secure?: boolean } = {}) =>
  `${sessionCookieName(options.secure ?? false)}=${await encode({ token: claims, secret: options.secret ?? secret, maxAge: options.maxAge })}`;

describe('session cookie', () => {
  it('answers the console session it holds, from a header or from Headers', async () => {
    const header = `theme=dark; ${await cookie({ sid: 's-1' })}; other=1`;
    expect(await sessionIdFromCookies(header, secret, false)).toBe('s-1');
    expect(await sessionIdFromCookies(new Headers({ cookie: header }), secret, false)).toBe('s-1');
  });

  it('is by https the one that this host alone can have set, and no other', async () => {
    const planted = await cookie({ sid: 'planted' });
    expect(await sessionIdFromCookies(`${planted}; ${await cookie({ sid: 'true' }, { secure: true })}`, secret, true)).toBe('true');
    expect(await sessionIdFromCookies(planted, secret, true), 'a neighbour’s').toBeNull();
    expect(sessionCookieName(true)).toMatch(/^__Host-/);
    expect(sessionCookieName(false)).not.toMatch(/^__/);
    expect([isReachedByHttps('https://console.example'), isReachedByHttps('http://127.0.0.1:3000'), isReachedByHttps(undefined)]).toEqual([true, false, false]);
  });

  it('answers null for whatever is not ours', async () => {
    expect(await sessionIdFromCookies(null, secret, false)).toBeNull();
    expect(await sessionIdFromCookies('', secret, false)).toBeNull();
    expect(await sessionIdFromCookies(`${sessionCookieName(false)}=nonsense`, secret, false)).toBeNull();
    expect(await sessionIdFromCookies(`${sessionCookieName(false)}=${'x'.repeat(10_000)}`, secret, false)).toBeNull();
    expect(await sessionIdFromCookies(await cookie({ sid: 's-1' }, { secret: 'another' }), secret, false)).toBeNull();
    expect(await sessionIdFromCookies(await cookie({ sub: 'no sid' }), secret, false)).toBeNull();
    expect(await sessionIdFromCookies(await cookie({ sid: 's-1' }, { maxAge: -3600 }), secret, false)).toBeNull();
    expect(await sessionIdFromCookies(await cookie({ sid: 's-1' }), '', false)).toBeNull();
  });
});
