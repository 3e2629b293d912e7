export { Pools, POOL_SHARES, budgetOf, type PoolsOptions, type PooledServer } from './pools';
export { ServerPool } from './server-pool';
export { DEFAULT_LIMITS, type Lease, type PoolKey, type PoolLimits, type PooledConnection } from './types';
