import { expect, it } from 'vitest';
import { json, jsonProblem } from './json';

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

it('is anything but nothing', () => {
  for (const value of [{}, [], '', 'null', 0, false, { a: [null] }, { toJSON: 1 }, { constructor: 1 }]) expect(jsonProblem(value), JSON.stringify(value)).toBeNull();
  expect(jsonProblem(null)).toBe('fieldNotJson');
});
it('has a size, in bytes, and a depth', () => {
  expect(jsonProblem('x'.repeat(65_534))).toBeNull();
  expect(jsonProblem('x'.repeat(65_535))).toBe('fieldJsonTooLong');
  expect(jsonProblem('é'.repeat(32_768))).toBe('fieldJsonTooLong');
  expect(jsonProblem(nested(33))).toBeNull();
  expect(jsonProblem(nested(34))).toBe('fieldJsonTooDeep');
  expect(json.value({}).safeParse(nested(5_000)).error?.issues[0]).toMatchObject({ message: 'fieldJsonTooDeep', params: { max: 32 } });
});
it('is given up at once when it is far too much', () => {
  let read = 0;
  const huge = Array.from({ length: 60_000 }, () => new Proxy({ a: 'x'.repeat(100) }, { ownKeys: (target) => ((read += 1), Reflect.ownKeys(target)) }));
  expect(jsonProblem(huge)).toBe('fieldJsonTooLong');
  expect(read).toBeLessThan(1_000);
});
it('is read from a cell, where what is no JSON is no text either', () => {
  expect(json.fromText?.(' {"a": 1} ')).toEqual({ a: 1 });
  expect(json.value({}).safeParse(json.fromText?.('hello')).error?.issues[0]?.message).toBe('fieldNotJson');
  expect(json.value({}).safeParse(json.fromText?.(' '.repeat(10_000_000))).error?.issues[0]?.message).toBe('fieldJsonTooLong');
});
