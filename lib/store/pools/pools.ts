import type { PoolStatistics, ServerPoolTotals } from '../ports';
import { ServerPool } from './server-pool';
import { DEFAULT_LIMITS, type Lease, type PoolKey, type PoolLimits, type PooledConnection } from './types';

/** Shares of a server's budget that each kind of process takes; together they are the whole. */
export const POOL_SHARES = { web: 0.6, worker: 0.4 } as const;

/** One connection of each process's share is kept for the health probe, so that it never waits behind work. */
const PROBE_PLACES = 1;

export interface PooledServer {
  id: string;
  name: string;
  maxConnections: number;
}

export interface PoolsOptions {
  /** This process's part of every server's `maxConnections`, above 0 up to 1. */
  share?: number;
  limits?: Partial<Omit<PoolLimits, 'budget'>>;
}

/** What this process may open on a server, without the probe's connection. */
export function budgetOf(maxConnections: number, share: number): number {
  return Math.max(1, Math.floor(maxConnections * share) - PROBE_PLACES);
}

/** The pools of all servers, made when first asked for. */
export class Pools<C extends PooledConnection> {
  private readonly servers = new Map<string, { pool: ServerPool<C>; maxConnections: number }>();
  private readonly share: number;
  private readonly limits: Omit<PoolLimits, 'budget'>;

  constructor(options: PoolsOptions = {}) {
    this.share = options.share ?? POOL_SHARES.web;
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
  }

  of(server: PooledServer): ServerPool<C> {
    let found = this.servers.get(server.id);
    if (!found) {
      const pool = new ServerPool<C>(server, { ...this.limits, budget: budgetOf(server.maxConnections, this.share) });
      found = { pool, maxConnections: server.maxConnections };
      this.servers.set(server.id, found);
    } else if (found.maxConnections !== server.maxConnections) {
      found.maxConnections = server.maxConnections;
      found.pool.setBudget(budgetOf(server.maxConnections, this.share));
    }
    return found.pool;
  }

  /** Runs `work` on a leased connection and gives it back, whatever happens. */
  async use<T>(server: PooledServer, key: PoolKey, open: () => Promise<C>, work: (connection: C) => Promise<T>): Promise<T> {
    const lease: Lease<C> = await this.of(server).acquire(key, open);
    try {
      return await work(lease.connection);
    } finally {
      lease.release();
    }
  }

  async drain(serverId: string, matches?: (key: PoolKey) => boolean): Promise<void> {
    await this.servers.get(serverId)?.pool.drain(matches);
  }

  statistics(): PoolStatistics[] {
    return [...this.servers.values()].flatMap(({ pool }) => pool.statistics());
  }

  totals(): ServerPoolTotals[] {
    return [...this.servers.values()].map(({ pool }) => pool.totals());
  }

  async close(): Promise<void> {
    await Promise.all([...this.servers.values()].map(({ pool }) => pool.close()));
    this.servers.clear();
  }
}
