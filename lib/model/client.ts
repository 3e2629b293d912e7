import { z } from 'zod';
import { CLIENT_TYPES, GRANT_TYPES, KIND_DEFAULTS, type GrantType } from './client-kinds';
import { listInputSchema, pageOf, timestampSchema } from './common';
import { CLIENT_KINDS, originProblem, redirectUriProblem, type ClientKind, type UriVerdict } from './redirect-uri';
import { scopeNameSchema } from './scope';
import { storable } from './user';

export { CLIENT_KINDS, type ClientKind };
export { CLIENT_TYPES, GRANT_TYPES, KIND_DEFAULTS, type GrantType } from './client-kinds';

/** Most clients of a tenant, most addresses of one kind of a client, and most scopes of a client. */
export const CLIENTS_MAX = 500;
export const CLIENT_URIS_MAX = 50;
export const CLIENT_SCOPES_MAX = 200;
/** Two, so that one can be replaced while the other still works. */
export const LIVE_SECRETS_MAX = 2;
/** Seconds. An access token cannot be called back, so a day is long; a refresh token can, so a year may be. */
export const TTL_BOUNDS = { access: { min: 60, max: 86_400 }, id: { min: 60, max: 86_400 }, refresh: { min: 300, max: 31_536_000 } } as const;
export const ACCESS_TTL_DEFAULT = 3_600;

export const clientIdSchema = z.string().regex(/^[a-z0-9][a-z0-9_-]{2,63}$/, 'clientId');
const text = (max: number) => storable.pipe(z.string().trim().max(max));
const ttl = ({ min, max }: { min: number; max: number }) => z.number().int().min(min).max(max);
const uris = z.array(z.string()).max(CLIENT_URIS_MAX);

/** One secret of a client. The secret itself is nowhere. */
export const clientSecretSchema = z.object({
  id: z.string().regex(/^[a-z0-9]{8,32}$/, 'invalidFormat'),
  /** SHA-256, hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'invalidFormat'),
  /** Its last characters, to tell it by. */
  hint: z.string().max(8).default(''),
  createdAt: timestampSchema,
  expiresAt: timestampSchema.nullable().default(null),
});
export type ClientSecret = z.infer<typeof clientSecretSchema>;

const decided = {
  name: storable.pipe(z.string().trim().min(1, 'required').max(120)),
  redirectUris: uris,
  postLogoutRedirectUris: uris,
  allowedOrigins: uris,
  grantTypes: z.array(z.enum(GRANT_TYPES)).min(1, 'required').max(GRANT_TYPES.length),
  scopes: z.array(scopeNameSchema).max(CLIENT_SCOPES_MAX),
  accessTokenTtlSeconds: ttl(TTL_BOUNDS.access),
  idTokenTtlSeconds: ttl(TTL_BOUNDS.id),
  /** Null: as long as the tenant's settings say. */
  refreshTokenTtlSeconds: ttl(TTL_BOUNDS.refresh).nullable(),
  /** S256 (RFC 7636); a public client cannot do without. */
  requirePkce: z.boolean(),
  requireEmailVerification: z.boolean(),
  description: text(500),
};

const configShape = z.object({
  clientId: clientIdSchema,
  name: decided.name,
  kind: z.enum(CLIENT_KINDS),
  type: z.enum(CLIENT_TYPES),
  description: decided.description.default(''),
  redirectUris: decided.redirectUris.default([]),
  postLogoutRedirectUris: decided.postLogoutRedirectUris.default([]),
  allowedOrigins: decided.allowedOrigins.default([]),
  grantTypes: decided.grantTypes,
  scopes: decided.scopes.default([]),
  accessTokenTtlSeconds: decided.accessTokenTtlSeconds.default(ACCESS_TTL_DEFAULT),
  idTokenTtlSeconds: decided.idTokenTtlSeconds.default(ACCESS_TTL_DEFAULT),
  refreshTokenTtlSeconds: decided.refreshTokenTtlSeconds.default(null),
  requirePkce: decided.requirePkce.default(true),
  requireEmailVerification: decided.requireEmailVerification.default(false),
  secrets: z.array(clientSecretSchema).max(20).default([]),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});

type Rules = Pick<z.output<typeof configShape>, 'kind' | 'type' | 'redirectUris' | 'postLogoutRedirectUris' | 'allowedOrigins' | 'grantTypes' | 'scopes' | 'accessTokenTtlSeconds' | 'refreshTokenTtlSeconds' | 'requirePkce'>;
export interface ClientProblem {
  path: (string | number)[];
  message: string;
  params?: Record<string, string | number>;
}

/** What a client says that cannot be together; the same for a form, an operation and a file edited by hand. */
export function clientProblems(client: Rules): ClientProblem[] {
  return [...kindProblems(client), ...grantProblems(client), ...addressProblems(client), ...lifetimeProblems(client), ...twice('grantTypes', client.grantTypes), ...twice('scopes', client.scopes)];
}

function kindProblems({ kind, type, requirePkce }: Rules): ClientProblem[] {
  const keepsSecrets = kind === 'web' || kind === 'm2m';
  return [
    // What runs at the user's cannot keep a secret (RFC 8252, 8.4; RFC 6749, 2.1); a machine has nothing else to show.
    ...(type === 'confidential' && !keepsSecrets ? [{ path: ['type'], message: 'clientMustBePublic' }] : []),
    ...(type === 'public' && kind === 'm2m' ? [{ path: ['type'], message: 'clientMustBeConfidential' }] : []),
    ...(type === 'public' && !requirePkce ? [{ path: ['requirePkce'], message: 'clientNeedsPkce' }] : []),
  ];
}

function grantProblems({ kind, type, grantTypes, redirectUris }: Rules): ClientProblem[] {
  const has = (grant: GrantType) => grantTypes.includes(grant);
  if (kind === 'm2m') return has('client_credentials') && grantTypes.length === 1 ? [] : [{ path: ['grantTypes'], message: 'grantsOfMachine' }];
  if (has('client_credentials') && type === 'public') return [{ path: ['grantTypes'], message: 'grantNeedsSecret' }];
  if (has('refresh_token') && !has('authorization_code')) return [{ path: ['grantTypes'], message: 'grantRefreshAlone' }];
  return has('authorization_code') && redirectUris.length === 0 ? [{ path: ['redirectUris'], message: 'required' }] : [];
}

function addressProblems({ kind, redirectUris, postLogoutRedirectUris, allowedOrigins }: Rules): ClientProblem[] {
  const lists = { redirectUris, postLogoutRedirectUris, allowedOrigins };
  const none = kind === 'm2m' ? Object.entries(lists).filter(([, list]) => list.length > 0) : [];
  if (none.length > 0) return none.map(([path]) => ({ path: [path], message: 'uriOfMachine' }));
  const each = (path: string, list: readonly string[], check: (uri: string) => UriVerdict | null) =>
    list.flatMap((uri, at) => {
      const verdict = check(uri);
      return verdict ? [{ path: [path, at], message: verdict.problem, ...(verdict.params && { params: verdict.params }) }] : [];
    });
  return [
    ...each('redirectUris', redirectUris, (uri) => redirectUriProblem(uri, kind)),
    ...each('postLogoutRedirectUris', postLogoutRedirectUris, (uri) => redirectUriProblem(uri, kind)),
    ...each('allowedOrigins', allowedOrigins, originProblem),
    ...Object.entries(lists).flatMap(([path, list]) => twice(path, list)),
  ];
}

const lifetimeProblems = ({ accessTokenTtlSeconds, refreshTokenTtlSeconds }: Rules): ClientProblem[] =>
  refreshTokenTtlSeconds !== null && refreshTokenTtlSeconds < accessTokenTtlSeconds ? [{ path: ['refreshTokenTtlSeconds'], message: 'refreshShorterThanAccess' }] : [];

const twice = (path: string, list: readonly string[]): ClientProblem[] => list.flatMap((item, at) => (list.indexOf(item) < at ? [{ path: [path, at], message: 'listedTwice' }] : []));

/** A client, as `clients.yaml` keeps it. */
export const clientConfigSchema = configShape.superRefine((client, ctx) => {
  for (const problem of clientProblems(client)) ctx.addIssue({ code: 'custom', ...problem });
  if (client.type === 'public' && client.secrets.length > 0) ctx.addIssue({ code: 'custom', path: ['secrets'], message: 'clientMustBeConfidential' });
  if (new Set(client.secrets.map((secret) => secret.id)).size < client.secrets.length) ctx.addIssue({ code: 'custom', path: ['secrets'], message: 'listedTwice' });
});
export type ClientConfig = z.infer<typeof clientConfigSchema>;

/* ───────────────────────── as the doors have it ───────────────────────── */

export const shownSecretSchema = z.object({
  id: z.string(),
  hint: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  /** Null: never, or not known at the moment (see `lastUsedKnown`). */
  lastUsedAt: z.string().nullable(),
  status: z.enum(['live', 'expired']),
});
export type ShownSecret = z.infer<typeof shownSecretSchema>;

export const clientSchema = configShape.omit({ secrets: true }).extend({
  secrets: z.array(shownSecretSchema),
  lastUsedAt: z.string().nullable(),
  /** False while the console's records cannot be reached. */
  lastUsedKnown: z.boolean(),
  /** ETag, without quotes. */
  version: z.string(),
});
export type Client = z.infer<typeof clientSchema>;

const draftShape = {
  redirectUris: decided.redirectUris.describe('Where users may be sent back to; compared exactly').optional(),
  postLogoutRedirectUris: decided.postLogoutRedirectUris.describe('Where users may be sent after signing out').optional(),
  allowedOrigins: decided.allowedOrigins.describe('Origins whose scripts may call (CORS)').optional(),
  grantTypes: decided.grantTypes.describe('How it comes by tokens').optional(),
  scopes: decided.scopes.describe("What it may ask for, of the tenant's scopes").optional(),
  accessTokenTtlSeconds: decided.accessTokenTtlSeconds.describe('How long its access tokens live').optional(),
  refreshTokenTtlSeconds: decided.refreshTokenTtlSeconds.describe("How long its refresh tokens live; null is the tenant's setting").optional(),
  idTokenTtlSeconds: decided.idTokenTtlSeconds.describe('How long its ID tokens live').optional(),
  requirePkce: decided.requirePkce.describe('Whether it must use PKCE with S256; a public one always must').optional(),
  requireEmailVerification: decided.requireEmailVerification.describe('Whether its users must have verified their address').optional(),
  description: decided.description.describe('What it is, for operators').optional(),
};

export const clientRefSchema = z.object({ slug: z.string(), clientId: z.string().max(64).describe('Id of the client') });
export const clientListInputSchema = listInputSchema.extend({ slug: z.string(), kind: z.enum(CLIENT_KINDS).describe('Only of this kind').optional() });
export const clientPageSchema = pageOf(clientSchema);

const createShape = z.object({
  slug: z.string(),
  clientId: clientIdSchema.describe('Chosen id; made when absent; never changes').optional(),
  name: decided.name.describe('Name among operators, and what users are told'),
  kind: z.enum(CLIENT_KINDS).describe('What it is: a script in a browser, an app, a web server, a machine'),
  type: z.enum(CLIENT_TYPES).describe('Whether it can keep a secret'),
  ...draftShape,
});
export type ClientDraft = Omit<z.output<typeof createShape>, 'slug'>;

/** What operators decide of a client. */
export type ClientDecision = Omit<ClientConfig, 'clientId' | 'secrets' | 'createdAt' | 'updatedAt'>;

/** A draft with what is not given as its kind begins. */
export function withDefaults({ name, kind, type, ...draft }: Omit<ClientDraft, 'clientId'>): ClientDecision {
  const { grantTypes, scopes } = KIND_DEFAULTS[kind];
  const lists = { redirectUris: [], postLogoutRedirectUris: [], allowedOrigins: [], grantTypes, scopes };
  const rest = { description: '', accessTokenTtlSeconds: ACCESS_TTL_DEFAULT, idTokenTtlSeconds: ACCESS_TTL_DEFAULT, refreshTokenTtlSeconds: null, requirePkce: true, requireEmailVerification: false };
  const given = Object.fromEntries(Object.keys({ ...lists, ...rest }).flatMap((key) => (draft[key as keyof typeof draft] === undefined ? [] : [[key, draft[key as keyof typeof draft]]]))) as Partial<typeof draft>;
  return { name, kind, type, ...lists, ...rest, ...given };
}

export const createClientInputSchema = createShape.superRefine((draft, ctx) => {
  for (const problem of clientProblems(withDefaults(draft))) ctx.addIssue({ code: 'custom', ...problem });
});
export const updateClientInputSchema = clientRefSchema.extend({ name: decided.name.describe('Name among operators, and what users are told').optional(), ...draftShape });
/** With its first secret, told this once, where it is confidential. */
export const createdClientSchema = clientSchema.extend({ clientSecret: z.string().optional(), secretId: z.string().optional() });

export const createSecretInputSchema = clientRefSchema.extend({
  expiresAt: timestampSchema.refine((at) => Date.parse(at) > Date.now(), 'inThePast').nullable().describe('Until when it works; for ever when absent').optional(),
  othersExpireAt: timestampSchema.describe('Until when the secret it replaces still works; unchanged when absent').optional(),
});
export const createdSecretSchema = z.object({ secretId: z.string(), clientSecret: z.string(), expiresAt: z.string().nullable(), client: clientSchema });
export const secretRefSchema = clientRefSchema.extend({ secretId: z.string().max(64).describe('Id of the secret') });
