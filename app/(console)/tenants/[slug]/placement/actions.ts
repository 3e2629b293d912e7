'use server';

import { serverAction } from '@/lib/doors/action';
import { placeTenant } from '@/lib/operations/tenants/place-tenant';
import { testDatabase } from '@/lib/operations/tenants/test-database';

export const placeTenantAction = serverAction(placeTenant);
export const testDatabaseAction = serverAction(testDatabase);
