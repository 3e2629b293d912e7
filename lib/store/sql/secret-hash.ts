import { hashToken, newToken } from '@/lib/secrets/token';

/** SHA-256 of a secret, as the tables keep it: 32 bytes. */
export const secretHash = (token: string): Buffer => Buffer.from(hashToken(token), 'hex');

/** A new secret and what is stored of it. */
export function newSecret(prefix: string): { token: string; hash: Buffer } {
  const { token, hash } = newToken(prefix);
  return { token, hash: Buffer.from(hash, 'hex') };
}
