import { describe, expect, it } from 'vitest';
import type { ConsoleSession } from '@/lib/records/ports';
import { GRACE_MS, createGraceMemory } from './session-memory';

const session = (id: string): ConsoleSession => ({
  id,
  adminId: 'a',
  createdAt: '2026-01-01T00:00:00.000Z',
  lastSeenAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2027-01-01T00:00:00.000Z',
  revokedAt: null,
  ip: null,
  userAgent: null,
});

describe('session memory', () => {
  it('recalls for five minutes and not longer', () => {
    let now = 0;
    const memory = createGraceMemory<ConsoleSession>(() => now);
    memory.remember('s', session('s'));
    now = GRACE_MS;
    expect(memory.recall('s')?.id).toBe('s');
    now += 1;
    expect(memory.recall('s')).toBeNull();
  });

  it('forgets what was revoked, and the oldest when it is full', () => {
    const memory = createGraceMemory<ConsoleSession>();
    memory.remember('revoked', session('revoked'));
    memory.forget('revoked');
    expect(memory.recall('revoked')).toBeNull();
    for (let i = 0; i <= 1000; i += 1) memory.remember(`s${i}`, session(`s${i}`));
    expect(memory.recall('s0')).toBeNull();
    expect(memory.recall('s1000')).not.toBeNull();
  });
});
