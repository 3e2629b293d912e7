'use server';

import { serverAction } from '@/lib/doors/action';
import { getTenant } from '@/lib/operations/tenants/get-tenant';
import { updateTenant } from '@/lib/operations/tenants/update-tenant';

export const updateTenantAction = serverAction(updateTenant);
export const loadTenantAction = serverAction(getTenant);
