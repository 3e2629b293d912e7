import { randomBytes } from 'node:crypto';

/** How many somebody gets at once. */
const CODES = 10;
/** Eighty bits, sixteen characters: what is stored of them cannot be guessed back. */
const BYTES = 10;
/** Crockford's base32: nobody reads 0 for O or 1 for L. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ten codes, none twice, for the day the authenticator is lost. */
export function newRecoveryCodes(random: () => Buffer = () => randomBytes(BYTES)): string[] {
  const codes = new Set<string>();
  while (codes.size < CODES) codes.add(newCode(random()));
  return [...codes];
}

/** As people type it, any case, with or without the hyphens, in the one spelling that is hashed. */
export const plainRecoveryCode = (code: string): string => code.replace(/[\s-]/g, '').toUpperCase();

function newCode(bytes: Buffer): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  const characters = Array.from({ length: 16 }, (_, index) => ALPHABET[Number((bits >> BigInt(5 * index)) & 31n)]).join('');
  return (characters.match(/.{4}/g) ?? []).join('-');
}
