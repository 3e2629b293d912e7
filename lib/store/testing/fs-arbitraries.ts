import * as fc from 'fast-check';
import { type AdminConfig, adminConfigSchema } from '@/lib/model/admin';
import { type BrandingVersion, brandingVersionSchema, COLOR_ROLES, FONTS, IMAGE_TYPES, type ImageConfig, imageConfigSchema } from '@/lib/model/branding';
import { type ClientConfig, clientConfigSchema } from '@/lib/model/client';
import { type ScopeConfig, scopeConfigSchema } from '@/lib/model/scope';
import { type ServerConfig, serverConfigSchema } from '@/lib/model/server';
import { type FieldDefinition, fieldDefinitionSchema } from '@/lib/model/field';
import { slugProblem } from '@/lib/model/slug';
import { type TenantConfig, tenantConfigSchema } from '@/lib/model/tenant';

/** What YAML, its older versions and editors are known to bend. */
const HOSTILE = [
  'null', '~', 'yes', 'no', 'on', 'off', 'true', 'False', '0', '007', '1e3', '0x1F', '1_000', '.inf', '.nan', '12:30:45', '2026-01-01',
  ' leading', 'trailing ', '\ttab', '- item', '? key', 'key: value', '# not a comment', 'a # b', '*alias', '&anchor', '!tag', '!!str', '%TAG',
  '@at', '`tick`', '{}', '[]', '{a: 1}', '| block', '> folded', '---', '...', '"quoted"', "'single'", "it's", '\\', '\\n', 'a\nb', 'a\n', '\na',
  '\n', 'a\n\n b\n', ' a\nb', 'a\r\nb', '\r', '\u0000', '\u0007', '\u0085', '\u2028', '\u2029', '\ufeff', '\u200b', 'é', 'e\u0301', '日本語', '🦊', '👩‍👩‍👧',
  '\ud800', '<<', '=', ':', '-', '?', ',', 'a, b: [c', '${HOME}', '<script>', "'; drop table x; --", `${'x'.repeat(90)} ${'y'.repeat(60)}`,
];

export const hostileText = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.array(fc.constantFrom(...HOSTILE, '\n', ' ', ': '), { maxLength: 5 }).map((parts) => parts.join('')),
);

const time = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString());
const required = (max: number) => hostileText.filter((text) => text.trim().length > 0).map((text) => text.slice(0, max)).filter((text) => text.trim().length > 0);
const upTo = (max: number) => hostileText.map((text) => text.slice(0, max));
const labelKey = fc.oneof(fc.stringMatching(/^[a-z0-9][a-z0-9_.-]{0,10}$/), fc.constantFrom('12', '007', 'null', 'yes', 'true', '1e3', 'constructor', 'a.b'));
const slug = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,12}$/).filter((text) => slugProblem(text) === null);

/** As the schema reads them: what comes in by any door went through it. */
export const tenantArbitrary: fc.Arbitrary<TenantConfig> = fc
  .record({
    id: fc.uuid(),
    slug,
    name: required(120),
    displayName: upTo(120),
    language: fc.constantFrom('en', 'es', 'pt'),
    labels: fc.dictionary(labelKey, upTo(200), { maxKeys: 5 }),
    status: fc.constantFrom('ACTIVE', 'SUSPENDED', 'PENDING_DELETION'),
    settings: fc.record({
      sessionLifetimeSeconds: fc.integer({ min: 300, max: 31_536_000 }),
      refreshLifetimeSeconds: fc.integer({ min: 300, max: 31_536_000 }),
      security: fc.record({ passwordMinLength: fc.integer({ min: 8, max: 128 }), passwordClasses: fc.integer({ min: 1, max: 4 }), maxAttempts: fc.integer({ min: 3, max: 100 }), mfaRequired: fc.boolean(), lockoutMinutes: fc.integer({ min: 1, max: 1440 }) }),
      migrationPolicy: fc.constantFrom('auto', 'manual'),
      issuer: fc.record({ mode: fc.constantFrom('path', 'global', 'domain'), override: fc.option(fc.webUrl()) }),
    }),
    database: fc.option(
      fc.record({
        serverId: required(80),
        isolation: fc.constantFrom('schema', 'database', 'file'),
        name: required(63),
        role: fc.option(required(63)),
        passwordSealed: fc.option(hostileText),
      }),
    ),
    cloneFrom: fc.option(fc.uuid(), { nil: undefined }),
    createdAt: time,
    updatedAt: time,
  })
  .map((tenant) => tenantConfigSchema.parse(tenant));

export const serverArbitrary: fc.Arbitrary<ServerConfig> = fc
  .record({
    id: required(80),
    driver: fc.constantFrom('postgres', 'mysql', 'sqlite', 'mongo'),
    name: required(60),
    directory: upTo(300).map((text) => `/${text}`).filter((text) => !text.includes('\0')),
    host: required(253),
    port: fc.integer({ min: 1, max: 65_535 }),
    directHost: fc.option(upTo(253)),
    directPort: fc.option(fc.integer({ min: 1, max: 65_535 })),
    database: required(63),
    maintenanceDatabase: required(63),
    username: required(63),
    passwordSealed: fc.option(hostileText),
    tls: fc.record({ mode: fc.constantFrom('disable', 'require', 'verify-ca', 'verify-full'), ca: hostileText }, { requiredKeys: ['mode'] }),
    maxConnections: fc.integer({ min: 10, max: 1000 }),
    region: upTo(60),
    description: upTo(500),
    isDefault: fc.boolean(),
    isActive: fc.boolean(),
    privateTo: fc.option(fc.uuid()),
    cordoned: fc.boolean(),
    createdAt: time,
    updatedAt: time,
  })
  .map((server) => serverConfigSchema.parse(server));

export const adminArbitrary: fc.Arbitrary<AdminConfig> = fc
  .record({
    id: fc.uuid(),
    email: fc.uuid().map((id) => `${id}@example.com`),
    name: upTo(120),
    role: fc.constantFrom('owner', 'operator', 'viewer', 'tenant-admin'),
    tenants: fc.array(hostileText, { maxLength: 4 }),
    passwordHash: fc.option(hostileText),
    passwordSetAt: fc.option(time, { nil: undefined }),
    totp: fc.option(fc.record({ secret: hostileText, createdAt: time, confirmedAt: fc.option(time), recoveryCodes: fc.array(hostileText, { maxLength: 3 }), recoveryCodesAt: fc.option(time, { nil: undefined }) }), { nil: undefined }),
    language: fc.constantFrom('en', 'es', 'pt'),
    disabled: fc.boolean(),
    createdAt: time,
    updatedAt: time,
  })
  .map((admin) => adminConfigSchema.parse(admin));

const short = upTo(100);
const words = short.filter((text) => text.length > 0);
const localized = fc.oneof(short, fc.record({ en: short, es: short, pt: short }, { requiredKeys: [] }));
const value = fc.oneof(short, fc.integer(), fc.boolean(), fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)), fc.array(short, { maxLength: 3 }), fc.dictionary(words.filter((key) => key !== '__proto__'), fc.oneof(short, fc.constant(null), fc.array(fc.integer(), { maxLength: 2 })), { maxKeys: 3, noNullPrototype: true }));
const validation = fc.record(
  {
    pattern: words,
    options: fc.array(fc.oneof(words, fc.record({ value: words, label: localized })), { minLength: 1, maxLength: 3 }),
    min: fc.oneof(fc.integer(), short.map((text) => text.slice(0, 64))),
    max: fc.integer(),
    minLength: fc.integer({ min: 0, max: 10_000 }),
    maxLength: fc.integer({ min: 1, max: 10_000 }),
    precision: fc.integer({ min: 1, max: 38 }),
    scale: fc.integer({ min: 0, max: 37 }),
    minItems: fc.integer({ min: 0, max: 500 }),
    maxItems: fc.integer({ min: 1, max: 500 }),
  },
  { requiredKeys: [] },
);
const decision = {
  type: fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/),
  label: localized,
  description: localized,
  required: fc.boolean(),
  unique: fc.boolean(),
  indexed: fc.boolean(),
  default: value,
  validation,
  pii: fc.boolean(),
  claim: fc.option(short),
  editableByUser: fc.boolean(),
  order: fc.integer({ min: 0, max: 1_000_000 }),
  group: short,
};
const fieldName = fc.constantFrom('a', 'b', 'c', 'd');
const decided = fc.record({ ...decision, name: fieldName, hidden: fc.boolean() });
const onFailure = fc.oneof(fc.constantFrom('abort', 'null'), fc.record({ default: value }));

export const fieldArbitrary: fc.Arbitrary<FieldDefinition> = fc
  .record({
    ...decision,
    id: fc.uuid(),
    name: fieldName,
    state: fc.constantFrom('active', 'pending', 'hidden', 'repair'),
    hiddenUntil: fc.option(time),
    work: fc.option(
      fc.record(
        { planId: fc.uuid(), becomes: decided, was: decided, takes: words, ends: fc.constantFrom('drop', 'release'), backfill: fc.oneof(value, fc.record({ generate: fc.constantFrom('sequence', 'uuid') })), onFailure },
        { requiredKeys: ['planId'] },
      ),
    ),
    problem: fc.option(fc.record({ code: words, runId: fc.option(fc.uuid()) })),
  })
  .map((part) => fieldDefinitionSchema.parse({ ...part, column: part.name }));

/** What every engine and file keeps: the schema refuses the rest. */
const stored = (given: string) => given.replaceAll('\0', '').toWellFormed();
const scopeName = fc.stringMatching(/^[a-z0-9]([a-z0-9:_.-]{0,9}[a-z0-9])?$/).filter((name) => !['openid', 'profile', 'email', 'address', 'phone', 'offline_access'].includes(name));
const claim = fc.oneof(fc.constantFrom('email', 'null', 'yes', 'https://x.example/dept', 'a.b:c'), fc.stringMatching(/^[a-z]{4,9}_of$/));
const listOf = <T>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { maxLength: 4 });

export const scopeArbitrary: fc.Arbitrary<ScopeConfig> = fc
  .record({ name: scopeName, displayName: upTo(120), description: upTo(500), claims: listOf(claim), dependsOn: fc.option(scopeName), createdAt: time, updatedAt: time })
  .map((scope) => ({ ...scope, displayName: stored(scope.displayName), description: stored(scope.description) }))
  .map((scope) => scopeConfigSchema.parse(scope));

const webUri = fc.tuple(fc.stringMatching(/^[a-z][a-z0-9]{0,8}\.example$/), fc.stringMatching(/^[a-z0-9]{1,6}$/), fc.constantFrom('', '?a=b', '?x=%2Fy')).map(([host, path, query]) => `https://${host}/${path}${query}`);
const nativeUri = fc.oneof(webUri, fc.constantFrom('com.example.app:/done', 'http://127.0.0.1/cb', 'http://[::1]:8080/cb', 'http://localhost:3000'));
const origin = fc.stringMatching(/^[a-z][a-z0-9]{0,8}\.example$/).map((host) => `https://${host}`);
const secret = fc.record({ id: fc.stringMatching(/^[a-z0-9]{16}$/), hash: fc.stringMatching(/^[0-9a-f]{64}$/), hint: upTo(8), createdAt: time, expiresAt: fc.option(time) });
const kinds = fc.oneof(
  fc.record({ kind: fc.constantFrom('spa' as const, 'native' as const), type: fc.constant('public' as const), grantTypes: fc.constantFrom(['authorization_code' as const], ['authorization_code' as const, 'refresh_token' as const]), secrets: fc.constant([]), requirePkce: fc.constant(true) }),
  fc.record({ kind: fc.constant('web' as const), type: fc.constant('confidential' as const), grantTypes: fc.constant(['authorization_code' as const, 'client_credentials' as const]), secrets: fc.uniqueArray(secret, { maxLength: 3, selector: ({ id }) => id }), requirePkce: fc.boolean() }),
  fc.record({ kind: fc.constant('m2m' as const), type: fc.constant('confidential' as const), grantTypes: fc.constant(['client_credentials' as const]), secrets: fc.uniqueArray(secret, { maxLength: 2, selector: ({ id }) => id }), requirePkce: fc.boolean() }),
);

export const clientArbitrary: fc.Arbitrary<ClientConfig> = kinds.chain((of) => {
  const [uri, none] = [of.kind === 'native' ? nativeUri : webUri, of.kind === 'm2m'];
  return fc
    .record({
      clientId: fc.oneof(fc.stringMatching(/^[a-z0-9][a-z0-9_-]{2,20}$/), fc.constantFrom('null', '1e3', '007', 'yes', '123')),
      name: required(120).map((name) => stored(name)).filter((name) => name.trim() !== ''),
      description: upTo(500).map(stored),
      redirectUris: none ? fc.constant([]) : fc.uniqueArray(uri, { minLength: 1, maxLength: 4 }),
      postLogoutRedirectUris: none ? fc.constant([]) : listOf(uri),
      allowedOrigins: none ? fc.constant([]) : listOf(origin),
      scopes: listOf(fc.oneof(scopeName, fc.constantFrom('openid', 'email'))),
      accessTokenTtlSeconds: fc.integer({ min: 60, max: 86_400 }),
      idTokenTtlSeconds: fc.integer({ min: 60, max: 86_400 }),
      refreshTokenTtlSeconds: fc.option(fc.integer({ min: 86_400, max: 31_536_000 })),
      requireEmailVerification: fc.boolean(),
      createdAt: time,
      updatedAt: time,
    })
    .map((rest) => clientConfigSchema.parse({ ...of, ...rest }));
});

const color = fc.nat(0xffffff).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const colors = fc.tuple(...COLOR_ROLES.map(() => color)).map((values) => Object.fromEntries(COLOR_ROLES.map((role, at) => [role, values[at]])));
const imageId = fc.stringMatching(/^[0-9a-f]{32}$/);
const httpsUrl = fc.oneof(fc.constant(''), fc.webUrl({ validSchemes: ['https'] }).map((url) => url.slice(0, 500)));
const texts = fc.record({ signInTitle: upTo(120), signInSubtitle: upTo(300), registerTitle: upTo(120), registerSubtitle: upTo(300), footer: upTo(300) });

export const brandingArbitrary: fc.Arbitrary<BrandingVersion> = fc
  .record({
    version: fc.nat(1_000),
    theme: fc.record({
      logo: fc.option(imageId),
      logoDark: fc.option(imageId),
      favicon: fc.option(imageId),
      light: colors,
      dark: colors,
      appearance: fc.constantFrom('auto', 'light', 'dark'),
      font: fc.constantFrom(...FONTS),
      radius: fc.nat(24),
      texts: fc.record({ es: texts, en: texts, pt: texts }),
      privacyUrl: httpsUrl,
      termsUrl: httpsUrl,
      supportUrl: httpsUrl,
    }),
    at: time,
    by: upTo(320),
    rolledBackTo: fc.option(fc.integer({ min: 1, max: 1_000 })),
  })
  .map((entry) => brandingVersionSchema.safeParse(entry))
  .filter((parsed) => parsed.success)
  .map((parsed) => parsed.data);

export const imageArbitrary: fc.Arbitrary<ImageConfig> = fc
  .record({
    id: imageId,
    type: fc.constantFrom(...IMAGE_TYPES),
    width: fc.integer({ min: 1, max: 4_096 }),
    height: fc.integer({ min: 1, max: 4_096 }),
    bytes: fc.integer({ min: 1, max: 262_144 }),
    data: fc.base64String({ maxLength: 400 }),
    createdAt: time,
  })
  .map((image) => imageConfigSchema.parse(image));
