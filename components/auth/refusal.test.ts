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
    ['/sign-in', '/'],
    [undefined, '/'],
  ])('%s → %s', (next, expected) => {
    expect(safeNext(next)).toBe(expected);
  });
});
