import { AppError } from '@/lib/errors';
import type { TenantSettings } from '@/lib/model/tenant';
import type { Store, TenantAccess } from '@/lib/store/ports';

/** What the present mode must be able to do for an operation on end users' data. */
export type DataPlaneCapability = 'users' | 'tokens' | 'mfa' | 'consents' | 'rbac' | 'emailFlows';

/** A tenant's data plane that is ready, with the settings it is to be used by. */
export interface TenantData {
  access: TenantAccess;
  settings: TenantSettings;
}

/**
 * The one place where an operation comes by a tenant's data plane.
 * @throws AppError `tenant_not_found`; `capability_unsupported` where the mode has no data plane for anybody; then whatever keeps this tenant's from answering.
 */
export async function tenantData(store: Store, slug: string, capability: DataPlaneCapability): Promise<TenantData> {
  const tenant = await store.config.tenants.current(slug);
  if (!tenant) throw new AppError('tenant_not_found', { params: { tenant: slug } });
  const access = await store.forTenant(slug);
  if (!access.hasDb() && !(await store.capabilities())[capability]) throw new AppError('capability_unsupported', { params: { capability } });
  await access.requireDb();
  return { access, settings: tenant.settings };
}

/** @throws AppError `not_found`. */
export async function requireUser({ users }: Pick<TenantAccess, 'users'>, id: string) {
  const user = await users.getById(id);
  if (!user) throw new AppError('not_found', { params: { what: 'user', id: id.slice(0, 64) } });
  return user;
}
