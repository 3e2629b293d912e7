import { z } from 'zod';
import { AUDIT_OUTCOMES, DOORS } from './states';
import { FILE_FORMATS } from './user-file';

export { AUDIT_OUTCOMES, DOORS };
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
  outcome: z.enum(AUDIT_OUTCOMES),
  /** Error code of a failure. */
  error: z.string().nullable(),
  ip: z.string().nullable(),
  hash: z.string(),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;

/** What a list or an export of the audit is narrowed by; every condition given must hold. */
export const auditFilterInputSchema = z.object({
  q: z.string().trim().max(200).describe('Text in who, action, target, address, error or changes').optional(),
  tenant: z.string().max(64).describe('Slug of the tenant it was about').optional(),
  actor: z.string().max(320).describe('Id or name of who did it').optional(),
  action: z.string().max(64).describe('Name of the operation, as tenants.create').optional(),
  target: z.string().max(400).describe('Kind or id of what it was done to, or both: user, 7f3c…, user/7f3c…').optional(),
  outcome: z.enum(AUDIT_OUTCOMES).describe('How it ended').optional(),
  door: z.enum(DOORS).describe('Which way it came in').optional(),
  from: z.iso.datetime().describe('At this moment or later').optional(),
  to: z.iso.datetime().describe('Before this moment').optional(),
});

export const exportAuditInputSchema = auditFilterInputSchema.extend({
  format: z.enum(FILE_FORMATS).default('csv').describe('csv, or ndjson: one event in JSON a line'),
  bom: z.stringbool().or(z.boolean()).describe('Begin CSV with a byte order mark, by which Excel knows that it is UTF-8').default(false),
});

/** Why a chain is not whole. What each means, and what cannot be found, is in docs/audit.md. */
export const CHAIN_FAULTS = ['changed', 'unlinked', 'missing', 'cut', 'seal', 'added', 'anchor'] as const;

/** A place in the chain and the hash that stood there, to be kept elsewhere: `1204:9f8e…`. */
export const anchorSchema = z.string().regex(/^\d{1,15}:[0-9a-f]{64}$/, 'invalid');

export const chainVerdictSchema = z.object({
  ok: z.boolean(),
  /** Rows that fit, from the first on. */
  events: z.number().int(),
  /** The last of them, to be kept as an anchor. */
  head: anchorSchema,
  fault: z.enum(CHAIN_FAULTS).optional(),
  /** Id of the row that does not fit, or of the last one before a gap. */
  brokenAt: z.string().optional(),
});
export type ChainVerdict = z.infer<typeof chainVerdictSchema>;
