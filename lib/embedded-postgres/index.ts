export { clusterOf, freePort, isAlive, startPostgres, type PostgresCluster, type PostgresOptions } from './start-postgres';
export { EMBEDDED_DATABASES, startEmbedded } from './supervised';
