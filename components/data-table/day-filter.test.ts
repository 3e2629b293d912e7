import { describe, expect, it } from 'vitest';
import { dayOf, momentOf } from './day-filter';

describe('a day as a filter', () => {
  it.each(['2026-03-01', '2026-03-29', '2026-10-25', '2024-02-29', '2026-12-31'])('%s is told and read back the same, at either end', (day) => {
    for (const end of ['from', 'to'] as const) expect(dayOf(momentOf(day, end), end)).toBe(day);
  });
  it('holds the whole of the day', () => {
    expect(Date.parse(momentOf('2026-03-01', 'to')) - Date.parse(momentOf('2026-03-01', 'from'))).toBe(86_400_000);
  });
  it('is empty for what is none', () => {
    expect([momentOf('', 'from'), dayOf('', 'to'), dayOf('x', 'from')]).toEqual(['', '', '']);
  });
});
