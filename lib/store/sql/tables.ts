import type { ColumnType } from 'kysely';
import type { ValueKind } from './executor';

/** Set by the engine unless given. */
type Given<T> = ColumnType<T, T | undefined, T>;
type Moment = Given<string>;
type MaybeMoment = ColumnType<string | null, string | null | undefined, string | null>;
/** Read as an array, written as the dialect encodes a set. */
type TextSet = ColumnType<string[], unknown, unknown>;
type Json = ColumnType<unknown, unknown, unknown>;
type Bytes = ColumnType<Buffer, unknown, unknown>;
type Flag = ColumnType<boolean, unknown, unknown>;
type MaybeText = ColumnType<string | null, string | null | undefined, string | null>;

export interface AppUserTable {
  id: string;
  email: string;
  email_verified: Flag;
  status: Given<string>;
  name: MaybeText;
  given_name: MaybeText;
  family_name: MaybeText;
  picture: MaybeText;
  locale: MaybeText;
  language: MaybeText;
  metadata: Json;
  disabled_at: MaybeMoment;
  disabled_reason: MaybeText;
  disabled_until: MaybeMoment;
  created_at: Moment;
  updated_at: Moment;
}

export interface IdentityTable {
  id: string;
  user_id: string;
  provider: string;
  subject: string;
  email: MaybeText;
  email_verified: Flag;
  password_hash: MaybeText;
  password_temporary: Flag;
  password_set_at: MaybeMoment;
  failed_attempts: Given<number>;
  locked_until: MaybeMoment;
  data: Json;
  last_used_at: MaybeMoment;
  created_at: Moment;
  updated_at: Moment;
}

export interface SessionTable {
  id: string;
  user_id: string;
  token_hash: Bytes;
  client_id: MaybeText;
  ip: MaybeText;
  user_agent: MaybeText;
  device: MaybeText;
  acr: MaybeText;
  amr: TextSet;
  created_at: Moment;
  last_seen_at: Moment;
  expires_at: Moment;
  revoked_at: MaybeMoment;
  revoked_why: MaybeText;
}

export interface RefreshTokenTable {
  id: string;
  family_id: string;
  parent_id: MaybeText;
  user_id: string;
  session_id: MaybeText;
  client_id: string;
  token_hash: Bytes;
  scopes: TextSet;
  created_at: Moment;
  expires_at: Moment;
  rotated_at: MaybeMoment;
  revoked_at: MaybeMoment;
  revoked_why: MaybeText;
}

export interface UserMfaTotpTable {
  user_id: string;
  secret_sealed: string;
  confirmed_at: MaybeMoment;
  last_used_step: ColumnType<string | null, string | number | null | undefined, string | number | null>;
  created_at: Moment;
}

export interface MfaAttemptTable {
  user_id: string;
  attempts: number;
  ends_at: Moment;
  day_attempts: number;
  day_ends_at: Moment;
}

export interface MfaRecoveryCodeTable {
  id: string;
  user_id: string;
  code_hash: Bytes;
  used_at: MaybeMoment;
  created_at: Moment;
}

export interface TrustedDeviceTable {
  id: string;
  user_id: string;
  token_hash: Bytes;
  label: MaybeText;
  created_at: Moment;
  last_seen_at: MaybeMoment;
  expires_at: Moment;
}

export interface UserConsentTable {
  id: string;
  user_id: string;
  client_id: string;
  scopes: TextSet;
  granted_at: Moment;
  updated_at: Moment;
  revoked_at: MaybeMoment;
}

export interface RbacRoleTable {
  id: string;
  name: string;
  description: Given<string>;
  permissions: TextSet;
  parent_id: MaybeText;
  system: Flag;
  created_at: Moment;
  updated_at: Moment;
}

export interface RbacUserRoleTable {
  user_id: string;
  role_id: string;
  assigned_at: Moment;
}

export interface EmailVerificationTokenTable {
  id: string;
  user_id: string;
  email: string;
  token_hash: Bytes;
  created_at: Moment;
  expires_at: Moment;
  consumed_at: MaybeMoment;
}

export type PasswordResetTokenTable = Omit<EmailVerificationTokenTable, 'email'>;

export interface SignInEventTable {
  id: string;
  user_id: MaybeText;
  kind: string;
  outcome: string;
  client_id: MaybeText;
  ip: MaybeText;
  user_agent: MaybeText;
  created_at: Moment;
}

/** System columns that repositories use; a tenant's own columns are known only at run time. */
export interface TenantTables {
  app_user: AppUserTable;
  identity: IdentityTable;
  session: SessionTable;
  refresh_token: RefreshTokenTable;
  user_mfa_totp: UserMfaTotpTable;
  mfa_attempt: MfaAttemptTable;
  mfa_recovery_code: MfaRecoveryCodeTable;
  trusted_device: TrustedDeviceTable;
  user_consent: UserConsentTable;
  rbac_role: RbacRoleTable;
  rbac_user_role: RbacUserRoleTable;
  email_verification_token: EmailVerificationTokenTable;
  password_reset_token: PasswordResetTokenTable;
  sign_in_event: SignInEventTable;
}

/**
 * Kinds of what the tables but `app_user` answer, by column: a name means the same in each of them.
 * What is not here is text. Give it to a statement whose rows come from these tables.
 */
export const SYSTEM_KINDS: ReadonlyMap<string, ValueKind> = new Map<string, ValueKind>([
  ...['created_at', 'updated_at', 'last_seen_at', 'last_used_at', 'expires_at', 'revoked_at', 'rotated_at', 'consumed_at', 'confirmed_at', 'used_at', 'granted_at', 'assigned_at', 'password_set_at', 'locked_until', 'ends_at', 'day_ends_at'].map((name): [string, ValueKind] => [name, 'datetime']),
  ...['email_verified', 'password_temporary', 'system'].map((name): [string, ValueKind] => [name, 'boolean']),
  ...['amr', 'scopes', 'permissions'].map((name): [string, ValueKind] => [name, 'set']),
  ...['token_hash', 'code_hash'].map((name): [string, ValueKind] => [name, 'bytes']),
  ['data', 'json'],
  ['last_used_step', 'integer'],
]);
