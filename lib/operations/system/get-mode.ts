import { z } from 'zod';
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
  output: z.object({ mode: modeSchema, capabilities: capabilitiesSchema }),
  errors: [],
  rest: { method: 'GET', path: '/mode' },
  handler: async (_input, { runtime }) => ({ mode: await runtime.store.mode(), capabilities: await runtime.store.capabilities() }),
});
