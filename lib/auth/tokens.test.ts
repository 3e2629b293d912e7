import { describe, expect, it } from 'vitest';
import { newToken } from '@/lib/secrets/token';
import { bearerSecret } from './tokens';

describe('bearer header', () => {
  it('answers the secret, whatever the case of the scheme', () => {
    const { token } = newToken();
    expect(bearerSecret(`Bearer ${token}`)).toBe(token);
    expect(bearerSecret(`bearer ${token} `)).toBe(token);
  });

  it.each([null, '', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a b', 'Bearer a,b', `Bearer ${'x'.repeat(300)}`])('refuses %s', (header) => {
    expect(bearerSecret(header)).toBeNull();
  });
});
