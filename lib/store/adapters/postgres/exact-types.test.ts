import { describe, expect, it } from 'vitest';
import { exactMoment } from './exact-types';

describe('exactMoment', () => {
  it.each([
    ['2026-11-21 05:52:00.123456+00', '2026-11-21T05:52:00.123456Z'],
    ['2026-11-21 05:52:00+00', '2026-11-21T05:52:00.000000Z'],
    ['2026-11-21 05:52:00.1+00', '2026-11-21T05:52:00.100000Z'],
    ['2026-11-21 00:30:00.000001+05:30', '2026-11-20T19:00:00.000001Z'],
    ['2026-11-21 05:52:00.5-03', '2026-11-21T08:52:00.500000Z'],
    ['infinity', 'infinity'],
  ])('%s', (text, moment) => expect(exactMoment(text)).toBe(moment));
});
