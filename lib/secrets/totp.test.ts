import { describe, expect, it } from 'vitest';
import { newTotpSecret, totpCode, totpStepOf, totpUri } from './totp';

/** RFC 6238, appendix B: the ASCII secret "12345678901234567890". */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('totp', () => {
  // The appendix gives eight digits; ours are the last six of them.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('makes the codes of RFC 6238 at %i', (seconds, code) => {
    const at = new Date(seconds * 1000);
    expect(totpCode(SECRET, at)).toBe(code);
    expect(totpStepOf(SECRET, code, at)).toBe(Math.floor(seconds / 30));
  });

  it('takes one step either way and says which it was, and none further', () => {
    const at = new Date(1_700_000_010_000);
    const step = Math.floor(at.getTime() / 30_000);
    for (const by of [-2, -1, 0, 1, 2]) {
      const code = totpCode(SECRET, new Date(at.getTime() + by * 30_000));
      expect(totpStepOf(SECRET, code, at)).toBe(Math.abs(by) > 1 ? null : step + by);
    }
  });

  it('takes nothing but six digits', () => {
    for (const code of ['', '12345', '1234567', 'abcdef', '12 345', '١٢٣٤٥٦']) expect(totpStepOf(SECRET, code)).toBeNull();
  });

  it('makes a secret of 160 bits, and an address that authenticators scan', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    expect(totpUri(secret, { issuer: 'Acme & Co', label: 'ada@example.com' })).toMatch(/^otpauth:\/\/totp\/Acme%20%26%20Co:ada%40example\.com\?/);
  });
});
