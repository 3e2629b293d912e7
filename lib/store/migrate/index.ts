export { forSchema, loadMigrations, statementsOf, type Migration, type MigrationSet, type PromisedCatalog } from './load';
export { pendingOf, runMigrations, type LedgerRow, type MigrationTarget } from './run';
