import { fc, it } from '@fast-check/vitest';
import { randomBytes } from 'node:crypto';
import { describe, expect } from 'vitest';
import { isAppError } from '@/lib/errors';
import { createSecretBox } from './create-secret-box';
import type { SecretBox } from './secretbox';

const newKey = () => randomBytes(32).toString('base64');
const key = newKey();
const box = createSecretBox([key]);
const text = fc.string({ unit: 'grapheme', maxLength: 200 });
const owner = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });

function refusal(opener: SecretBox, sealed: string, of: string): unknown {
  try {
    opener.open(sealed, of);
  } catch (error) {
    return error;
  }
  return null;
}

describe('secretbox', () => {
  it.prop([text, owner])('opens what it sealed, and the text has four printable parts', (plain, of) => {
    const sealed = box.seal(plain, of);
    expect(box.open(sealed, of)).toBe(plain);
    expect(sealed).toMatch(/^tnt1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]+$/);
  });

  it.prop([text, owner])('never seals alike twice', (plain, of) => {
    expect(box.seal(plain, of)).not.toBe(box.seal(plain, of));
  });

  it.prop([text, owner, fc.nat(), fc.integer({ min: 1, max: 127 })])('refuses a change of any one character', (plain, of, at, by) => {
    const sealed = box.seal(plain, of);
    const index = at % sealed.length;
    const other = String.fromCharCode((sealed.charCodeAt(index) + by) % 128);
    fc.pre(other !== sealed[index]);
    const tampered = sealed.slice(0, index) + other + sealed.slice(index + 1);
    expect(isAppError(refusal(box, tampered, of), 'internal')).toBe(true);
  });

  it('refuses every single changed bit of every part', () => {
    const sealed = box.seal('correct horse', 'server/1/password');
    const parts = sealed.split('.');
    for (const index of [2, 3]) {
      const bytes = Buffer.from(parts[index] ?? '', 'base64url');
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const changed = Buffer.from(bytes);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const tampered = parts.map((part, i) => (i === index ? changed.toString('base64url') : part)).join('.');
        expect(isAppError(refusal(box, tampered, 'server/1/password'), 'internal')).toBe(true);
      }
    }
  });

  it.prop([text, owner, fc.nat()])('refuses a shortened value', (plain, of, cut) => {
    const sealed = box.seal(plain, of);
    expect(isAppError(refusal(box, sealed.slice(0, cut % sealed.length), of), 'internal')).toBe(true);
  });

  it.prop([text, owner, owner])('refuses another owner', (plain, of, other) => {
    fc.pre(of !== other);
    expect(isAppError(refusal(box, box.seal(plain, of), other), 'internal')).toBe(true);
  });

  it.prop([text, owner])('refuses another key, even one made to claim the same id', (plain, of) => {
    const stranger = createSecretBox([newKey()]);
    expect(isAppError(refusal(stranger, box.seal(plain, of), of), 'internal')).toBe(true);
    const disguised = stranger.seal(plain, of).replace(stranger.keyId, box.keyId);
    expect(isAppError(refusal(box, disguised, of), 'internal')).toBe(true);
  });

  it.prop([text, owner])('opens with an older key after a rotation, and says what to seal again', (plain, of) => {
    const rotated = createSecretBox([newKey(), key]);
    const old = box.seal(plain, of);
    expect(rotated.open(old, of)).toBe(plain);
    expect(rotated.needsReseal(old)).toBe(true);
    const renewed = rotated.seal(rotated.open(old, of), of);
    expect(rotated.needsReseal(renewed)).toBe(false);
    expect(isAppError(refusal(box, renewed, of), 'internal')).toBe(true);
  });

  it.prop([fc.string()])('says nothing of the value or the key when it refuses', (garbage) => {
    const error = refusal(box, garbage, 'tenant/1/smtp.password');
    expect(isAppError(error, 'internal')).toBe(true);
    expect((error as Error).message).toBe('internal');
    expect(JSON.stringify(error)).not.toContain(key);
  });

  it('names the variable when a key is missing or has the wrong length', () => {
    expect(() => createSecretBox([])).toThrow(/^SECRETBOX_MASTER_KEY: /);
    expect(() => createSecretBox([randomBytes(16).toString('base64')])).toThrow(/^SECRETBOX_MASTER_KEY: .*32 bytes/);
  });
});
