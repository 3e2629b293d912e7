import { z } from 'zod';
import { DRIVERS, isolationSchema, languageSchema, listInputSchema, timestampSchema } from './common';
import { slugSchema } from './slug';
import { DATABASE_STATUSES, MIGRATION_POLICIES, TENANT_STATUSES } from './states';

export { DATABASE_STATUSES, TENANT_STATUSES };
/** Longest connection string: a host, names and a password have limits, and a few parameters fit beside them. */
const DSN_MAX = 4096;
export type DatabaseStatus = (typeof DATABASE_STATUSES)[number];
/** As shown: how far it is cannot always be known (the records are out of reach, and it was never seen). */
export const SHOWN_DATABASE_STATUSES = [...DATABASE_STATUSES, 'UNKNOWN'] as const;
export type ShownDatabaseStatus = (typeof SHOWN_DATABASE_STATUSES)[number];

export const labelsSchema = z.record(z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,62}$/, 'labelKey'), z.string().max(200));

/** Seconds that a session or a refresh token may be given: five minutes to a year. */
export const LIFETIME_SECONDS = { min: 300, max: 31_536_000 } as const;
const lifetimeSchema = z.number().int().min(LIFETIME_SECONDS.min).max(LIFETIME_SECONDS.max);
const securitySettings = {
  passwordMinLength: z.number().int().min(8).max(128),
  passwordClasses: z.number().int().min(1).max(4),
  mfaRequired: z.boolean(),
  maxAttempts: z.number().int().min(3).max(100),
  lockoutMinutes: z.number().int().min(1).max(1440),
};
export const ISSUER_MODES = ['path', 'global', 'domain'] as const;

export const tenantSettingsSchema = z.object({
  sessionLifetimeSeconds: lifetimeSchema.default(2_592_000),
  refreshLifetimeSeconds: lifetimeSchema.default(2_592_000),
  security: z
    .object({
      passwordMinLength: securitySettings.passwordMinLength.default(10),
      passwordClasses: securitySettings.passwordClasses.default(1),
      mfaRequired: securitySettings.mfaRequired.default(false),
      maxAttempts: securitySettings.maxAttempts.default(5),
      lockoutMinutes: securitySettings.lockoutMinutes.default(15),
    })
    .prefault({}),
  migrationPolicy: z.enum(MIGRATION_POLICIES).default('auto'),
  issuer: z.object({ mode: z.enum(ISSUER_MODES).default('path'), override: z.url().nullable().default(null) }).prefault({}),
});
export type TenantSettings = z.infer<typeof tenantSettingsSchema>;

/** Where a tenant's data plane is wanted. Configuration: everything else can be rebuilt from it. */
export const tenantPlacementSchema = z.object({
  serverId: z.string().min(1),
  isolation: isolationSchema,
  /** Physical schema, database or file name; never reused. */
  name: z.string().min(1),
  /** The tenant's own role on engines that have roles. */
  role: z.string().min(1).nullable().default(null),
  /** Sealed password of that role where the pool logs in as it (database isolation). Never leaves the server. */
  passwordSealed: z.string().nullable().default(null),
});
export type TenantPlacement = z.infer<typeof tenantPlacementSchema>;

/** `tenants/<slug>/tenant.yaml`. */
export const tenantConfigSchema = z.object({
  id: z.uuid(),
  slug: slugSchema,
  name: z.string().trim().min(1).max(120),
  displayName: z.string().trim().max(120).default(''),
  language: languageSchema.default('en'),
  labels: labelsSchema.default({}),
  status: z.enum(TENANT_STATUSES).default('ACTIVE'),
  settings: tenantSettingsSchema.prefault({}),
  database: tenantPlacementSchema.nullable().default(null),
  /** Id of the tenant whose configuration it begins with; gone when that is done. */
  cloneFrom: z.uuid().optional(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
export type TenantConfig = z.infer<typeof tenantConfigSchema>;

/** A tenant as every door answers it. */
export const tenantSchema = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  displayName: z.string(),
  language: languageSchema,
  labels: z.record(z.string(), z.string()),
  settings: tenantSettingsSchema,
  status: z.enum(TENANT_STATUSES),
  database: z
    .object({
      serverId: z.string(),
      serverName: z.string().nullable(),
      driver: z.enum(DRIVERS).nullable(),
      /** On a server of its own, which it brought. */
      private: z.boolean(),
      isolation: isolationSchema,
      name: z.string(),
      status: z.enum(SHOWN_DATABASE_STATUSES),
      error: z.object({ code: z.string(), message: z.string() }).nullable(),
    })
    .nullable(),
  usersCount: z.number().int().nullable().optional(),
  countedAt: z.string().nullable().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** ETag, without quotes. */
  version: z.string(),
});
export type Tenant = z.infer<typeof tenantSchema>;

export const tenantListInputSchema = listInputSchema.extend({
  status: z.enum(TENANT_STATUSES).describe('Only of this status').optional(),
  databaseStatus: z.enum(DATABASE_STATUSES).describe('Only with a database of this status').optional(),
  serverId: z.string().describe('Only on this server').optional(),
});

const placementFields = {
  serverId: z.string().min(1).describe('Id of a server, or auto').optional(),
  isolation: isolationSchema.describe('What it gets of its own').optional(),
  dsn: z.string().trim().min(1, 'required').max(DSN_MAX).describe('Connection string of a server of its own, which no other tenant uses; kept sealed').optional(),
};
/** Either of a server that is registered or of one that the tenant brings. */
function oneServer({ serverId, dsn }: { serverId?: string; dsn?: string }, ctx: z.RefinementCtx): void {
  if (serverId !== undefined && dsn !== undefined) ctx.addIssue({ code: 'custom', path: ['dsn'], message: 'dsnOrServer' });
}
/** Where a data plane is wanted. Nothing: the default server, its usual isolation. `serverId: "auto"`: placed for you. */
export const placementInputSchema = z.object(placementFields).superRefine(oneServer);
export type PlacementInput = z.output<typeof placementInputSchema>;

/** A data plane for a tenant that has none. */
export const placeTenantInputSchema = z.object({ slug: z.string(), ...placementFields }).superRefine(oneServer);
export type PlaceTenantInput = z.infer<typeof placeTenantInputSchema>;

export const createTenantInputSchema = z.object({
  slug: slugSchema.describe('Name in addresses; lower case letters, digits and hyphens; never changes'),
  name: z.string().trim().min(1, 'required').max(120).describe('Name among operators'),
  displayName: z.string().trim().max(120).describe('Name that its users see').optional(),
  language: languageSchema.describe('Language of what its users see').optional(),
  labels: labelsSchema.describe('Words to find it by, each with a value').optional(),
  /** `null`: no data plane. */
  database: placementInputSchema
    .nullable()
    .describe('Where its data goes: the default server unless one is named; null for no data plane')
    .optional(),
  cloneFrom: slugSchema.describe('Tenant whose fields, scopes, clients (without secrets), roles, branding and settings it begins with').optional(),
});
export type CreateTenantInput = z.infer<typeof createTenantInputSchema>;

/** An issuer is an https address without query or fragment (OpenID Connect Discovery 1.0, 3); plain http for this machine alone. */
export const issuerSchema = z.string().trim().max(2_048).refine(isIssuer, 'issuer');

function isIssuer(text: string): boolean {
  const url = URL.parse(text);
  if (!url || /[?#]/.test(text) || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname));
}

/** What changes of a tenant's settings; what is not named stays as it is. */
export const tenantSettingsPatchSchema = z.strictObject({
  sessionLifetimeSeconds: lifetimeSchema.describe('Seconds after which a session ends').optional(),
  refreshLifetimeSeconds: lifetimeSchema.describe('Seconds after which a refresh token ends, where its client says nothing else').optional(),
  security: z
    .strictObject({
      passwordMinLength: securitySettings.passwordMinLength.describe('Characters that a password has at least').optional(),
      passwordClasses: securitySettings.passwordClasses.describe('How many of lower case, upper case, digits and others a password has at least').optional(),
      mfaRequired: securitySettings.mfaRequired.describe('Whether a second factor is asked of everybody').optional(),
      maxAttempts: securitySettings.maxAttempts.describe('Wrong passwords after which an account is locked').optional(),
      lockoutMinutes: securitySettings.lockoutMinutes.describe('Minutes that it stays locked').optional(),
    })
    .optional(),
  migrationPolicy: z.enum(MIGRATION_POLICIES).describe('Whether migrations reach it by themselves').optional(),
  issuer: z
    .strictObject({
      mode: z.enum(ISSUER_MODES).describe('How an authorization server makes its issuer').optional(),
      override: issuerSchema.nullable().describe('Its issuer, instead of the one made; null for none').optional(),
    })
    .optional(),
});
export type TenantSettingsPatch = z.infer<typeof tenantSettingsPatchSchema>;

export const updateTenantInputSchema = z.object({
  slug: z.string(),
  name: z.string().trim().min(1, 'required').max(120).describe('Name among operators').optional(),
  displayName: z.string().trim().max(120).describe('Name that its users see').optional(),
  language: languageSchema.describe('Language of what its users see').optional(),
  labels: labelsSchema.describe('Words to find it by, each with a value').optional(),
  settings: tenantSettingsPatchSchema.describe('Settings to change, each by itself').optional(),
});
