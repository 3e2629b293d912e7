import { AppError } from '@/lib/errors';
import type { PoolKey, Pools } from '../../pools';
import type { ServerTarget, TenantTarget } from '../../ports';
import { MysqlConnection, poolKeyOf, type Login } from './connection';
import { translateError } from './errors';

/** Where a tenant's tables are: a database of its own, and a login that reaches nothing else. */
export interface Place {
  database: string;
  role: string;
}

export function placeOf({ placement }: TenantTarget): Place {
  if (!placement.role) throw new AppError('invalid_state', { params: { reason: 'placement_without_role' } });
  return { database: placement.name, role: placement.role };
}

/** The way to connections: all through the pools' budget, all errors translated here. */
export class MysqlAccess {
  /** A tenant's way is the same for all its statements, and its key costs a hash. */
  private readonly ways = new WeakMap<TenantTarget, { login: Login; key: PoolKey }>();

  constructor(readonly pools: Pools<MysqlConnection>) {}

  /** A connection for a tenant's own statements, signed in as the tenant. */
  data<T>(target: TenantTarget, work: (connection: MysqlConnection) => Promise<T>): Promise<T> {
    let way = this.ways.get(target);
    if (!way) {
      const { database, role } = placeOf(target);
      const login: Login = { database, user: role, password: target.password ?? '' };
      way = { login, key: poolKeyOf(target.server, login) };
      this.ways.set(target, way);
    }
    return this.use(target.server, way.login, work, way.key);
  }

  /**
   * A direct connection as the server's own user, for DDL and locks.
   * @throws AppError `needs_direct_connection` when a pooler answers.
   */
  ddl<T>(server: ServerTarget, work: (connection: MysqlConnection) => Promise<T>): Promise<T> {
    return this.use(server, { ...loginOf(server), direct: true }, async (connection) => {
      if (connection.pooled) throw new AppError('needs_direct_connection', { params: { server: server.name } });
      return work(connection);
    });
  }

  /** A connection as the server's own user, through a pooler if there is one: for reading catalogues. */
  admin<T>(server: ServerTarget, work: (connection: MysqlConnection) => Promise<T>): Promise<T> {
    return this.use(server, loginOf(server), work);
  }

  /** Closes what is open to one database, before it is dropped. */
  async drainDatabase(server: ServerTarget, database: string): Promise<void> {
    await this.pools.drain(serverIdOf(server), (key) => key.database === database);
  }

  private async use<T>(server: ServerTarget, login: Login, work: (connection: MysqlConnection) => Promise<T>, key = poolKeyOf(server, login)): Promise<T> {
    const pooled = { id: serverIdOf(server), name: server.name, maxConnections: server.maxConnections };
    try {
      return await this.pools.use(pooled, key, () => MysqlConnection.open(server, login), work);
    } catch (error) {
      throw translateError(error, server.name);
    }
  }
}

export const serverIdOf = (server: ServerTarget): string => server.id ?? `unsaved ${server.host}:${server.port}`;

export const loginOf = ({ database, username, password }: ServerTarget): Login => ({ database, user: username, password });
