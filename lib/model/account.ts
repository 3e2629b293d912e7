import { z } from 'zod';
import { listInputSchema, pageOf } from './common';
import { LIVENESS } from './states';
import { userRefSchema } from './user';

const livenessSchema = z.enum(LIVENESS);
const count = z.number().int();

/** Of a whole table, by what its rows are worth. */
export const livenessCountsSchema = z.object({ active: count, expired: count, revoked: count });

export const userSessionSchema = z.object({
  id: z.string(),
  userId: z.string(),
  clientId: z.string().nullable(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  device: z.string().nullable(),
  acr: z.string().nullable(),
  amr: z.array(z.string()),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  expiresAt: z.string(),
  revokedAt: z.string().nullable(),
  revokedWhy: z.string().nullable(),
  status: livenessSchema,
});
export type UserSession = z.infer<typeof userSessionSchema>;

/** A refresh token without its secret, which is stored nowhere. */
export const refreshTokenSchema = z.object({
  id: z.string(),
  familyId: z.string(),
  parentId: z.string().nullable(),
  userId: z.string(),
  sessionId: z.string().nullable(),
  clientId: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.string(),
  expiresAt: z.string(),
  rotatedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  revokedWhy: z.string().nullable(),
  status: livenessSchema,
});
export type RefreshToken = z.infer<typeof refreshTokenSchema>;

/** Whose a row is, in lists over all users. */
export const ownerSchema = z.object({ id: z.string(), email: z.string(), name: z.string().nullable() });
export type Owner = z.infer<typeof ownerSchema>;

const pageInput = listInputSchema.pick({ limit: true, cursor: true });
const liveOf = { status: livenessSchema.describe('Only what is worth this now').optional() };
const byClient = { clientId: z.string().max(64).describe('Only of this client').optional() };
const byUser = { userId: z.string().max(64).describe('Only of this user, by id').optional() };

export const userSessionsInputSchema = userRefSchema.extend({ ...pageInput.shape, ...liveOf });
export const userSessionsSchema = pageOf(userSessionSchema).extend({ counts: livenessCountsSchema });
export const tenantLivenessInputSchema = pageInput.extend({ slug: z.string(), ...byUser, ...byClient, ...liveOf });
/** `user` is null where the user was deleted while the page was read. */
export const tenantSessionsSchema = pageOf(userSessionSchema.extend({ user: ownerSchema.nullable() })).extend({ counts: livenessCountsSchema });
export const tenantTokensSchema = pageOf(refreshTokenSchema.extend({ user: ownerSchema.nullable() })).extend({ counts: livenessCountsSchema });
/** How many were active, and are not any more. */
export const endedSchema = z.object({ sessions: count, refreshTokens: count });

export const identitySchema = z.object({
  id: z.string(),
  userId: z.string(),
  provider: z.string(),
  subject: z.string(),
  email: z.string().nullable(),
  emailVerified: z.boolean(),
  passwordTemporary: z.boolean(),
  passwordSetAt: z.string().nullable(),
  failedAttempts: count,
  lockedUntil: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  createdAt: z.string(),
});
export type Identity = z.infer<typeof identitySchema>;

export const mfaStateSchema = z.object({
  /** The tenant asks every user for a second factor. */
  required: z.boolean(),
  /** `confirmedAt` null: begun, and worth nothing until a code of it was given. */
  totp: z.object({ confirmedAt: z.string().nullable(), createdAt: z.string() }).nullable(),
  recoveryCodesLeft: count,
  devices: z.array(z.object({ id: z.string(), label: z.string().nullable(), createdAt: z.string(), lastSeenAt: z.string().nullable(), expiresAt: z.string() })),
});
export type MfaState = z.infer<typeof mfaStateSchema>;

export const consentSchema = z.object({
  userId: z.string(),
  clientId: z.string(),
  scopes: z.array(z.string()),
  grantedAt: z.string(),
  updatedAt: z.string(),
  revokedAt: z.string().nullable(),
});
export type Consent = z.infer<typeof consentSchema>;

export type { SignInOutcome } from './states';

/** What somebody tried as a user, and what came of it. */
export const signInEventSchema = z.object({
  id: z.string(),
  userId: z.string().nullable(),
  kind: z.enum(['password', 'session', 'token', 'mfa', 'consent', 'email_token']),
  /** A word of `SIGN_IN_OUTCOMES`. */
  outcome: z.string(),
  clientId: z.string().nullable(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  at: z.string(),
});
export type SignInEvent = z.infer<typeof signInEventSchema>;
export const userActivityInputSchema = userRefSchema.extend(pageInput.shape);
