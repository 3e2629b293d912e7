import { expect, test } from 'vitest';
import { Breaker, REST_MS } from './breaker';

test('after a failed connection one tries from time to time, the others are refused at once', async () => {
  let now = 0;
  let asked = 0;
  const breaker = new Breaker((error) => (error as Error).message === 'down', () => now);
  const ask = (answer: () => Promise<string>) =>
    breaker.run(() => {
      asked += 1;
      return answer();
    });
  const down = () => Promise.reject(new Error('down'));
  await expect(ask(() => Promise.reject(new Error('refused row')))).rejects.toThrow('refused row');
  await expect(ask(down)).rejects.toThrow('down');
  await expect(ask(() => Promise.resolve('up'))).rejects.toMatchObject({ code: 'server_unreachable' });
  expect(asked).toBe(2);
  now += REST_MS;
  let give: (answer: string) => void = () => undefined;
  const trial = ask(() => new Promise<string>((resolve) => (give = resolve)));
  await expect(ask(() => Promise.resolve('up'))).rejects.toMatchObject({ code: 'server_unreachable' });
  give('up');
  expect(await trial).toBe('up');
  expect(await ask(() => Promise.resolve('up again'))).toBe('up again');
  expect(asked).toBe(4);
});
