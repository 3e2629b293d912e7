import { hash } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { HASH_OF_NOBODY, hashPassword, needsRehash, verifyForNobody, verifyPassword } from './password';
import { PASSWORD_MAX_LENGTH } from './password-length';

describe('passwords', () => {
  it('verifies what it hashed and nothing else', async () => {
    const stored = await hashPassword('correct horse ñ 漢字');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(stored, 'correct horse ñ 漢字')).toBe(true);
    expect(await verifyPassword(stored, 'correct horse')).toBe(false);
    expect(await verifyPassword(stored, '')).toBe(false);
    expect(await hashPassword('correct horse ñ 漢字')).not.toBe(stored);
  });

  it('matches nothing against a broken hash, or a password of absurd length', async () => {
    expect(await verifyPassword('', 'x')).toBe(false);
    expect(await verifyPassword('$argon2id$broken', 'x')).toBe(false);
    const long = 'x'.repeat(PASSWORD_MAX_LENGTH + 1);
    expect(await verifyPassword(await hashPassword(long), long)).toBe(false);
  });

  it('asks for a rehash when parameters differ', async () => {
    expect(needsRehash(await hashPassword('x'))).toBe(false);
    expect(needsRehash(await hash('x', { memoryCost: 8192, timeCost: 2, parallelism: 1 }))).toBe(true);
  });

  it('spends on an unknown user what it spends on a known one', async () => {
    expect(needsRehash(HASH_OF_NOBODY)).toBe(false);
    expect(await verifyForNobody('anything')).toBe(false);
  });

  it('keeps its memory bounded when fifty people sign in at once', async () => {
    const stored = await hashPassword('correct horse');
    const before = process.memoryUsage.rss();
    let highest = before;
    const watch = setInterval(() => {
      highest = Math.max(highest, process.memoryUsage.rss());
    }, 2);
    const results = await Promise.all(Array.from({ length: 50 }, () => verifyPassword(stored, 'correct horse')));
    clearInterval(watch);
    expect(results.every(Boolean)).toBe(true);
    const threads = Number(process.env.UV_THREADPOOL_SIZE ?? 4);
    expect(highest - before).toBeLessThan((threads + 2) * 19_456 * 1024);
  });
});
