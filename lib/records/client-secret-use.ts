import { and, eq, inArray, lt } from 'drizzle-orm';
import type { RecordsContext } from './context';
import type { ClientSecretUse } from './ports';
import { TOUCH_EVERY_MS } from './sessions';

export function clientSecretUse({ db, tables, now }: RecordsContext): ClientSecretUse {
  const t = tables.clientSecretUse;
  return {
    async touch(tenantId, secretId) {
      const lastUsedAt = now();
      const setWhere = lt(t.lastUsedAt, new Date(lastUsedAt.getTime() - TOUCH_EVERY_MS));
      await db.use((q) => q.insert(t).values({ tenantId, secretId, lastUsedAt }).onConflictDoUpdate({ target: [t.tenantId, t.secretId], set: { lastUsedAt }, setWhere }));
    },
    async lastUsed(tenantId) {
      const rows = await db.use((q) => q.select().from(t).where(eq(t.tenantId, tenantId)));
      return new Map(rows.map((row) => [row.secretId, row.lastUsedAt.toISOString()]));
    },
    async forget(tenantId, secretIds) {
      if (secretIds.length > 0) await db.use((q) => q.delete(t).where(and(eq(t.tenantId, tenantId), inArray(t.secretId, [...secretIds]))));
    },
  };
}
