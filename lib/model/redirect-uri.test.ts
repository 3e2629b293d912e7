import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { type ClientKind, isLoopbackHost, matchesRedirectUri, originProblem, redirectUriProblem, type UriProblem } from './redirect-uri';

const problem = (uri: string, kind: ClientKind = 'web') => redirectUriProblem(uri, kind)?.problem ?? null;

describe('a redirect URI', () => {
  it.each([
    'https://app.example', 'https://app.example/', 'https://app.example/cb', 'https://app.example:8443/cb?tenant=a%2Fb', 'https://xn--bcher-kva.example/cb', 'https://a.example/a//b', 'https://a.example/%E2%9C%93',
    'http://localhost', 'http://localhost:3000/cb', 'http://127.0.0.1/cb', 'http://127.0.0.53:8080', 'http://[::1]:5000/cb', 'https://192.0.2.1/cb', 'https://[2001:db8::1]/cb',
  ])('%s may be registered', (uri) => expect(problem(uri)).toBeNull());

  it.each(['com.example.app:/oauth', 'com.example.app://callback', 'com.example.my-app:/a?b=c', 'org.example.x1:done'])('%s may be an app’s, and nobody else’s', (uri) => {
    expect(problem(uri, 'native')).toBeNull();
    for (const kind of ['spa', 'web'] as const) expect(problem(uri, kind)).toBe('uriScheme');
  });

  const refused: [string, UriProblem][] = [
    ['', 'required'],
    ['https://', 'uriInvalid'],
    ['https:app.example', 'uriForm'],
    ['https:///app.example', 'uriForm'],
    ['//app.example/cb', 'uriInvalid'],
    ['app.example/cb', 'uriInvalid'],
    [`https://app.example/${'x'.repeat(1_000)}`, 'uriTooLong'],
    ['http://app.example/cb', 'uriHttp'],
    ['http://localhost.evil.com/cb', 'uriHttp'],
    ['http://evil-localhost/cb', 'uriHttp'],
    ['http://127.0.0.1.evil.com/', 'uriHttp'],
    ['http://127.1/', 'uriForm'],
    ['http://0x7f.0.0.1/', 'uriForm'],
    ['http://2130706433/', 'uriForm'],
    ['http://0177.0.0.1/', 'uriForm'],
    ['http://[0:0:0:0:0:0:0:1]/', 'uriForm'],
    ['http://[::ffff:127.0.0.1]/', 'uriHttp'],
    ['http://[::2]/', 'uriHttp'],
    ['http://0.0.0.0/', 'uriHttp'],
    ['http://localhost./', 'uriHttp'],
    ['https://app.example./cb', 'uriHost'],
    ['https://good.example@evil.example/', 'uriUserinfo'],
    ['https://good@evil', 'uriUserinfo'],
    ['https://user:pass@app.example/', 'uriUserinfo'],
    ['https://@app.example/', 'uriUserinfo'],
    ['com.example.app://user@x/', 'uriUserinfo'],
    ['https://*.example/cb', 'uriWildcard'],
    ['https://app.example/*', 'uriWildcard'],
    ['https://app.example/cb#x', 'uriFragment'],
    ['https://app.example/cb#', 'uriFragment'],
    ['HTTPS://app.example/', 'uriInvalid'],
    ['https://APP.example/', 'uriForm'],
    ['https://app.example:443/', 'uriForm'],
    ['https://app.example:0/', 'uriPort'],
    ['https://app.example:65536/', 'uriInvalid'],
    ['https://app.example/a/../b', 'uriDots'],
    ['https://app.example/./b', 'uriDots'],
    ['https://app.example/%2e%2E/b', 'uriDots'],
    ['https://app.example/.%2e', 'uriDots'],
    ['com.example.app:a/../b', 'uriDots'],
    ['https://app.example\\@evil.example/', 'uriCharacters'],
    ['https:\\\\app.example', 'uriCharacters'],
    ['https://app.example/%5c..', 'uriCharacters'],
    ['https://app.example/%00', 'uriCharacters'],
    ['https://app.example/%zz', 'uriCharacters'],
    ['https://app.example/a b', 'uriCharacters'],
    [' https://app.example/', 'uriCharacters'],
    ['https://app.exa\tmple/', 'uriCharacters'],
    ['https://app.example/\n', 'uriCharacters'],
    ['https://app.example/\u0000', 'uriCharacters'],
    ['java\nscript:alert(1)', 'uriCharacters'],
    ['https://bücher.example/', 'uriAscii'],
    ['https://аpp.example/', 'uriAscii'],
    ['https://app。example/', 'uriAscii'],
    ['https://app.example/\u202e', 'uriAscii'],
    ['javascript:alert(1)', 'uriScheme'],
    ['data:text/html,x', 'uriScheme'],
    ['vbscript:x', 'uriScheme'],
    ['file:///etc/passwd', 'uriScheme'],
    ['blob:https://app.example/x', 'uriScheme'],
    ['ftp://app.example/', 'uriScheme'],
    ['ws://app.example/', 'uriScheme'],
    ['about:blank', 'uriScheme'],
    ['myapp:/cb', 'uriScheme'],
    ['com.example.app:', 'uriInvalid'],
    ['com.example.app:///', 'uriInvalid'],
    ['com.example.app:///x', 'uriHost'],
  ];
  it.each(refused)('%j is refused: %s', (uri, expected) => expect(problem(uri, 'native')).toBe(expected));

  it('says how it would be written', () => {
    expect(redirectUriProblem('https://APP.example:443/cb', 'web')).toEqual({ problem: 'uriForm', params: { form: 'https://app.example/cb' } });
  });

  const piece = fc.constantFrom('https', 'http', 'com.example.app', 'javascript', ':', '/', '//', '///', '\\', '@', '#', '*', '?', '.', '..', '%2e', '%00', 'localhost', '127.0.0.1', '[::1]', 'evil.com', 'app.example', ':80', ':443', 'ü', '\t', '\u0000', '\u200b', 'A', ' ', '%5c', ';', ',', '&', '=');
  const hostile = fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.array(piece, { maxLength: 9 }).map((parts) => parts.join('')), fc.string({ unit: 'binary', maxLength: 40 }).map((text) => `https://app.example/${text}`));
  it.prop([hostile, fc.constantFrom('spa' as const, 'native' as const, 'web' as const)], { numRuns: 3_000 })('that is taken says of itself only what every parser reads in it', (uri, kind) => {
    if (redirectUriProblem(uri, kind) !== null) return;
    const url = new URL(uri);
    expect([url.username, url.password, url.hash]).toEqual(['', '', '']);
    expect(uri).toMatch(/^[\x21-\x7e]+$/);
    expect(uri).not.toMatch(/[\\*#]/);
    expect(uri.split('?')[0]).not.toMatch(/\/\.\.?(\/|$)|^[^:]*:\/\/[^/]*@/);
    expect([url.href, url.href.replace(/\/$/, '')]).toContain(uri);
    if (url.protocol === 'http:') expect(['localhost', '[::1]'].includes(url.hostname) || /^127\.\d+\.\d+\.\d+$/.test(url.hostname)).toBe(true);
    else if (url.protocol !== 'https:') expect([kind, url.protocol.includes('.')]).toEqual(['native', true]);
  });

  it.prop([hostile])('never makes the check throw, and loopback is told by the whole host', (text) => {
    expect(() => originProblem(text)).not.toThrow();
    expect(isLoopbackHost(`localhost.${text}`)).toBe(false);
    expect(isLoopbackHost(`127.0.0.1.${text}`)).toBe(false);
  });
});

describe('an exact match', () => {
  it.prop([fc.webUrl(), fc.webUrl()])('is the same text', (a, b) => {
    for (const kind of ['spa', 'web'] as const) {
      expect(matchesRedirectUri(a, b, kind)).toBe(a === b);
      expect(matchesRedirectUri(a, a, kind)).toBe(true);
      for (const other of [`${a}/`, `${a}?x`, `${a}#`, ` ${a}`, a.replace('http', 'HTTP'), `${a}%20`]) expect(matchesRedirectUri(a, other, kind)).toBe(false);
    }
  });

  it.prop([fc.integer({ min: 1, max: 65_535 }), fc.constantFrom('127.0.0.1', '[::1]', 'localhost'), fc.constantFrom('', ':4711')])('leaves a native app the port of its own machine, and nobody else', (port, host, registeredPort) => {
    fc.pre(port !== 80);
    const [registered, asked] = [`http://${host}${registeredPort}/cb?x=1`, `http://${host}:${port}/cb?x=1`];
    expect(matchesRedirectUri(registered, asked, 'native')).toBe(true);
    for (const kind of ['spa', 'web'] as const) expect(matchesRedirectUri(registered, asked, kind)).toBe(registered === asked);
  });

  it.each([
    ['http://127.0.0.1/cb', 'http://127.0.0.1:5000/other'],
    ['http://127.0.0.1/cb', 'http://localhost:5000/cb'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:5000/cb?x'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:5000@evil.example/cb'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1.evil.example:5000/cb'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:5000/cb#x'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:5000/x/../cb'],
    ['http://localhost/cb', 'https://localhost:5000/cb'],
    ['https://app.example/cb', 'https://app.example:8443/cb'],
    ['com.example.app:/cb', 'com.example.app:/cb2'],
  ])('of %s is not %s', (registered, asked) => expect(matchesRedirectUri(registered, asked, 'native')).toBe(false));
});

describe('an origin', () => {
  it.each(['https://app.example', 'https://app.example:8443', 'http://localhost:3000', 'http://[::1]:80'.replace(':80', ':81')])('%s may be allowed', (origin) => expect(originProblem(origin)).toBeNull());
  it.each([
    ['https://app.example/', 'originForm'], ['https://app.example/cb', 'originForm'], ['https://app.example:443', 'originForm'], ['HTTPS://app.example', 'originForm'], ['https://a@b.example', 'originForm'],
    ['http://app.example', 'uriHttp'], ['*', 'uriWildcard'], ['null', 'uriInvalid'], ['com.example.app:/x', 'uriScheme'], ['https://bücher.example', 'uriAscii'],
  ])('%s is refused: %s', (origin, expected) => expect(originProblem(origin)?.problem).toBe(expected));
});
