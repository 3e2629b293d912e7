import { createHash, randomBytes } from 'node:crypto';

/** What makes a secret of ours recognisable to secret scanners. */
export const API_TOKEN_PREFIX = 'tnt_';
const TOKEN_BYTES = 32;

/** A new random secret (256 bits, base64url) and the only thing that is stored of it. */
export function newToken(prefix: string = API_TOKEN_PREFIX): { token: string; hash: string } {
  const token = prefix + randomBytes(TOKEN_BYTES).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** SHA-256 in hex. Enough for a secret of 256 random bits; passwords need argon2id. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}
