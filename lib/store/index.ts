/** The store's only door. */
export { standingOf, type AroundMigration } from './migrate';
export { openStore, type OpenStoreOptions } from './factory';
export { POOL_SHARES } from './pools';
export { connectionOf, serverPasswordOwner, tenantPasswordOwner } from './targets';
export { isBelow } from './adapters/sqlite/roots';
export { CHECK_DETAILS, type CheckDetail } from './check-details';
export type * from './ports';
export { FIELD_PHASES } from './field-ports';
export type { AdapterCapabilities, StoreCapabilities } from './capabilities';
export { createFile, openWriter, type Writer } from './adapters/fs/writer';
