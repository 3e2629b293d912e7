export { forSchema, loadMigrations, statementsOf, type Migration, type MigrationSet, type PromisedCatalog } from './load';
export { FIRST_USE, FirstUse, type AroundMigration } from './first-use';
export { standingOf } from './standing';
export { pendingOf, runMigrations, type LedgerRow, type MigrationTarget } from './run';
