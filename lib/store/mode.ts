import type { StoreCapabilities } from './capabilities';
import type { StoreMode } from './ports';

/** What is configured decides; nobody sets a mode by hand. */
export function detectMode(has: { globalDb: boolean; tenantDb: boolean }): StoreMode {
  if (has.globalDb) return has.tenantDb ? 'full_db' : 'fs_global_db';
  return has.tenantDb ? 'fs_tenant_db' : 'fs_only';
}

/**
 * What the product can do in a mode. Whatever belongs to end users needs a tenant database; what this
 * version has no repository for is not claimed in any mode.
 */
export function capabilitiesOf(mode: StoreMode): StoreCapabilities {
  const dataPlane = mode === 'fs_tenant_db' || mode === 'full_db';
  return {
    users: dataPlane,
    tokens: dataPlane,
    mfa: dataPlane,
    consents: dataPlane,
    rbac: dataPlane,
    emailFlows: dataPlane,
    globalSync: mode === 'fs_global_db' || mode === 'full_db',
    readOnly: false,
    leader: true,
  };
}
