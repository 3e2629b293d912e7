import { randomUUID } from 'node:crypto';
import { and, desc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import type { RecordsTables } from '@/drizzle/schema/tables';
import { isoOrNull, type RecordsContext } from './context';
import { builtOnce } from './built-once';
import type { ApiToken, TokenRecords } from './ports';
import { TOUCH_EVERY_MS } from './sessions';
import { storableText } from './storable-text';

export function tokenRecords({ db, tables, now }: RecordsContext): TokenRecords {
  const t = tables.apiToken;
  // Every request of a script begins with it: built once.
  const byHash = builtOnce(db, (q) => q.select().from(t).where(eq(t.hash, sql.placeholder('hash'))));
  return {
    async create({ name, role, tenants, hash, createdBy, expiresAt }) {
      const row = { id: randomUUID(), name: storableText(name), role, tenants, hash, createdBy, createdAt: now(), expiresAt, lastUsedAt: null, revokedAt: null };
      await db.use((q) => q.insert(t).values(row));
      return toToken(row);
    },
    async findByHash(hash) {
      const [row] = await byHash({ hash });
      return row ? toToken(row) : null;
    },
    async get(id) {
      const [row] = await db.use((q) => q.select().from(t).where(eq(t.id, id)));
      return row ? toToken(row) : null;
    },
    async touch(id) {
      const moment = now();
      const stale = or(isNull(t.lastUsedAt), lt(t.lastUsedAt, new Date(moment.getTime() - TOUCH_EVERY_MS)));
      await db.use((q) => q.update(t).set({ lastUsedAt: moment }).where(and(eq(t.id, id), stale)));
    },
    list: async () => (await db.use((q) => q.select().from(t).orderBy(desc(t.createdAt), desc(t.id)))).map(toToken),
    revoke: async (id) =>
      (await db.use((q) => q.update(t).set({ revokedAt: now() }).where(and(eq(t.id, id), isNull(t.revokedAt))).returning({ id: t.id }))).length > 0,
    revokeAllOf: async (createdBy) =>
      (await db.use((q) => q.update(t).set({ revokedAt: now() }).where(and(eq(t.createdBy, createdBy), isNull(t.revokedAt))).returning({ id: t.id }))).length,
  };
}

function toToken({ hash: _hash, ...row }: RecordsTables['apiToken']['$inferSelect']): ApiToken {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: isoOrNull(row.expiresAt),
    lastUsedAt: isoOrNull(row.lastUsedAt),
    revokedAt: isoOrNull(row.revokedAt),
  };
}
