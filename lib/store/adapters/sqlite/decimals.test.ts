import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromSortable, toSortable } from './decimals';

const digits = (max: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: max });
const decimal = fc.tuple(fc.boolean(), digits(20), fc.option(digits(12))).map(([minus, whole, fraction]) => `${minus ? '-' : ''}${whole}${fraction === null ? '' : `.${fraction}`}`);
/** The number times 10^12, exactly. */
const scaled = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const size = BigInt(whole + fraction.padEnd(12, '0'));
  return text.startsWith('-') ? -size : size;
};
const sign = (value: bigint): number => (value < 0n ? -1 : value > 0n ? 1 : 0);

describe('decimals as text', () => {
  it('are in the order of their numbers, byte by byte', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const [left, right] = [Buffer.from(toSortable(a)), Buffer.from(toSortable(b))];
        expect(Math.sign(Buffer.compare(left, right))).toBe(sign(scaled(a) - scaled(b)));
      }),
      { numRuns: 2_000 },
    );
  });
  it('come back as the same number, canonical', () => {
    fc.assert(fc.property(decimal, (text) => void expect(scaled(fromSortable(toSortable(text)))).toBe(scaled(text))));
    expect(['007.50', '-0', '-1.20', '1000000000000.0001', '.5'].map((text) => fromSortable(toSortable(text)))).toEqual(['7.5', '0', '-1.2', '1000000000000.0001', '0.5']);
  });
});
