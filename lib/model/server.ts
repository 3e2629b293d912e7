import { z } from 'zod';
import { DRIVERS, timestampSchema } from './common';

export const TLS_MODES = ['disable', 'require', 'verify-ca', 'verify-full'] as const;
export const tlsSchema = z.object({ mode: z.enum(TLS_MODES).default('disable'), ca: z.string().max(65_536).optional() });

/** What an operator types for a network server. Limits follow the engines' own identifiers (63 bytes) and RFC 1035. */
const connectionFields = {
  name: z.string().trim().min(1, 'required').max(60),
  host: z.string().trim().min(1, 'required').max(253),
  port: z.coerce.number().int().min(1).max(65_535),
  directHost: z.string().trim().max(253).nullable(),
  directPort: z.coerce.number().int().min(1).max(65_535).nullable(),
  database: z.string().min(1, 'required').max(63),
  maintenanceDatabase: z.string().min(1).max(63),
  username: z.string().min(1, 'required').max(63),
  tls: tlsSchema,
  maxConnections: z.coerce.number().int().min(10).max(1000),
  region: z.string().trim().max(60),
  description: z.string().trim().max(500),
  isDefault: z.boolean(),
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
  tls: tlsSchema.prefault({}),
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
  driver: z.enum(DRIVERS).default('postgres'),
  password: z.string().max(1000).default(''),
  directHost: connectionFields.directHost.optional(),
  directPort: connectionFields.directPort.optional(),
  maintenanceDatabase: connectionFields.maintenanceDatabase.default('postgres'),
  tls: tlsSchema.prefault({}),
  maxConnections: connectionFields.maxConnections.default(50),
  region: connectionFields.region.default(''),
  description: connectionFields.description.default(''),
  isDefault: z.boolean().default(false),
});
export type CreateServerInput = z.infer<typeof createServerInputSchema>;

export const updateServerInputSchema = z.object({
  id: z.string(),
  ...z.object(connectionFields).partial().shape,
  /** Absent keeps the stored one. */
  password: z.string().max(1000).optional(),
  isActive: z.boolean().optional(),
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
