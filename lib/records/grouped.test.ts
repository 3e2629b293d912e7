import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/errors';
import { grouped } from './grouped';

function gate(): { opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  return { opened: new Promise<void>((resolve) => (open = resolve)), open: () => open() };
}

describe('group commit', () => {
  it('puts what comes meanwhile into the next group, in order, and gives each its own result', async () => {
    const groups: number[][] = [];
    const first = gate();
    const call = grouped(async (items: readonly number[]) => {
      groups.push([...items]);
      if (groups.length === 1) await first.opened;
      return items.map((item) => item * 10);
    }, 3);
    const calls = [1, 2, 3, 4, 5].map(call);
    first.open();
    expect(await Promise.all(calls)).toEqual([10, 20, 30, 40, 50]);
    expect(groups).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('lets nobody fail for another: a group that is refused is tried one by one', async () => {
    const call = grouped(async (items: readonly number[]) => {
      await Promise.resolve();
      if (items.includes(3)) throw new AppError('validation_failed');
      return items;
    }, 10);
    const ended = await Promise.allSettled([1, 2, 3, 4].map(call));
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await call(5)).toBe(5);
  });

  it('does not ask a server that is out of reach once for each', async () => {
    let asked = 0;
    const first = gate();
    const call = grouped(async () => {
      asked += 1;
      await first.opened;
      throw new AppError('server_unreachable');
    }, 10);
    const calls = [1, 2, 3, 4].map(call);
    first.open();
    const ended = await Promise.allSettled(calls);
    expect(ended.every(({ status }) => status === 'rejected')).toBe(true);
    expect(asked).toBe(2);
  });
});
