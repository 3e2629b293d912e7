'use server';

import { serverAction } from '@/lib/doors/action';
import { createTenant } from '@/lib/operations/tenants/create-tenant';
import { testDatabase } from '@/lib/operations/tenants/test-database';

export const createTenantAction = serverAction(createTenant);
export const testDatabaseAction = serverAction(testDatabase);
