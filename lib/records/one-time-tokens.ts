import { and, eq, gt, isNull } from 'drizzle-orm';
import type { RecordsContext } from './context';
import type { OneTimeTokens } from './ports';

export function oneTimeTokens({ db, tables, now }: RecordsContext): OneTimeTokens {
  const t = tables.oneTimeToken;
  const usable = (purpose: 'setup', hash: string) => and(eq(t.purpose, purpose), eq(t.hash, hash), isNull(t.usedAt), gt(t.expiresAt, now()));
  return {
    async create({ purpose, hash, ttlMs }) {
      const createdAt = now();
      await db.use((q) => q.insert(t).values({ purpose, hash, createdAt, expiresAt: new Date(createdAt.getTime() + ttlMs), usedAt: null }));
    },
    isValid: async (purpose, hash) => (await db.use((q) => q.select({ hash: t.hash }).from(t).where(usable(purpose, hash)))).length > 0,
    // One conditional update: of two that come at once, one finds it unused.
    consume: async (purpose, hash) =>
      (await db.use((q) => q.update(t).set({ usedAt: now() }).where(usable(purpose, hash)).returning({ hash: t.hash }))).length > 0,
    async voidAll(purpose) {
      await db.use((q) => q.delete(t).where(eq(t.purpose, purpose)));
    },
  };
}
