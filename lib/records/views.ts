import { randomUUID } from 'node:crypto';
import { and, asc, count, eq, ne } from 'drizzle-orm';
import type { RecordsTables } from '@/drizzle/schema/tables';
import type { SavedView } from '@/lib/model/saved-view';
import type { RecordsContext } from './context';
import type { ViewRecords, ViewList } from './ports';
import { storableText } from './storable-text';

export function viewRecords({ db, tables, now }: RecordsContext): ViewRecords {
  const t = tables.savedView;
  const ofList = ({ ownerId, list, tenantId }: ViewList) => and(eq(t.ownerId, ownerId), eq(t.list, list), eq(t.tenantId, tenantId ?? ''));
  const own = (ownerId: string, id: string) => and(eq(t.ownerId, ownerId), eq(t.id, id));
  return {
    list: async (of) => (await db.use((q) => q.select().from(t).where(ofList(of)).orderBy(asc(t.createdAt), asc(t.id)))).map(toView),
    save: ({ ownerId, list, tenantId, address, ...rest }, { perList, perOwner }) =>
      db.transaction(async (q) => {
        // Bounds and names are compared with what is there: one writer at a time.
        await q.lock('saved-view');
        const name = storableText(rest.name);
        const moment = now();
        const [kept] = await q.update(t).set({ address, updatedAt: moment }).where(and(ofList({ ownerId, list, tenantId }), eq(t.name, name))).returning();
        if (kept) return toView(kept);
        const [here] = await q.select({ rows: count() }).from(t).where(ofList({ ownerId, list, tenantId }));
        const [all] = await q.select({ rows: count() }).from(t).where(eq(t.ownerId, ownerId));
        if ((here?.rows ?? 0) >= perList || (all?.rows ?? 0) >= perOwner) return null;
        const row = { id: randomUUID(), ownerId, list, tenantId: tenantId ?? '', name, address, isDefault: false, createdAt: moment, updatedAt: moment };
        await q.insert(t).values(row);
        return toView(row);
      }),
    rename: (ownerId, id, newName) =>
      db.transaction(async (q) => {
        await q.lock('saved-view');
        const name = storableText(newName);
        const [view] = await q.select().from(t).where(own(ownerId, id));
        if (!view) return null;
        const others = await q.select({ id: t.id }).from(t).where(and(ofList(view), eq(t.name, name), ne(t.id, id)));
        if (others.length > 0) return 'taken';
        const [renamed] = await q.update(t).set({ name, updatedAt: now() }).where(own(ownerId, id)).returning();
        return renamed ? toView(renamed) : null;
      }),
    setDefault: (ownerId, id, isDefault) =>
      db.transaction(async (q) => {
        await q.lock('saved-view');
        const [view] = await q.select().from(t).where(own(ownerId, id));
        if (!view) return null;
        await q.update(t).set({ isDefault: false }).where(and(ofList(view), eq(t.isDefault, true)));
        const [changed] = await q.update(t).set({ isDefault, updatedAt: now() }).where(own(ownerId, id)).returning();
        return changed ? toView(changed) : null;
      }),
    async remove(ownerId, id) {
      const [removed] = await db.use((q) => q.delete(t).where(own(ownerId, id)).returning());
      return removed ? toView(removed) : null;
    },
  };
}

function toView({ ownerId: _owner, tenantId: _tenant, ...row }: RecordsTables['savedView']['$inferSelect']): SavedView {
  return { ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
}
