import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { AppError } from '@/lib/errors';
import { backoffMs, classifyError } from './classify-error';

describe('classifyError', () => {
  test.each([
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'server_unreachable', true],
    [new Error('outer', { cause: Object.assign(new Error('x'), { code: '55P03' }) }), 'conflict', true],
    [Object.assign(new Error('x'), { code: '42501' }), 'server_privilege_missing', false],
    [new AppError('physical_name_taken', { params: { name: 'x' } }), 'physical_name_taken', false],
    [new AppError('pool_exhausted'), 'pool_exhausted', true],
    [new TypeError('boom'), 'internal', true],
    ['text', 'internal', true],
  ])('%s is %s', (error, code, transient) => expect(classifyError(error)).toMatchObject({ code, transient }));
});

test.prop([fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0, max: 1, noNaN: true })])('a wait is at least half of its step and never over the cap', (attempt, random) => {
  const wait = backoffMs(attempt, { firstMs: 1_000, maxMs: 60_000 }, () => random);
  expect(wait).toBeGreaterThanOrEqual(500);
  expect(wait).toBeLessThanOrEqual(60_000);
});
