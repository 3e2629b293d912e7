import { AppError } from '@/lib/errors';

/** How long nobody knocks after a failed connection, ms. */
export const REST_MS = 1_000;

/**
 * Keeps callers from waiting, each for its own deadline, on a database that does not answer: after a
 * connection failed or a statement timed out they are refused at once, and from time to time one tries again.
 */
export class Breaker {
  private trippedAt: number | null = null;
  private trying = false;

  /** @param trips whether an error means that the database cannot be reached at all (not that one connection was lost). */
  constructor(
    private readonly trips: (error: unknown) => boolean,
    private readonly now: () => number = Date.now,
  ) {}

  /** @throws AppError `server_unreachable` without asking; else what `work` throws. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.trippedAt === null) return this.watch(work);
    if (this.trying || this.now() - this.trippedAt < REST_MS) throw new AppError('server_unreachable', { params: { server: 'records' }, retryAfterSeconds: 5 });
    this.trying = true;
    try {
      return await this.watch(work);
    } finally {
      this.trying = false;
    }
  }

  private async watch<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      this.trippedAt = null;
      return result;
    } catch (error) {
      this.trippedAt = this.trips(error) ? this.now() : null;
      throw error;
    }
  }
}
