import { and, eq, gt, inArray, isNull, max } from 'drizzle-orm';
import type { RecordsContext } from './context';
import type { OneTimePurpose, OneTimeTokens } from './ports';

export function oneTimeTokens({ db, tables, now }: RecordsContext): OneTimeTokens {
  const t = tables.oneTimeToken;
  const usable = (purpose: OneTimePurpose, hash: string) => and(eq(t.purpose, purpose), eq(t.hash, hash), isNull(t.usedAt), gt(t.expiresAt, now()));
  return {
    async create({ purpose, hash, ttlMs }) {
      const createdAt = now();
      await db.use((q) => q.insert(t).values({ purpose, hash, createdAt, expiresAt: new Date(createdAt.getTime() + ttlMs), usedAt: null }));
    },
    isValid: async (purpose, hash) => (await db.use((q) => q.select({ hash: t.hash }).from(t).where(usable(purpose, hash)))).length > 0,
    async purposeOf(hash) {
      const [row] = await db.use((q) => q.select({ purpose: t.purpose }).from(t).where(and(eq(t.hash, hash), isNull(t.usedAt), gt(t.expiresAt, now()))));
      return row?.purpose ?? null;
    },
    async open(purposes) {
      if (purposes.length === 0) return new Map();
      const good = and(inArray(t.purpose, [...purposes]), isNull(t.usedAt), gt(t.expiresAt, now()));
      const rows = await db.use((q) => q.select({ purpose: t.purpose, until: max(t.expiresAt) }).from(t).where(good).groupBy(t.purpose));
      return new Map(rows.flatMap(({ purpose, until }) => (until ? [[purpose, until.toISOString()] as const] : [])));
    },
    async lastMade(purpose) {
      const [row] = await db.use((q) => q.select({ at: max(t.createdAt) }).from(t).where(eq(t.purpose, purpose)));
      return row?.at?.toISOString() ?? null;
    },
    // One conditional update: of two that come at once, one finds it unused.
    consume: async (purpose, hash) =>
      (await db.use((q) => q.update(t).set({ usedAt: now() }).where(usable(purpose, hash)).returning({ hash: t.hash }))).length > 0,
    async voidAll(purpose) {
      await db.use((q) => q.delete(t).where(eq(t.purpose, purpose)));
    },
  };
}
