import type { Principal } from '@/lib/auth/principal';
import { AppError, invalidField } from '@/lib/errors';
import { TENANT_LISTS, type ListName } from '@/lib/model/lists';
import type { ViewList } from '@/lib/records';
import type { Runtime } from '@/lib/runtime';

/**
 * The list a call names, of its caller. Views hang on the tenant's id: a later tenant of the same slug inherits none.
 * @throws AppError `validation_failed` when a tenant's list lacks its tenant; `tenant_not_found`
 */
export async function listOfViews({ store }: Pick<Runtime, 'store'>, principal: Principal, { list, tenant }: { list: ListName; tenant?: string | undefined }): Promise<ViewList> {
  const ownerId = principal.id;
  if (!TENANT_LISTS.includes(list)) return { ownerId, list, tenantId: null };
  if (!tenant) throw invalidField('tenant', 'required');
  const found = await store.config.tenants.get(tenant);
  if (!found) throw new AppError('tenant_not_found', { params: { tenant } });
  return { ownerId, list, tenantId: found.id };
}
