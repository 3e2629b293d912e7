import type { PooledConnection, Pools } from '../pools';
import type { ServerTarget } from '../ports';

/** How long a connection test waits for a place of the budget. */
const TEST_WAIT_MS = 2_000;

/** A place of the server's budget for a connection test. */
export async function reservePlace<C extends PooledConnection>(pools: Pools<C>, target: ServerTarget, serverId: string): Promise<() => void> {
  // A server that is not saved has no budget yet; its test opens one connection.
  if (target.id === null) return () => undefined;
  return pools.of({ id: serverId, name: target.name, maxConnections: target.maxConnections }).reserve(TEST_WAIT_MS);
}
