import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { EnvironmentError } from '@/lib/env';
import { AppError } from '@/lib/errors';
import type { SecretBox } from './secretbox';

const VERSION = 'tnt1';
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** NIST SP 800-38D 8.2: 96 bits, random for each sealing. */
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_CHARS = 8;

interface LoadedKey {
  id: string;
  key: Buffer;
}

interface SealedParts {
  keyId: string;
  iv: Buffer;
  ciphertext: Buffer;
  tag: Buffer;
}

/**
 * AES-256-GCM under the given keys. Sealed text is `tnt1.<key id>.<iv>.<ciphertext and tag>`, base64url;
 * version, key id and owner are associated data, so none of them can be exchanged.
 *
 * @param base64Keys 32 bytes each; the first seals, all of them open.
 * @throws EnvironmentError naming `SECRETBOX_MASTER_KEY` when there is none or one is not 32 bytes.
 */
export function createSecretBox(base64Keys: readonly string[]): SecretBox {
  const keys = loadKeys(base64Keys);
  const [current] = keys;
  if (!current) throw badKey('missing (openssl rand -base64 32)');

  return {
    keyId: current.id,

    seal(plain, owner) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, current.key, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(associatedData(current.id, owner));
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [VERSION, current.id, iv.toString('base64url'), sealed.toString('base64url')].join('.');
    },

    open(sealed, owner) {
      const parts = parse(sealed);
      if (!parts) throw unopenable(owner, 'not a sealed value of this version');
      const key = keys.find((candidate) => candidate.id === parts.keyId);
      if (!key) throw unopenable(owner, `sealed with key ${parts.keyId}, which is not loaded`);
      const decipher = createDecipheriv(CIPHER, key.key, parts.iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(associatedData(key.id, owner));
      decipher.setAuthTag(parts.tag);
      try {
        return Buffer.concat([decipher.update(parts.ciphertext), decipher.final()]).toString('utf8');
      } catch {
        throw unopenable(owner, 'tampered with, or sealed for another owner or under another key');
      }
    },

    needsReseal(sealed) {
      return parse(sealed)?.keyId !== current.id;
    },
  };
}

function loadKeys(base64Keys: readonly string[]): LoadedKey[] {
  const keys: LoadedKey[] = [];
  for (const text of base64Keys) {
    const key = Buffer.from(text, 'base64');
    if (key.length !== KEY_BYTES) throw badKey('each key is base64 of 32 bytes (openssl rand -base64 32)');
    const id = createHash('sha256').update(key).digest('hex').slice(0, KEY_ID_CHARS);
    const known = keys.find((candidate) => candidate.id === id);
    if (known?.key.equals(key)) continue;
    if (known) throw badKey(`two keys share the id ${id}; make another one`);
    keys.push({ id, key });
  }
  return keys;
}

/** Newlines cannot stand in the version or the key id, so the three parts cannot run into each other. */
function associatedData(keyId: string, owner: string): Buffer {
  return Buffer.from(`${VERSION}\n${keyId}\n${owner}`, 'utf8');
}

function parse(sealed: string): SealedParts | null {
  const [version, keyId, ivText, sealedText, ...rest] = sealed.split('.');
  if (version !== VERSION || rest.length > 0 || !keyId || !ivText || !sealedText) return null;
  const iv = decodeCanonical(ivText);
  const body = decodeCanonical(sealedText);
  if (iv?.length !== IV_BYTES || !body || body.length < TAG_BYTES) return null;
  return { keyId, iv, ciphertext: body.subarray(0, -TAG_BYTES), tag: body.subarray(-TAG_BYTES) };
}

/** Node ignores stray characters and spare bits; a sealed value has exactly one spelling. */
function decodeCanonical(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}

function unopenable(owner: string, reason: string): AppError {
  return new AppError('internal', { cause: new Error(`secret of ${owner} does not open: ${reason}`) });
}

function badKey(reason: string): EnvironmentError {
  return new EnvironmentError([{ variable: 'SECRETBOX_MASTER_KEY', reason }]);
}
