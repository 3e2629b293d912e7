import type { Owner } from '@/lib/model/account';
import { USER_FILTER_VALUES_MAX } from '@/lib/model/user';
import type { UsersRepository } from '@/lib/store/ports';

/** Whose the rows of one page are: one statement for a hundred users. */
export async function withOwners<T extends { userId: string }>(users: UsersRepository, rows: readonly T[]): Promise<(T & { user: Owner | null })[]> {
  const ids = [...new Set(rows.map((row) => row.userId))];
  const owners = new Map<string, Owner>();
  for (let from = 0; from < ids.length; from += USER_FILTER_VALUES_MAX) {
    const value = ids.slice(from, from + USER_FILTER_VALUES_MAX);
    const { items } = await users.list({ limit: USER_FILTER_VALUES_MAX, filters: [{ field: 'id', operator: 'in', value }] });
    for (const { id, email, name } of items) owners.set(id, { id, email, name });
  }
  return rows.map((row) => ({ ...row, user: owners.get(row.userId) ?? null }));
}
