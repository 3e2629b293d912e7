import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { readRefusal, safeNext } from './refusal';

describe('readRefusal', () => {
  it('reads the codes of the sign-in door', () => {
    expect(readRefusal('rate_limited:840')).toEqual({ kind: 'rate_limited', seconds: 840 });
    expect(readRefusal('unauthenticated').kind).toBe('unauthenticated');
    expect(readRefusal('CredentialsSignin').kind).toBe('unauthenticated');
    expect(readRefusal('anything else').kind).toBe('internal');
  });
});

describe('safeNext', () => {
  it.each([
    ['/tenants?q=a', '/tenants?q=a'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/\n\\evil.example', '/'],
    ['/..//evil.example', '/'],
    ['/./\\evil.example', '/'],
    ['/tenants/../..//evil.example/a', '/'],
    ['javascript:alert(1)', '/'],
    [' //evil.example', '/'],
    ['/sign-in', '/'],
    ['/tenants/acme?next=//evil.example#x', '/tenants/acme?next=//evil.example#x'],
    [['/tenants', '/runs'], '/'],
    [undefined, '/'],
  ])('%j → %s', (next, expected) => {
    expect(safeNext(next)).toBe(expected);
  });

  const pieces = fc.constantFrom('/', '\\', '//', '.', '..', '\t', '\n', '\r', '\0', '\u001f', ' ', '@', ':', '?', '#', '%2f', '%5c', '%09', 'evil.example', 'https:', 'javascript:', 'user', '[::1]', '。', '／', '\u2028');
  test.prop([fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.array(pieces, { maxLength: 8 }).map((parts) => `/${parts.join('')}`))])('never leaves the site, whatever it is asked', (next) => {
    const path = safeNext(next);
    expect(new URL(path, 'https://console.example').origin).toBe('https://console.example');
    expect(path).toMatch(/^\/(?![/\\])/);
    expect([...path].every((letter) => letter > ' ')).toBe(true);
    expect(safeNext(path)).toBe(path);
  });
});
