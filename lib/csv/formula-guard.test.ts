import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { guarded, unguarded } from './formula-guard';

test.each([
  ['=1+1', "'=1+1"],
  ['+34 600 000 000', "'+34 600 000 000"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-2+3', "'-2+3"],
  ['\t=1', "'\t=1"],
  ["'=1", "''=1"],
  ['-5', '-5'],
  ['-5.25', '-5.25'],
  ["O'Hara", "O'Hara"],
  ["'quoted'", "'quoted'"],
  ['', ''],
])('%j is written as %j', (cell, written) => {
  expect(guarded(cell)).toBe(written);
  expect(unguarded(written)).toBe(cell);
});

const risky = fc.tuple(fc.stringMatching(/^[='+@\t\r\n-]{0,4}$/), fc.string()).map((parts) => parts.join(''));

test.prop([risky])('comes back as it was, and begins like no formula', (cell) => {
  const written = guarded(cell);
  expect(unguarded(written)).toBe(cell);
  if (!/^-?\d+(\.\d+)?$/.test(cell)) expect(written).not.toMatch(/^[=+\-@\t\r\n]/);
});
