'use server';

import { serverAction } from '@/lib/doors/action';
import { createTenant } from '@/lib/operations/tenants/create-tenant';

export const createTenantAction = serverAction(createTenant);
