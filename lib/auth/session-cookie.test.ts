import { encode } from 'next-auth/jwt';
import { describe, expect, it } from 'vitest';
import { sessionCookieName, sessionIdFromCookies } from './session-cookie';

const secret = 'a secret for this test only';
const env = { nextauthSecret: secret, nextauthUrl: 'http://127.0.0.1:3000' };
const httpsEnv = { nextauthSecret: secret, nextauthUrl: 'https://console.example.com' };
const cookie = async (claims: Record<string, unknown>, options: { secret?: string; maxAge?: number; env?: typeof env } = {}) =>
  `${sessionCookieName(options.env ?? env)}=${await encode({ token: claims, secret: options.secret ?? secret, maxAge: options.maxAge })}`;

describe('session cookie', () => {
  it('answers the console session it holds, from a header or from Headers', async () => {
    const header = `theme=dark; ${await cookie({ sid: 's-1' })}; other=1`;
    expect(await sessionIdFromCookies(header, env)).toBe('s-1');
    expect(await sessionIdFromCookies(new Headers({ cookie: header }), env)).toBe('s-1');
  });

  it('takes over https only the cookie that this host alone can have set', async () => {
    const planted = await cookie({ sid: 'planted' });
    expect(await sessionIdFromCookies(planted, httpsEnv)).toBeNull();
    expect(await sessionIdFromCookies(`${planted}; ${await cookie({ sid: 'true' }, { env: httpsEnv })}`, httpsEnv)).toBe('true');
    expect(sessionCookieName(httpsEnv)).toMatch(/^__Host-/);
    expect(sessionCookieName(env)).not.toMatch(/^__/);
  });

  it('answers null for whatever is not ours', async () => {
    expect(await sessionIdFromCookies(null, env)).toBeNull();
    expect(await sessionIdFromCookies('', env)).toBeNull();
    expect(await sessionIdFromCookies(`${sessionCookieName(env)}=nonsense`, env)).toBeNull();
    expect(await sessionIdFromCookies(`${sessionCookieName(env)}=${'x'.repeat(10_000)}`, env)).toBeNull();
    expect(await sessionIdFromCookies(await cookie({ sid: 's-1' }, { secret: 'another' }), env)).toBeNull();
    expect(await sessionIdFromCookies(await cookie({ sub: 'no sid' }), env)).toBeNull();
    expect(await sessionIdFromCookies(await cookie({ sid: 's-1' }, { maxAge: -3600 }), env)).toBeNull();
    expect(await sessionIdFromCookies(await cookie({ sid: 's-1' }), { ...env, nextauthSecret: undefined })).toBeNull();
  });
});
