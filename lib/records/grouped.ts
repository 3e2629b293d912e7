import { isAppError } from '@/lib/errors';

interface Waiting<T, R> {
  item: T;
  resolve(result: R): void;
  reject(error: unknown): void;
}

/**
 * Group commit: one call of `work` at a time, and what comes meanwhile goes together into the next, so that a durable
 * write costs its callers one wait for the disk and not one each. Order is kept.
 * @param work all or nothing; a result for each item, in their order. When it refuses a group, each is tried alone, so
 *   that nobody's item is another's failure; not when its server is out of reach.
 * @param most items of one group.
 */
export function grouped<T, R>(work: (items: readonly T[]) => Promise<readonly R[]>, most: number): (item: T) => Promise<R> {
  const queue: Waiting<T, R>[] = [];
  let working = false;

  async function settle(group: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await work(group.map(({ item }) => item));
      group.forEach(({ resolve }, at) => resolve(results[at] as R));
    } catch (error) {
      if (group.length === 1 || isAppError(error, 'server_unreachable')) group.forEach(({ reject }) => reject(error));
      else for (const one of group) await settle([one]);
    }
  }

  async function workOff(): Promise<void> {
    if (working) return;
    working = true;
    while (queue.length > 0) await settle(queue.splice(0, most));
    working = false;
  }

  return (item) =>
    new Promise<R>((resolve, reject) => {
      queue.push({ item, resolve, reject });
      void workOff();
    });
}
