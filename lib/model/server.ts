import { z } from 'zod';
import { DRIVERS, timestampSchema } from './common';
import { ADDRESS_FIELDS, CONNECTION_CHECK_NAMES, DRIVER_TRAITS, hasField, TLS_MODES, type AddressField, type Driver } from './server-drivers';

export { TLS_MODES };
export const tlsSchema = z.object({
  mode: z.enum(TLS_MODES).describe('How much is proven').default('disable'),
  ca: z.string().max(65_536).describe('Certificates to trust, PEM').optional(),
});

/** What every server has. */
const commonFields = {
  name: z.string().trim().min(1, 'required').max(60).describe('What people call it'),
  maxConnections: z.coerce.number().int().min(10).max(1000).describe('Most connections (or files) this console opens on it'),
  region: z.string().trim().max(60).describe('Where it stands'),
  description: z.string().trim().max(500).describe('For people'),
  isDefault: z.boolean().describe('Takes the tenants that name no server'),
};

/** How a server over a network is reached. Limits follow the engines' own identifiers (63 bytes) and RFC 1035. */
const networkFields = {
  host: z.string().trim().min(1, 'required').max(253).describe('Host name or address'),
  port: z.coerce.number().int().min(1).max(65_535).describe('Port'),
  directHost: z.string().trim().max(253).nullable().describe('Host past a pooler, for migrations and DDL'),
  directPort: z.coerce.number().int().min(1).max(65_535).nullable().describe('Port past a pooler'),
  database: z.string().min(1, 'required').max(63).describe('Database in which tenants get their schemas'),
  maintenanceDatabase: z.string().min(1).max(63).describe('Database to be connected to while others are made or dropped'),
  username: z.string().min(1, 'required').max(63).describe('User; it makes schemas, databases and roles'),
  tls: tlsSchema.describe('Encryption of the connection'),
};

/** Linux' PATH_MAX, less room for a file's name. */
const DIRECTORY_MAX = 4000;
/** Where the files of a server without a network are. */
const fileFields = {
  directory: z
    .string()
    .min(1, 'required')
    .max(DIRECTORY_MAX)
    .refine((path) => path.startsWith('/') && !path.includes('\0'), 'directoryAbsolute')
    .describe('Folder of the tenants’ files, below one of SQLITE_ROOTS'),
};

const stored = {
  id: z.string().min(1),
  name: commonFields.name,
  passwordSealed: z.string().nullable().default(null),
  maxConnections: commonFields.maxConnections.default(50),
  region: commonFields.region.default(''),
  description: commonFields.description.default(''),
  isDefault: z.boolean().default(false),
  isActive: z.boolean().default(true),
  cordoned: z.boolean().default(false),
  /** Id of the one tenant whose own it is: no other may be placed on it. */
  privateTo: z.uuid().nullable().default(null),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
};

/** A server over a network. */
const networkServerSchema = z.object({
  ...stored,
  driver: z.enum(DRIVERS).exclude(['sqlite']),
  ...networkFields,
  directHost: networkFields.directHost.default(null),
  directPort: networkFields.directPort.default(null),
  maintenanceDatabase: networkFields.maintenanceDatabase.default('postgres'),
  tls: networkFields.tls.prefault({}),
});
/** A folder in which each tenant is a file. */
const fileServerSchema = z.object({ ...stored, driver: z.enum(DRIVERS).extract(['sqlite']), ...fileFields });

/** `servers/servers.yaml`, one entry. `managed` servers come from the environment and are not written there. */
export const serverConfigSchema = z.discriminatedUnion('driver', [networkServerSchema, fileServerSchema]);
export type ServerConfig = z.infer<typeof serverConfigSchema>;

export { placeOfServer } from './place-of-server';

export const HEALTH_STATUSES = ['HEALTHY', 'DEGRADED', 'UNHEALTHY', 'UNKNOWN'] as const;
export type HealthStatus = (typeof HEALTH_STATUSES)[number];

export const serverHealthSchema = z.object({
  status: z.enum(HEALTH_STATUSES),
  /** Key below `health.reason.`: ok, slow, near_limit, read_only, unreachable, auth_failed, timeout, unsupported, never_checked. */
  reason: z.string(),
  since: z.string().nullable(),
  latencyMs: z.number().nullable(),
  version: z.string().nullable(),
  connections: z.object({ used: z.number(), max: z.number(), ours: z.number(), budget: z.number() }).nullable(),
  checkedAt: z.string().nullable(),
});
export type ServerHealth = z.infer<typeof serverHealthSchema>;

const told = {
  /** From the environment: read-only here. */
  managed: z.boolean(),
  /** Slug of the tenant whose own it is. */
  privateTenant: z.string().nullable().default(null),
  hasPassword: z.boolean(),
  tenants: z.number().int(),
  health: serverHealthSchema,
  version: z.string(),
};
export const serverSchema = z.discriminatedUnion('driver', [
  networkServerSchema.omit({ passwordSealed: true }).extend(told),
  fileServerSchema.omit({ passwordSealed: true }).extend(told),
]);
export type Server = z.infer<typeof serverSchema>;

const addressInput = z.object({ ...networkFields, ...fileFields }).partial().shape;

/** Which of these belong to a driver, and which it cannot do without, is the drivers' own table's to say. */
export const createServerInputSchema = z
  .object({
    name: commonFields.name,
    driver: z.enum(DRIVERS).describe('Database engine').default('postgres'),
    ...addressInput,
    password: z.string().max(1000).describe('Its password; kept sealed').optional(),
    maxConnections: commonFields.maxConnections.default(50),
    region: commonFields.region.default(''),
    description: commonFields.description.default(''),
    isDefault: commonFields.isDefault.default(false),
  })
  .superRefine((input, ctx) => {
    for (const path of DRIVER_TRAITS[input.driver].required) if (input[path] === undefined) ctx.addIssue({ code: 'custom', path: [path], message: 'required' });
    for (const path of foreignFields(input.driver, input)) ctx.addIssue({ code: 'custom', path: [path], message: 'notForEngine' });
  });
export type CreateServerInput = z.infer<typeof createServerInputSchema>;

/** Fields that were given and that no server of this driver has. */
export function foreignFields(driver: Driver, given: Partial<Record<AddressField, unknown>>): AddressField[] {
  return ADDRESS_FIELDS.filter((field) => given[field] !== undefined && !hasField(driver, field));
}

export const updateServerInputSchema = z.object({
  id: z.string(),
  ...z.object(commonFields).partial().shape,
  ...addressInput,
  /** Absent keeps the stored one. */
  password: z.string().max(1000).describe('A new password; the stored one stays otherwise').optional(),
  isActive: z.boolean().describe('Watched, and used').optional(),
});

export const connectionCheckSchema = z.object({
  name: z.enum(CONNECTION_CHECK_NAMES),
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
