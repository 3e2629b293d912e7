import { randomBytes, timingSafeEqual } from 'node:crypto';
import { AppError } from '@/lib/errors';
import { LIVE_SECRETS_MAX, type ClientConfig, type ClientSecret } from '@/lib/model/client';
import { hashToken, newToken } from '@/lib/secrets/token';

const PREFIX = 'tnc_';
const ID_BYTES = 8;
const HINT_LENGTH = 4;
/** Expired ones are kept to be seen, the latest of them. */
const EXPIRED_KEPT = 3;
const HASH_OF_NOTHING = '0'.repeat(64);

export const isLiveSecret = ({ expiresAt }: Pick<ClientSecret, 'expiresAt'>, now: number = Date.now()): boolean => expiresAt === null || Date.parse(expiresAt) > now;

/**
 * A new secret: 256 random bits, told once. Its SHA-256 is enough to keep: argon2 makes guessing dear where a person chose
 * the secret, and nobody guesses one of 2^256; it would only cost every call of a machine a tenth of a second.
 */
export function newClientSecret(now: Date, expiresAt: string | null): { secret: string; kept: ClientSecret } {
  const { token, hash } = newToken(PREFIX);
  return { secret: token, kept: { id: randomBytes(ID_BYTES).toString('hex'), hash, hint: token.slice(-HINT_LENGTH), createdAt: now.toISOString(), expiresAt } };
}

/**
 * A client's secrets with one more. @param othersExpireAt ends those that are live sooner than they would.
 * @throws AppError `invalid_state` when two are live already, or the client is public.
 */
export function withSecret(client: ClientConfig, kept: ClientSecret, othersExpireAt?: string): ClientSecret[] {
  if (client.type === 'public') throw new AppError('invalid_state', { params: { state: 'public_client' } });
  const sooner = (secret: ClientSecret): ClientSecret =>
    othersExpireAt !== undefined && isLiveSecret(secret) && (secret.expiresAt === null || secret.expiresAt > othersExpireAt) ? { ...secret, expiresAt: othersExpireAt } : secret;
  const others = client.secrets.map(sooner);
  const live = others.filter((secret) => isLiveSecret(secret));
  if (live.length >= LIVE_SECRETS_MAX) throw new AppError('invalid_state', { params: { state: 'two_secrets' } });
  const expired = others.filter((secret) => !isLiveSecret(secret)).slice(-EXPIRED_KEPT);
  return [...expired, ...live, kept];
}

export type SecretVerdict = { ok: true; secretId: string } | { ok: false; reason: 'unknown' | 'public' | 'wrong' | 'expired' };

/** Whether a secret is a client's. An unknown client costs the same comparison as one that is known. */
export function verdictOnSecret(client: ClientConfig | undefined, given: string, now: number = Date.now()): SecretVerdict {
  const hash = Buffer.from(hashToken(given), 'hex');
  const kept = client && client.secrets.length > 0 ? client.secrets : [{ id: '', hash: HASH_OF_NOTHING, expiresAt: null }];
  // All of them, whichever fits: how long it takes says nothing of which it was.
  const [fits] = kept.filter((secret) => timingSafeEqual(Buffer.from(secret.hash, 'hex'), hash) && secret.id !== '');
  if (!client) return { ok: false, reason: 'unknown' };
  if (client.type === 'public') return { ok: false, reason: 'public' };
  if (!fits) return { ok: false, reason: 'wrong' };
  return isLiveSecret(fits, now) ? { ok: true, secretId: fits.id } : { ok: false, reason: 'expired' };
}
