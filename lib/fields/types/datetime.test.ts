import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { datetime } from './datetime';

const read = (value: unknown, validation = {}) => datetime.value(validation).safeParse(value);

it('is a moment, whatever zone it is told in', () => {
  expect(read('2024-02-29T12:00:00+02:00').data).toBe('2024-02-29T10:00:00.000Z');
  expect(read('2024-02-29t10:00:00.5z').data).toBe('2024-02-29T10:00:00.500Z');
});
it('refuses what names no moment', () => {
  for (const value of ['2024-02-29', '2024-02-29T10:00:00', '2024-02-30T10:00:00Z', '2024-01-01T24:00:00Z', '0000-01-01T00:00:00Z', 'now', 0]) expect(read(value).success, String(value)).toBe(false);
});
it('keeps its limits by moment, not by text', () => {
  expect(read('2024-01-01T01:00:00+02:00', { min: '2024-01-01T00:00:00Z' }).error?.issues[0]?.message).toBe('fieldTooSmall');
  expect(datetime.check?.({ min: '2024-01-01T00:00:00Z', max: '2024-01-01T00:30:00+01:00' })).toHaveLength(1);
});
it('comes back from the database as it went', () => {
  fc.assert(fc.property(fc.date({ min: new Date('0001-01-02'), max: new Date('9998-01-01'), noInvalidDate: true }), (moment) => {
    expect(datetime.fromStored(moment)).toBe(moment.toISOString());
    expect(read(moment.toISOString()).data).toBe(moment.toISOString());
  }));
});
