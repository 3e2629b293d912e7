import { z } from 'zod';
import { DRIVERS, isolationSchema } from '@/lib/model/common';
import { defineOperation } from '../define-operation';

export const capabilitiesSchema = z.object({
  users: z.boolean(),
  tokens: z.boolean(),
  mfa: z.boolean(),
  consents: z.boolean(),
  rbac: z.boolean(),
  emailFlows: z.boolean(),
  globalSync: z.boolean(),
  readOnly: z.boolean(),
  leader: z.boolean(),
});
export const modeSchema = z.enum(['fs_only', 'fs_global_db', 'fs_tenant_db', 'full_db']);

export const getMode = defineOperation({
  name: 'system.mode',
  kind: 'read',
  permission: 'system:read',
  summary: 'The mode in force and what it can do',
  input: z.object({}),
  output: z.object({
    mode: modeSchema,
    capabilities: capabilitiesSchema,
    /** Engines that tenants can live on, each with its isolations, the usual one first. */
    drivers: z.array(z.object({ driver: z.enum(DRIVERS), isolations: z.array(isolationSchema) })),
  }),
  errors: [],
  rest: { method: 'GET', path: '/mode' },
  handler: async (_input, { runtime: { store } }) => ({
    mode: await store.mode(),
    capabilities: await store.capabilities(),
    drivers: store.drivers().map(({ driver, isolations, defaultIsolation }) => ({ driver, isolations: [...new Set([defaultIsolation, ...isolations])] })),
  }),
});
