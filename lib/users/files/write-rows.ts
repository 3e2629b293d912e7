import { isAppError, type AppError } from '@/lib/errors';
import type { TenantAccess } from '@/lib/store/ports';
import { endSessionsOf } from '../end-sessions';
import { disabling, type Decision } from './decide-rows';
import type { RowIssue } from './read-user';

type Create = Extract<Decision, { kind: 'create' }>;
type Update = Extract<Decision, { kind: 'update' }>;
type Refused = Extract<Decision, { kind: 'refuse' }>;

/** Writes what was decided. @returns the decisions as they came out: what the table refuses is refused, its neighbours are not */
export async function writeRows(access: Pick<TenantAccess, 'users' | 'sessions' | 'tokens'>, decided: readonly Decision[]): Promise<Decision[]> {
  const { users } = access;
  const creates = decided.filter((one): one is Create => one.kind === 'create' && !one.done);
  const updates = decided.filter((one): one is Update => one.kind === 'update');
  const refused = new Map<Decision, Refused>();
  await writeOrSplit(creates, (some) => users.createMany(some.map(({ user }) => user)), (one, error) => refused.set(one, refusal(one, error)));
  await writeOrSplit(
    updates,
    async (some) => {
      const missing = new Set(await users.updateMany(some));
      for (const one of some) if (missing.has(one.id)) refused.set(one, { kind: 'refuse', row: one.row, issues: [{ column: null, value: null, message: 'importGone' }] });
    },
    (one, error) => refused.set(one, refusal(one, error)),
  );
  for (const one of updates) if (!refused.has(one)) await changeAccount(access, one);
  return decided.map((one) => refused.get(one) ?? one);
}

/** All at once; where that is refused, each half by itself, down to the row that it is about. */
async function writeOrSplit<T>(items: readonly T[], write: (items: readonly T[]) => Promise<void>, refuse: (item: T, error: AppError) => void): Promise<void> {
  const [first] = items;
  if (first === undefined) return;
  try {
    await write(items);
  } catch (error) {
    if (!isAppError(error, 'conflict') && !isAppError(error, 'validation_failed')) throw error;
    if (items.length === 1) return refuse(first, error);
    const half = Math.ceil(items.length / 2);
    await writeOrSplit(items.slice(0, half), write, refuse);
    await writeOrSplit(items.slice(half), write, refuse);
  }
}

function refusal({ row }: Create | Update, error: AppError): Refused {
  const issues = error.issues.map(({ path, message, params }): RowIssue => ({ column: path.replace(/^customFields\./, ''), value: null, message: error.code === 'conflict' ? 'importValueTaken' : message, ...(params && { params }) }));
  return { kind: 'refuse', row, issues: issues.length > 0 ? issues : [{ column: null, value: null, message: 'importValueTaken' }] };
}

/** What ends sessions goes one by one, by the way of every other door. */
async function changeAccount(access: Pick<TenantAccess, 'users' | 'sessions' | 'tokens'>, { id, row, to }: Update): Promise<void> {
  if (to === 'active') await access.users.enable(id);
  if (to === 'disabled') {
    await access.users.disable(id, disabling(row));
    await endSessionsOf(access, id, 'user_disabled');
  }
  if (row.passwordHash === undefined) return;
  await access.users.setPassword(id, { hash: row.passwordHash, temporary: false });
  await endSessionsOf(access, id, 'password_changed');
}
