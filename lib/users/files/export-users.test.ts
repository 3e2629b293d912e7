import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { streamOf } from '@/lib/operations/stream-answer';
import type { User } from '@/lib/model/user';
import type { UserListQuery, UserPage } from '@/lib/store/ports';
import { exportUsers } from './export-users';

const PAGE = 500;
const MIB = 1_048_576;
const NOW = '2026-01-02T03:04:05.678Z';
const REQUEST = { query: { filters: [] }, format: 'csv', columns: undefined, bom: false } as const;

const userAt = (n: number): User => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, email: `user${n}@example.com`, emailVerified: true, status: 'active', name: `User ${n} ${'x'.repeat(200)}`, givenName: null, familyName: null,
  picture: null, locale: null, language: null, metadata: {}, disabledAt: null, disabledReason: null, disabledUntil: null, createdAt: NOW, updatedAt: NOW, customFields: {}, version: '1',
});

/** A table of that many users, made a page at a time as a server answers them. */
function table(rows: number) {
  const asked = { pages: 0 };
  const list = ({ cursor = '0', limit }: UserListQuery): Promise<UserPage> => {
    asked.pages += 1;
    const from = Number(cursor);
    const items = Array.from({ length: Math.min(limit, rows - from) }, (_, n) => userAt(from + n));
    return Promise.resolve({ items, nextCursor: from + limit < rows ? String(from + limit) : null, warnings: [] });
  };
  return { asked, users: { list } };
}

describe('an export', () => {
  it('reads no page before its reader has room for it', async () => {
    const { asked, users } = table(100 * PAGE);
    const reader = streamOf(await exportUsers(users, [], REQUEST, () => undefined)).getReader();
    const turns = async () => {
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    };
    await turns();
    expect(asked.pages).toBe(1);
    // The heading, and then a page a chunk.
    for (let chunk = 0; chunk < 4; chunk += 1) await reader.read();
    await turns();
    expect(asked.pages).toBeLessThanOrEqual(4);
    await reader.cancel();
    await turns();
    expect(asked.pages).toBeLessThanOrEqual(4);
  });

  it('takes no more memory for many users than for few', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const held = () => (collect(), process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers);
    const pages = process.env.TENANTRY_LONG ? 2_000 : 200;
    const { users } = table(pages * PAGE);
    let [rows, bytes, first, last] = [0, 0, 0, 0];
    for await (const chunk of streamOf(await exportUsers(users, [], REQUEST, (more) => (rows += more)))) {
      bytes += chunk.length;
      if (rows === 20 * PAGE) first = held();
      if (rows === (pages - 1) * PAGE) last = held();
    }
    expect(rows).toBe(pages * PAGE);
    expect(bytes).toBeGreaterThan(rows * 250);
    // What was written by then is many times that.
    expect(last - first).toBeLessThan(8 * MIB);
  });
});
