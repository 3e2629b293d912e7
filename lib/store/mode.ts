import type { StoreCapabilities } from './capabilities';
import type { StoreMode } from './ports';

/** What is configured decides; nobody sets a mode by hand. */
export function detectMode(has: { globalDb: boolean; tenantDb: boolean }): StoreMode {
  if (has.globalDb) return has.tenantDb ? 'full_db' : 'fs_global_db';
  return has.tenantDb ? 'fs_tenant_db' : 'fs_only';
}

/** What a mode can do. Whatever belongs to end users needs a tenant database. */
export function capabilitiesOf(mode: StoreMode): StoreCapabilities {
  const tenantDb = mode === 'fs_tenant_db' || mode === 'full_db';
  return {
    users: tenantDb,
    tokens: tenantDb,
    mfa: tenantDb,
    consents: tenantDb,
    rbac: tenantDb,
    emailFlows: tenantDb,
    globalSync: mode === 'fs_global_db' || mode === 'full_db',
    readOnly: false,
    leader: true,
  };
}
