import { hash, verify } from '@node-rs/argon2';
import { PASSWORD_MAX_LENGTH } from './password-length';

/**
 * argon2id as the OWASP Password Storage Cheat Sheet asks: 19 MiB, 2 passes, 1 lane.
 * The work runs on libuv's thread pool, so however many people sign in at once, only as many
 * hashes are computed (and only as many 19 MiB blocks taken) as it has threads: four, unless
 * `UV_THREADPOOL_SIZE` says otherwise. The rest wait in its queue.
 */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const ENCODED_PREFIX = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`;

/** Of a random password nobody knows, under {@link PARAMETERS}; verified against when there is no such user. */
export const HASH_OF_NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$+vPMyCUA0YEQ19SUEy9uUg$/u4xgAPCYJQK4y18dsTs3hWc/IUl8S/vkbxu5Mn9wG0';

/** Hashes a password; the answer carries algorithm, parameters and salt. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

/** Whether a password belongs to a hash. A hash that cannot be read matches nothing. */
export async function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  if (password.length > PASSWORD_MAX_LENGTH) return false;
  try {
    return await verify(passwordHash, password);
  } catch {
    return false;
  }
}

/** Costs what {@link verifyPassword} costs and answers false: an unknown user is not told by the clock. */
export async function verifyForNobody(password: string): Promise<false> {
  await verifyPassword(HASH_OF_NOBODY, password);
  return false;
}

/** True when a hash was made with other parameters than today's. */
export function needsRehash(passwordHash: string): boolean {
  return !passwordHash.startsWith(ENCODED_PREFIX);
}
