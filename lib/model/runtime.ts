import { z } from 'zod';
import { consentSchema, refreshTokenSchema, userSessionSchema } from './account';
import { clientSchema } from './client';
import { storable, userEmailSchema } from './user';

const USER_AGENT_MAX = 1_024;
/** RFC 6749, appendix A.4. */
const scope = z.string().regex(/^[\x21\x23-\x5B\x5D-\x7E]{1,128}$/, 'invalidFormat');
const clientId = z.string().regex(/^[\x21-\x7E]{1,64}$/, 'invalidFormat');
const secret = z.string().min(1, 'required').max(512);
const text = (max: number) => storable.pipe(z.string().trim().max(max));
const userId = z.string().max(64).describe('Id of the user');

/** From where an end user came, for the sign-in events; as the authorization server saw it. */
const from = {
  clientId: clientId.describe('Client that the user signs in to').optional(),
  ip: z.string().regex(/^[0-9A-Fa-f:.]{2,64}$/, 'invalidFormat').describe("The end user's address").optional(),
  userAgent: storable.transform((agent) => agent.slice(0, USER_AGENT_MAX)).describe("The end user's browser, as its User-Agent says").optional(),
};
const slug = z.string();
const moment = z.string();
const base = z.object({ slug, ...from });

export const verifyPasswordInputSchema = base.extend({
  email: z.string().max(320).describe('E-mail address as it was typed'),
  password: z.string().max(4_096).describe('Password as it was typed'),
  deviceToken: secret.describe('What the browser was given when it was trusted').optional(),
});
export const PASSWORD_REASONS = ['unknown', 'wrong', 'locked', 'disabled', 'temporary', 'mfa_required', 'email_unverified'] as const;
export const passwordVerdictSchema = z.object({
  ok: z.boolean(),
  /** Only where the password was right. */
  userId: z.string().optional(),
  reason: z.enum(PASSWORD_REASONS).optional(),
  lockedUntil: moment.optional(),
  /** The password was right, and must be changed. */
  temporary: z.boolean().optional(),
  /** With `mfa_required`: whether the user has a second factor, or must enrol one. */
  mfaEnrolled: z.boolean().optional(),
});

export const createSessionInputSchema = base.extend({
  userId,
  device: text(200).describe('Name of the device, for people').optional(),
  acr: text(64).describe('Authentication context (OpenID Connect Core 2)').optional(),
  amr: z.array(text(32)).max(10).describe('Authentication methods (RFC 8176)').optional(),
});
export const createdSessionSchema = z.object({ token: z.string(), expiresAt: moment, session: userSessionSchema });
export const sessionTokenInputSchema = base.extend({ token: secret.describe('Token of the session') });
const LIVE_REASONS = ['unknown', 'expired', 'revoked', 'disabled'] as const;
export const sessionVerdictSchema = z.object({ ok: z.boolean(), session: userSessionSchema.optional(), reason: z.enum(LIVE_REASONS).optional() });
export const revokedSchema = z.object({ revoked: z.boolean() });

export const createRefreshTokenInputSchema = base.extend({
  userId,
  clientId: clientId.describe('Client that may use it'),
  sessionId: z.string().max(64).describe('Session with which it ends').optional(),
  scopes: z.array(scope).max(100).describe('Scopes it carries').default([]),
});
export const createdRefreshTokenSchema = z.object({ token: z.string(), expiresAt: moment, refreshToken: refreshTokenSchema });
export const refreshTokenInputSchema = base.extend({ token: secret.describe('The refresh token'), clientId: clientId.describe("When given, another client's token is unknown").optional() });
export const rotationSchema = z.object({
  ok: z.boolean(),
  token: z.string().optional(),
  expiresAt: moment.optional(),
  refreshToken: refreshTokenSchema.optional(),
  reason: z.enum([...LIVE_REASONS, 'reused']).optional(),
});

const code = z.string().min(1, 'required').max(64);
export const mfaUserInputSchema = base.extend({ userId });
export const mfaSecretSchema = z.object({ secret: z.string(), uri: z.string() });
export const confirmMfaInputSchema = base.extend({ userId, code: code.describe('Code of the authenticator') });
export const mfaConfirmedSchema = z.object({ ok: z.boolean(), recoveryCodes: z.array(z.string()).optional(), reason: z.enum(['not_enrolled', 'wrong', 'locked', 'disabled']).optional(), lockedUntil: moment.optional() });
export const verifyMfaInputSchema = base.extend({
  userId,
  code: code.describe('Code of the authenticator, or a recovery code'),
  trustDeviceSeconds: z.number().int().min(60).max(31_536_000).describe('Trust this browser for so long').optional(),
  deviceLabel: text(200).describe('Name of the browser, for people').optional(),
});
export const mfaVerdictSchema = z.object({
  ok: z.boolean(),
  by: z.enum(['totp', 'recovery_code']).optional(),
  deviceToken: z.string().optional(),
  reason: z.enum(['not_enrolled', 'wrong', 'replayed', 'locked', 'disabled']).optional(),
  lockedUntil: moment.optional(),
});

export const grantConsentInputSchema = base.extend({ userId, clientId: clientId.describe('Client that was allowed'), scopes: z.array(scope).min(1, 'required').max(100).describe('What it was allowed; added to what it was before') });
export const grantedConsentSchema = consentSchema;

const kind = z.enum(['verification', 'reset']).describe('To verify an address, or to set a new password');
export const issueEmailTokenInputSchema = base
  .extend({ kind, userId: userId.optional(), email: userEmailSchema.describe('Address of the user, where the id is not known').optional() })
  .refine((input) => (input.userId === undefined) !== (input.email === undefined), { path: ['userId'], message: 'userIdOrEmail' });
export const issuedEmailTokenSchema = z.object({ token: z.string(), userId: z.string(), email: z.string(), expiresAt: moment });
export const consumeEmailTokenInputSchema = base
  .extend({ kind, token: secret.describe('The token that was mailed'), password: z.string().max(4_096).describe("With reset: the new password, by the tenant's policy").optional() })
  .refine((input) => input.kind === 'verification' || input.password !== undefined, { path: ['password'], message: 'required' });
export const consumedEmailTokenSchema = z.object({ ok: z.boolean(), userId: z.string().optional(), reason: z.enum(['unknown', 'expired', 'used', 'email_changed', 'disabled']).optional() });

const aboutClient = base.extend({ clientId: clientId.describe('The client') });
export const runtimeClientInputSchema = aboutClient;
/** What an authorization server needs of a client; nothing of its secrets. */
export const runtimeClientSchema = clientSchema.omit({ secrets: true, lastUsedAt: true, lastUsedKnown: true, version: true, description: true, createdAt: true, updatedAt: true });
export const verifySecretInputSchema = aboutClient.extend({ secret: secret.describe('The secret as the client gave it') });
export const secretVerdictSchema = z.object({ ok: z.boolean(), secretId: z.string().optional(), reason: z.enum(['unknown', 'public', 'wrong', 'expired']).optional() });
export const checkAuthorizationInputSchema = aboutClient.extend({
  redirectUri: z.string().max(4_096).describe('Where it wants its answer'),
  scopes: z.array(scope).max(100).describe('What it asks for').default([]),
  codeChallenge: z.string().max(256).describe('PKCE: the challenge').optional(),
  codeChallengeMethod: z.string().max(32).describe('PKCE: how it was made').optional(),
});
export const authorizationVerdictSchema = z.object({
  ok: z.boolean(),
  /** With what each depends on. */
  scopes: z.array(z.string()).optional(),
  reason: z.enum(['unknown_client', 'redirect_uri', 'unauthorized_client', 'pkce_required', 'invalid_scope']).optional(),
  refusedScopes: z.array(z.string()).optional(),
});
