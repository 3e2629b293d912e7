import { audited, SYSTEM_ACTOR } from '@/lib/audit/audited';
import type { FieldDefinition } from '@/lib/model/field';
import { isAppError } from '@/lib/errors';
import { openPlace, type FieldDeps } from './deps';
import { wantedColumn } from './wanted';

const PAGE = 200;

/**
 * Drops the columns of fields whose grace is over, with their data, and forgets the definitions. A tenant whose
 * database does not answer is tried again the next time.
 * @returns how many fields went
 */
export async function purgeHiddenFields(runtime: Pick<FieldDeps, 'store' | 'records' | 'log'>, now: Date = new Date()): Promise<number> {
  let purged = 0;
  let cursor: string | undefined;
  do {
    const page = await runtime.store.config.tenants.list({ limit: PAGE, cursor, status: 'ACTIVE' });
    for (const { slug, database } of page.items) {
      try {
        purged += await purgeOf(runtime, slug, database !== null, now);
      } catch (error) {
        if (!isAppError(error)) throw error;
        runtime.log.warn({ tenant: slug, code: error.code }, 'hidden fields could not be dropped yet');
      }
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return purged;
}

async function purgeOf(runtime: Pick<FieldDeps, 'store' | 'records'>, slug: string, hasDatabase: boolean, now: Date): Promise<number> {
  const config = runtime.store.config.fields(slug);
  const isOver = (field: FieldDefinition) => field.state === 'hidden' && field.work === null && field.hiddenUntil !== null && Date.parse(field.hiddenUntil) <= now.getTime();
  const over = (await config.list()).fields.filter(isOver);
  if (over.length === 0) return 0;
  const intent = { actor: SYSTEM_ACTOR, door: 'worker' as const, action: 'fields.purge', target: { type: 'fields', id: slug, tenant: slug }, changes: over.map(({ name, type }) => ({ path: `fields.${name}`, before: type, after: null })), ip: null };
  return audited(runtime.records, intent, () => purge(runtime, slug, hasDatabase, over, isOver));
}

async function purge(runtime: Pick<FieldDeps, 'store'>, slug: string, hasDatabase: boolean, over: readonly FieldDefinition[], isOver: (field: FieldDefinition) => boolean): Promise<number> {
  if (hasDatabase) {
    const { target, columns } = await openPlace(runtime, slug);
    await columns.apply(target, over.map((field) => ({ ...wantedColumn(field), presence: 'gone' as const })), 'swap');
  }
  // One that is being restored in this moment has work by now, and its column is made anew without data: it had its grace.
  const config = runtime.store.config.fields(slug);
  const gone = new Set(over.map((field) => field.id));
  await config.change('*', (fields) => fields.filter((field) => !gone.has(field.id) || !isOver(field)));
  return over.length;
}
