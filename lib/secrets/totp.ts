import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
const DIGITS = 6;
/** RFC 6238, 5.2: one step either way for slow typists and clocks that differ. */
const WINDOW_STEPS = 1;
/** RFC 4226, 4: 160 bits. */
const SECRET_BYTES = 20;

/**
 * Three of a million codes are right at any moment (RFC 6238, 5.2: one step either way). Beside the limit of
 * a quarter of an hour nobody gets more than this a day: who knows the password and tries for a year succeeds one time in fifty.
 */
export const GUESSES_A_DAY = 20;

/** A new secret, base32, as authenticators take it. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** The time step (RFC 6238, 4.2) that a code belongs to; null when it is none of those around `now`. */
export function totpStepOf(secret: string, code: string, now: Date = new Date()): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const timestamp = now.getTime();
  const delta = totpOf(secret).validate({ token: code, timestamp, window: WINDOW_STEPS });
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
}

/** The code of a moment. */
export const totpCode = (secret: string, at: Date = new Date()): string => totpOf(secret).generate({ timestamp: at.getTime() });

/** What an authenticator scans (Key URI Format). */
export const totpUri = (secret: string, { issuer, label }: { issuer: string; label: string }): string => totpOf(secret, { issuer, label }).toString();

function totpOf(secret: string, names: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({ ...names, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: DIGITS, period: PERIOD_SECONDS });
}
