import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refresher } from './refresher';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('reading again', () => {
  it('answers a burst once, each read one time', async () => {
    const read = vi.fn(() => Promise.resolve());
    const refresher = new Refresher(read);
    for (let n = 0; n < 50; n += 1) refresher.add([['runs'], ['overview']]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(read.mock.calls).toEqual([[[['runs'], ['overview']]]]);
  });

  it('waits for answers that are under way, and then reads once more what came meanwhile', async () => {
    let answer = () => undefined as void;
    const read = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)));
    const refresher = new Refresher(read);
    refresher.add([['runs']]);
    await vi.advanceTimersByTimeAsync(1_000);
    for (let n = 0; n < 50; n += 1) refresher.add([['runs']]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(read).toHaveBeenCalledTimes(1);
    answer();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('stops with the screen', async () => {
    const read = vi.fn(() => Promise.resolve());
    const refresher = new Refresher(read);
    refresher.add([['runs']]);
    refresher.stop();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(read).not.toHaveBeenCalled();
  });
});
