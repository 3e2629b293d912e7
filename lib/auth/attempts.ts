import { AppError } from '@/lib/errors';
import type { Records } from '@/lib/records/ports';

/**
 * Counts an attempt before it is looked at, across processes.
 * @throws AppError `rate_limited` over the limit of the window.
 */
export async function countAttempt({ limits }: Pick<Records, 'limits'>, key: string, limit: number, windowMs: number): Promise<void> {
  const hit = await limits.hit(key, limit, windowMs);
  if (hit.allowed) return;
  const seconds = Math.max(1, Math.ceil(hit.retryAfterMs / 1000));
  throw new AppError('rate_limited', { retryAfterSeconds: seconds, params: { seconds } });
}
