import { z } from 'zod';
import { listInputSchema, pageOf, timestampSchema } from './common';
import { STANDARD_SCOPES } from './standard-scopes';
import { storable } from './user';

export { STANDARD_SCOPES };

/** Most scopes of a tenant's own, and most claims of one. */
export const SCOPES_MAX = 500;
export const SCOPE_CLAIMS_MAX = 100;

export const scopeNameSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9:_.-]{0,62}[a-z0-9])?$/, 'scopeName');

/** What tokens say of themselves (RFC 7519, OpenID Connect Core 2); no scope may bring it. */
export const TOKEN_CLAIMS: ReadonlySet<string> = new Set([
  'iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'nonce', 'auth_time', 'acr', 'amr', 'azp', 'at_hash', 'c_hash', 's_hash', 'sid', 'scope', 'client_id', 'cnf', 'act', 'may_act', 'events', 'typ',
]);

const claimSchema = z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9_.:/-]{0,118}[A-Za-z0-9_])?$/, 'claimName').refine((claim) => !TOKEN_CLAIMS.has(claim), 'claimReserved');
const claimsSchema = z
  .array(claimSchema)
  .max(SCOPE_CLAIMS_MAX)
  .refine((claims) => new Set(claims).size === claims.length, 'listedTwice');

const STANDARD_NAMES: ReadonlySet<string> = new Set(STANDARD_SCOPES.map((scope) => scope.name));
export const isStandardScope = (name: string): boolean => STANDARD_NAMES.has(name);

const text = (max: number) => storable.pipe(z.string().trim().max(max));
const decided = { displayName: text(120), description: text(500), claims: claimsSchema, dependsOn: scopeNameSchema.nullable() };

/** A scope of the tenant's own, as `scopes.yaml` keeps it. */
export const scopeConfigSchema = z
  .object({
    name: scopeNameSchema,
    displayName: decided.displayName.default(''),
    description: decided.description.default(''),
    claims: decided.claims.default([]),
    dependsOn: decided.dependsOn.default(null),
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
  })
  .refine((scope) => !isStandardScope(scope.name), { path: ['name'], message: 'scopeStandard' });
export type ScopeConfig = z.infer<typeof scopeConfigSchema>;

/** Where a claim's value comes from: the user's own columns, a field of the tenant's, or nobody here says. */
export const claimSourceSchema = z.object({ claim: z.string(), from: z.enum(['user', 'field']).nullable(), field: z.string().nullable() });

/** A scope as every door answers it. */
export const scopeSchema = z.object({
  name: z.string(),
  /** Empty: the product's own words, or the name. */
  displayName: z.string(),
  description: z.string(),
  claims: z.array(z.string()),
  claimSources: z.array(claimSourceSchema),
  /** Asked for without it, that one is meant too. */
  dependsOn: z.string().nullable(),
  /** Of OpenID Connect: neither changed nor deleted. */
  system: z.boolean(),
  usedBy: z.object({ clients: z.array(z.string()), scopes: z.array(z.string()) }),
  createdAt: z.string().nullable(),
  updatedAt: z.string().nullable(),
  /** ETag, without quotes. */
  version: z.string(),
});
export type Scope = z.infer<typeof scopeSchema>;

const draftShape = {
  displayName: decided.displayName.describe('Name that users see when they are asked').optional(),
  description: decided.description.describe('What it allows, as users are told').optional(),
  claims: decided.claims.describe("Claims it brings: of OpenID Connect, or of the tenant's user fields").optional(),
  dependsOn: decided.dependsOn.describe('Scope it cannot be without').optional(),
};
const name = scopeNameSchema.describe('Name, as applications ask for it; never changes');

export const scopeRefSchema = z.object({ slug: z.string(), scope: z.string().describe('Name of the scope') });
export const scopeListInputSchema = listInputSchema.extend({ slug: z.string() });
export const scopePageSchema = pageOf(scopeSchema);
export const createScopeInputSchema = z.object({ slug: z.string(), name, ...draftShape });
export type ScopeDraft = Omit<z.input<typeof createScopeInputSchema>, 'slug'>;
export const updateScopeInputSchema = scopeRefSchema.extend(draftShape);
