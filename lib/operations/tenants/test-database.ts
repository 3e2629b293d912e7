import { z } from 'zod';
import { connectionTestSchema } from '@/lib/model/server';
import { placementInputSchema } from '@/lib/model/tenant';
import { testOwnServer } from '@/lib/tenants/own-server';
import { defineOperation } from '../define-operation';

export const testDatabase = defineOperation({
  name: 'tenants.testDatabase',
  kind: 'read',
  permission: 'tenants:create',
  summary: "Test the connection string of a tenant's own server before it is used, check by check",
  example: { dsn: 'postgres://user:password@db.example.com:5432/acme' },
  input: z.object({ dsn: placementInputSchema.shape.dsn.unwrap() }),
  output: connectionTestSchema,
  errors: ['host_denied', 'unknown_driver'],
  rest: { method: 'POST', path: '/tenant-databases/test' },
  handler: async ({ dsn }, { runtime, signal }) => (await testOwnServer(runtime, dsn, signal)).test,
});
