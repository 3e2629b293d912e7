import { z } from 'zod';

export const DOORS = ['action', 'rest', 'rpc', 'cli', 'worker', 'system'] as const;
export type Door = (typeof DOORS)[number];

export const auditChangeSchema = z.object({ path: z.string(), before: z.unknown(), after: z.unknown() });
export type AuditChange = z.infer<typeof auditChangeSchema>;

export const auditEventSchema = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.object({ type: z.enum(['admin', 'token', 'cli', 'system', 'anonymous']), id: z.string(), name: z.string() }),
  door: z.enum(DOORS),
  action: z.string(),
  target: z.object({ type: z.string(), id: z.string(), tenant: z.string().optional() }),
  changes: z.array(auditChangeSchema),
  /** `open`: the intent is recorded and the outcome is not yet known. */
  outcome: z.enum(['open', 'success', 'failure']),
  /** Error code of a failure. */
  error: z.string().nullable(),
  ip: z.string().nullable(),
  hash: z.string(),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;
