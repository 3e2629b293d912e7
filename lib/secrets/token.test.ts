import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashToken, newToken } from './token';

describe('tokens', () => {
  it('are prefixed, 256 bits, and stored as SHA-256', () => {
    const { token, hash } = newToken();
    expect(token).toMatch(/^tnt_[\w-]{43}$/);
    expect(hash).toBe(createHash('sha256').update(token).digest('hex'));
    expect(hashToken(token)).toBe(hash);
  });

  it('never repeat', () => {
    expect(new Set(Array.from({ length: 1000 }, () => newToken('set_').token)).size).toBe(1000);
  });
});
