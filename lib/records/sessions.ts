import { randomBytes } from 'node:crypto';
import { and, desc, eq, isNull, lt, max, sql } from 'drizzle-orm';
import type { RecordsTables } from '@/drizzle/schema/tables';
import { builtOnce } from './built-once';
import { isoOrNull, type RecordsContext } from './context';
import type { ConsoleSession, SessionRecords } from './ports';
import { storableTextOrNull } from './storable-text';

/** "Last seen" is written at most this often per session, ms: a page makes many requests. */
export const TOUCH_EVERY_MS = 15_000;

export function sessionRecords({ db, tables, now }: RecordsContext): SessionRecords {
  const t = tables.consoleSession;
  // Every request of the console begins with it: built once.
  const byId = builtOnce(db, (q) => q.select().from(t).where(eq(t.id, sql.placeholder('id'))));
  return {
    async create({ adminId, ttlMs, ip, userAgent }) {
      const createdAt = now();
      const row = {
        id: randomBytes(24).toString('base64url'),
        adminId,
        createdAt,
        lastSeenAt: createdAt,
        expiresAt: new Date(createdAt.getTime() + ttlMs),
        revokedAt: null,
        ip: storableTextOrNull(ip),
        userAgent: storableTextOrNull(userAgent),
      };
      await db.use((q) => q.insert(t).values(row));
      return toSession(row);
    },
    async get(id) {
      const [row] = await byId({ id });
      return row ? toSession(row) : null;
    },
    async touch(id) {
      const moment = now();
      await db.use((q) => q.update(t).set({ lastSeenAt: moment }).where(and(eq(t.id, id), lt(t.lastSeenAt, new Date(moment.getTime() - TOUCH_EVERY_MS)))));
    },
    listFor: async (adminId) => (await db.use((q) => q.select().from(t).where(eq(t.adminId, adminId)).orderBy(desc(t.createdAt), desc(t.id)))).map(toSession),
    async revoke(id) {
      await db.use((q) => q.update(t).set({ revokedAt: now() }).where(and(eq(t.id, id), isNull(t.revokedAt))));
    },
    revokeAll: async (adminId) =>
      (await db.use((q) => q.update(t).set({ revokedAt: now() }).where(and(eq(t.adminId, adminId), isNull(t.revokedAt))).returning({ id: t.id }))).length,
    async lastSeen() {
      const rows = await db.use((q) => q.select({ adminId: t.adminId, at: max(t.lastSeenAt) }).from(t).groupBy(t.adminId));
      return new Map(rows.flatMap(({ adminId, at }) => (at ? [[adminId, at.toISOString()] as const] : [])));
    },
  };
}

function toSession(row: RecordsTables['consoleSession']['$inferSelect']): ConsoleSession {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: isoOrNull(row.revokedAt),
  };
}
