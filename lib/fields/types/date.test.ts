import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { date } from './date';

it('is a day that exists', () => {
  expect(date.value({}).safeParse('2024-02-29').success).toBe(true);
  for (const value of ['2023-02-29', '2024-13-01', '0000-01-01', '24-01-01', '2024-1-1', '2024-01-01T00:00:00Z', '', 5]) expect(date.value({}).safeParse(value).success, String(value)).toBe(false);
});
it('keeps its limits', () => {
  expect(date.value({ min: '2020-01-01' }).safeParse('2019-12-31').error?.issues[0]).toMatchObject({ message: 'fieldTooSmall', params: { min: '2020-01-01' } });
  expect(date.check?.({ min: '2020-01-02', max: '2020-01-01' })).toHaveLength(1);
  expect(date.check?.({ min: 'soon' })).toEqual([{ path: 'min', message: 'invalid' }]);
});
it('comes back as the same day, as text or as the driver’s local midnight', () => {
  fc.assert(fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }), (moment) => {
    const day = moment.toISOString().slice(0, 10);
    const [year, month, at] = day.split('-').map(Number) as [number, number, number];
    expect(date.fromStored(day)).toBe(day);
    expect(date.fromStored(new Date(year, month - 1, at))).toBe(day);
  }));
});
