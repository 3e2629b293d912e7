import { z } from 'zod';
import { DRIVERS, timestampSchema } from './common';

export const TLS_MODES = ['disable', 'require', 'verify-ca', 'verify-full'] as const;
export const tlsSchema = z.object({
  mode: z.enum(TLS_MODES).describe('How much is proven').default('disable'),
  ca: z.string().max(65_536).describe('Certificates to trust, PEM').optional(),
});

/** What an operator types for a network server. Limits follow the engines' own identifiers (63 bytes) and RFC 1035. */
const connectionFields = {
  name: z.string().trim().min(1, 'required').max(60).describe('What people call it'),
  host: z.string().trim().min(1, 'required').max(253).describe('Host name or address'),
  port: z.coerce.number().int().min(1).max(65_535).describe('Port'),
  directHost: z.string().trim().max(253).nullable().describe('Host past a pooler, for migrations and DDL'),
  directPort: z.coerce.number().int().min(1).max(65_535).nullable().describe('Port past a pooler'),
  database: z.string().min(1, 'required').max(63).describe('Database in which tenants get their schemas'),
  maintenanceDatabase: z.string().min(1).max(63).describe('Database to be connected to while others are made or dropped'),
  username: z.string().min(1, 'required').max(63).describe('User; it makes schemas, databases and roles'),
  tls: tlsSchema.describe('Encryption of the connection'),
  maxConnections: z.coerce.number().int().min(10).max(1000).describe('Most connections this console opens to it'),
  region: z.string().trim().max(60).describe('Where it stands'),
  description: z.string().trim().max(500).describe('For people'),
  isDefault: z.boolean().describe('Takes the tenants that name no server'),
};

/** `servers/servers.yaml`, one entry. `managed` servers come from the environment and are not written there. */
export const serverConfigSchema = z.object({
  id: z.string().min(1),
  driver: z.enum(DRIVERS),
  ...connectionFields,
  directHost: connectionFields.directHost.default(null),
  directPort: connectionFields.directPort.default(null),
  maintenanceDatabase: connectionFields.maintenanceDatabase.default('postgres'),
  passwordSealed: z.string().nullable().default(null),
  tls: connectionFields.tls.prefault({}),
  maxConnections: connectionFields.maxConnections.default(50),
  region: connectionFields.region.default(''),
  description: connectionFields.description.default(''),
  isDefault: z.boolean().default(false),
  isActive: z.boolean().default(true),
  cordoned: z.boolean().default(false),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
export type ServerConfig = z.infer<typeof serverConfigSchema>;

export const HEALTH_STATUSES = ['HEALTHY', 'DEGRADED', 'UNHEALTHY', 'UNKNOWN'] as const;
export type HealthStatus = (typeof HEALTH_STATUSES)[number];

export const serverHealthSchema = z.object({
  status: z.enum(HEALTH_STATUSES),
  /** Key below `health.reason.`: ok, slow, near_limit, read_only, unreachable, auth_failed, timeout, never_checked. */
  reason: z.string(),
  since: z.string().nullable(),
  latencyMs: z.number().nullable(),
  version: z.string().nullable(),
  connections: z.object({ used: z.number(), max: z.number(), ours: z.number(), budget: z.number() }).nullable(),
  checkedAt: z.string().nullable(),
});
export type ServerHealth = z.infer<typeof serverHealthSchema>;

export const serverSchema = serverConfigSchema.omit({ passwordSealed: true }).extend({
  /** From the environment: read-only here. */
  managed: z.boolean(),
  hasPassword: z.boolean(),
  tenants: z.number().int(),
  health: serverHealthSchema,
  version: z.string(),
});
export type Server = z.infer<typeof serverSchema>;

export const createServerInputSchema = z.object({
  ...connectionFields,
  driver: z.enum(DRIVERS).describe('Database engine').default('postgres'),
  password: z.string().max(1000).describe('Its password; kept sealed').default(''),
  directHost: connectionFields.directHost.optional(),
  directPort: connectionFields.directPort.optional(),
  maintenanceDatabase: connectionFields.maintenanceDatabase.default('postgres'),
  tls: connectionFields.tls.prefault({}),
  maxConnections: connectionFields.maxConnections.default(50),
  region: connectionFields.region.default(''),
  description: connectionFields.description.default(''),
  isDefault: connectionFields.isDefault.default(false),
});
export type CreateServerInput = z.infer<typeof createServerInputSchema>;

export const updateServerInputSchema = z.object({
  id: z.string(),
  ...z.object(connectionFields).partial().shape,
  /** Absent keeps the stored one. */
  password: z.string().max(1000).describe('A new password; the stored one stays otherwise').optional(),
  isActive: z.boolean().describe('Watched, and used').optional(),
});

/** The checks of a connection test, in the order they run. */
export const CONNECTION_CHECKS = ['resolve', 'tcp', 'tls', 'authenticate', 'version', 'privileges', 'read_write', 'pooler', 'clock'] as const;
export const connectionCheckSchema = z.object({
  name: z.enum(CONNECTION_CHECKS),
  ok: z.boolean(),
  /** Not run because an earlier one failed, or not applicable. */
  skipped: z.boolean().optional(),
  latencyMs: z.number(),
  /** Key below `checks.detail.`, with `params`; says what was seen or what to do. */
  detail: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type ConnectionCheck = z.infer<typeof connectionCheckSchema>;
export const connectionTestSchema = z.object({ ok: z.boolean(), version: z.string().optional(), checks: z.array(connectionCheckSchema) });
export type ConnectionTest = z.infer<typeof connectionTestSchema>;
