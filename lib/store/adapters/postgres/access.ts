import { AppError } from '@/lib/errors';
import type { PoolKey, Pools } from '../../pools';
import type { ServerTarget, TenantTarget } from '../../ports';
import { quoteIdentifier } from '../../sql/quote-identifier';
import { PgConnection, poolKeyOf, type Login } from './connection';
import { translateError } from './errors';
import { TENANT_SCHEMA } from './names';
import { lacking } from './traits';

/** Where a tenant's tables are, by its isolation. */
export interface Place {
  /** Database that holds the schema. */
  database: string;
  schema: string;
  role: string;
  /** The pool logs in as the tenant's own user. */
  ownLogin: boolean;
}

export function placeOf({ server, placement }: TenantTarget): Place {
  if (!placement.role) throw new AppError('invalid_state', { params: { reason: 'placement_without_role' } });
  return placement.isolation === 'database'
    ? { database: placement.name, schema: TENANT_SCHEMA, role: placement.role, ownLogin: true }
    : { database: server.database, schema: placement.name, role: placement.role, ownLogin: false };
}

/** The way to connections: all through the pools' budget, all errors translated here. */
export class PgAccess {
  /** A tenant's way is the same for all its statements, and its key costs a hash. */
  private readonly ways = new WeakMap<TenantTarget, { login: Login; key: PoolKey }>();

  constructor(readonly pools: Pools<PgConnection>) {}

  /** A connection for a tenant's own statements. */
  data<T>(target: TenantTarget, work: (connection: PgConnection) => Promise<T>): Promise<T> {
    const { server } = target;
    let way = this.ways.get(target);
    if (!way) {
      const place = placeOf(target);
      const login: Login = place.ownLogin
        ? { database: place.database, user: place.role, password: target.password ?? '' }
        : { database: place.database, user: server.username, password: server.password };
      way = { login, key: poolKeyOf(server, login) };
      this.ways.set(target, way);
    }
    return this.use(server, way.login, work, way.key);
  }

  /**
   * A direct connection as the server's own user, for DDL and advisory locks.
   * @throws AppError `needs_direct_connection` when a pooler answers; `capability_unsupported` where the tenant's lock would not hold.
   */
  ddl<T>(server: ServerTarget, database: string, work: (connection: PgConnection) => Promise<T>): Promise<T> {
    const login: Login = { database, user: server.username, password: server.password, direct: true };
    return this.use(server, login, async (connection) => {
      const { engine } = connection.traits;
      if (lacking(connection.traits).length > 0) throw new AppError('capability_unsupported', { params: { capability: 'engine', driver: engine } });
      if (connection.pooled) throw new AppError('needs_direct_connection', { params: { server: server.name } });
      return work(connection);
    });
  }

  /** A connection as the server's own user, through a pooler if there is one: for reading catalogues. */
  admin<T>(server: ServerTarget, database: string, work: (connection: PgConnection) => Promise<T>): Promise<T> {
    return this.use(server, { database, user: server.username, password: server.password }, work);
  }

  /** Closes what is open to one database, before it is dropped. */
  async drainDatabase(server: ServerTarget, database: string): Promise<void> {
    await this.pools.drain(serverIdOf(server), (key) => key.database === database);
  }

  private async use<T>(server: ServerTarget, login: Login, work: (connection: PgConnection) => Promise<T>, key = poolKeyOf(server, login)): Promise<T> {
    const pooled = { id: serverIdOf(server), name: server.name, maxConnections: server.maxConnections };
    try {
      return await this.pools.use(pooled, key, () => PgConnection.open(server, login), work);
    } catch (error) {
      throw translateError(error, server.name);
    }
  }
}

export const serverIdOf = (server: ServerTarget): string => server.id ?? `unsaved ${server.host}:${server.port}`;

/** How long DDL waits for a lock before it gives up and is retried. */
const LOCK_TIMEOUT = '5s';

/** Runs `work` in a transaction with a lock timeout; undone on any error. */
export async function inTransaction<T>(connection: PgConnection, work: () => Promise<T>): Promise<T> {
  await connection.pipeline(['BEGIN', `SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`]);
  try {
    const result = await work();
    await connection.query('COMMIT');
    return result;
  } catch (error) {
    // A connection that cannot even roll back must not go back to the pool.
    await connection.query('ROLLBACK').catch(() => connection.destroy());
    throw error;
  }
}

/** `"schema"."table"`. */
export const qualified = (schema: string, table: string): string => `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
