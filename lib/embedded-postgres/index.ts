export { clusterOf, freePort, startPostgres, type PostgresCluster, type PostgresOptions } from './start-postgres';
