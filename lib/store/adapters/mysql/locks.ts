import { AppError } from '@/lib/errors';
import type { TenantTarget } from '../../ports';
import type { MysqlConnection } from './connection';
import { lockNameOf } from './names';

/** How long another who works on the same tenant is waited for. */
const LOCK_SECONDS = 30;
const ANSWER_MS = (LOCK_SECONDS + 5) * 1_000;

/** The tenant's lock, of the whole server; it ends with the connection at the latest. */
export async function withTenantLock<T>(connection: MysqlConnection, { server, tenantId }: TenantTarget, work: () => Promise<T>): Promise<T> {
  const name = lockNameOf(tenantId);
  const { rows } = await connection.query<{ got: number | null }>('SELECT GET_LOCK(?, ?) AS got', [name, LOCK_SECONDS], ANSWER_MS);
  if (Number(rows[0]?.got ?? 0) !== 1) throw new AppError('server_unreachable', { params: { server: server.name, reason: 'lock' }, retryAfterSeconds: 2 });
  try {
    return await work();
  } finally {
    // A connection that cannot even do that must not go back to the pool with the lock.
    await connection.query('SELECT RELEASE_LOCK(?)', [name]).catch(() => connection.destroy());
  }
}
