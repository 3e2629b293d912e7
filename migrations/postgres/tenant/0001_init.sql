-- One tenant's data plane. `:schema.` is replaced by the quoted schema; every name is qualified.

CREATE TABLE :schema._migrations (
  version     text        PRIMARY KEY,
  name        text        NOT NULL,
  checksum    text        NOT NULL,
  applied_at  timestamptz NOT NULL DEFAULT now(),
  duration_ms integer     NOT NULL CHECK (duration_ms >= 0),
  applied_by  text        NOT NULL
);

CREATE TABLE :schema.app_user (
  id               uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  email            text        NOT NULL CHECK (char_length(email) BETWEEN 3 AND 320),
  email_verified   boolean     NOT NULL DEFAULT false,
  status           text        NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
  name             text        CHECK (char_length(name) <= 200),
  given_name       text        CHECK (char_length(given_name) <= 200),
  family_name      text        CHECK (char_length(family_name) <= 200),
  picture          text        CHECK (char_length(picture) <= 2048),
  locale           text        CHECK (char_length(locale) <= 35),
  language         text        CHECK (char_length(language) <= 35),
  profile          jsonb       NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(profile) = 'object'),
  metadata         jsonb       NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(metadata) = 'object'),
  disabled_at      timestamptz,
  disabled_reason  text        CHECK (char_length(disabled_reason) <= 500),
  disabled_until   timestamptz,
  source_client_id text        CHECK (char_length(source_client_id) <= 64),
  created_at       timestamptz NOT NULL DEFAULT now(),
  updated_at       timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT app_user_disabled_check CHECK (status = 'disabled' OR disabled_at IS NULL)
);
CREATE UNIQUE INDEX app_user_email_key ON :schema.app_user (lower(email));
CREATE INDEX app_user_created_at_idx ON :schema.app_user (created_at, id);
CREATE INDEX app_user_name_idx ON :schema.app_user (lower(name), id);
CREATE INDEX app_user_disabled_until_idx ON :schema.app_user (disabled_until) WHERE disabled_until IS NOT NULL;

CREATE TABLE :schema.identity (
  id                 uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id            uuid        NOT NULL REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  provider           text        NOT NULL CHECK (char_length(provider) BETWEEN 1 AND 64),
  subject            text        NOT NULL CHECK (char_length(subject) BETWEEN 1 AND 320),
  email              text        CHECK (char_length(email) <= 320),
  email_verified     boolean     NOT NULL DEFAULT false,
  password_hash      text        CHECK (char_length(password_hash) <= 512),
  password_temporary boolean     NOT NULL DEFAULT false,
  password_set_at    timestamptz,
  failed_attempts    integer     NOT NULL DEFAULT 0 CHECK (failed_attempts >= 0),
  locked_until       timestamptz,
  data               jsonb       NOT NULL DEFAULT '{}',
  last_used_at       timestamptz,
  created_at         timestamptz NOT NULL DEFAULT now(),
  updated_at         timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT identity_password_check CHECK (provider = 'password' OR password_hash IS NULL)
);
CREATE UNIQUE INDEX identity_provider_subject_key ON :schema.identity (provider, subject);
CREATE UNIQUE INDEX identity_user_provider_key ON :schema.identity (user_id, provider, subject);
CREATE INDEX identity_locked_until_idx ON :schema.identity (locked_until) WHERE locked_until IS NOT NULL;

CREATE TABLE :schema.session (
  id           uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id      uuid        NOT NULL REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  token_hash   bytea       NOT NULL CHECK (octet_length(token_hash) = 32),
  client_id    text        CHECK (char_length(client_id) <= 64),
  ip           text        CHECK (char_length(ip) <= 64),
  user_agent   text        CHECK (char_length(user_agent) <= 1024),
  device       text        CHECK (char_length(device) <= 200),
  acr          text        CHECK (char_length(acr) <= 64),
  amr          text[]      NOT NULL DEFAULT '{}',
  created_at   timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz NOT NULL,
  revoked_at   timestamptz,
  revoked_why  text        CHECK (char_length(revoked_why) <= 64),
  CONSTRAINT session_lifetime_check CHECK (expires_at > created_at)
);
CREATE UNIQUE INDEX session_token_hash_key ON :schema.session (token_hash);
CREATE INDEX session_user_idx ON :schema.session (user_id, created_at DESC);
CREATE INDEX session_expires_at_idx ON :schema.session (expires_at) WHERE revoked_at IS NULL;

CREATE TABLE :schema.refresh_token (
  id          uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  family_id   uuid        NOT NULL,
  parent_id   uuid        REFERENCES :schema.refresh_token (id) ON DELETE SET NULL,
  user_id     uuid        NOT NULL REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  session_id  uuid        REFERENCES :schema.session (id) ON DELETE SET NULL,
  client_id   text        NOT NULL CHECK (char_length(client_id) BETWEEN 1 AND 64),
  token_hash  bytea       NOT NULL CHECK (octet_length(token_hash) = 32),
  scopes      text[]      NOT NULL DEFAULT '{}',
  created_at  timestamptz NOT NULL DEFAULT now(),
  expires_at  timestamptz NOT NULL,
  rotated_at  timestamptz,
  revoked_at  timestamptz,
  revoked_why text        CHECK (char_length(revoked_why) <= 64),
  CONSTRAINT refresh_token_lifetime_check CHECK (expires_at > created_at)
);
CREATE UNIQUE INDEX refresh_token_hash_key ON :schema.refresh_token (token_hash);
CREATE INDEX refresh_token_family_idx ON :schema.refresh_token (family_id);
CREATE INDEX refresh_token_parent_idx ON :schema.refresh_token (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX refresh_token_user_idx ON :schema.refresh_token (user_id, created_at DESC);
CREATE INDEX refresh_token_client_idx ON :schema.refresh_token (client_id, created_at DESC);
CREATE INDEX refresh_token_session_idx ON :schema.refresh_token (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX refresh_token_expires_at_idx ON :schema.refresh_token (expires_at) WHERE revoked_at IS NULL;

CREATE TABLE :schema.user_mfa_totp (
  user_id        uuid        PRIMARY KEY REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  secret_sealed  text        NOT NULL CHECK (char_length(secret_sealed) <= 1024),
  confirmed_at   timestamptz,
  last_used_step bigint      CHECK (last_used_step >= 0),
  created_at     timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE :schema.mfa_recovery_code (
  id         uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id    uuid        NOT NULL REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  code_hash  bytea       NOT NULL CHECK (octet_length(code_hash) = 32),
  used_at    timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX mfa_recovery_code_user_hash_key ON :schema.mfa_recovery_code (user_id, code_hash);

CREATE TABLE :schema.trusted_device (
  id           uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id      uuid        NOT NULL REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  token_hash   bytea       NOT NULL CHECK (octet_length(token_hash) = 32),
  label        text        CHECK (char_length(label) <= 200),
  created_at   timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz,
  expires_at   timestamptz NOT NULL
);
CREATE UNIQUE INDEX trusted_device_token_hash_key ON :schema.trusted_device (token_hash);
CREATE INDEX trusted_device_user_idx ON :schema.trusted_device (user_id, created_at DESC);
CREATE INDEX trusted_device_expires_at_idx ON :schema.trusted_device (expires_at);

CREATE TABLE :schema.user_consent (
  id         uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id    uuid        NOT NULL REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  client_id  text        NOT NULL CHECK (char_length(client_id) BETWEEN 1 AND 64),
  scopes     text[]      NOT NULL DEFAULT '{}',
  granted_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);
CREATE UNIQUE INDEX user_consent_user_client_key ON :schema.user_consent (user_id, client_id);
CREATE INDEX user_consent_client_idx ON :schema.user_consent (client_id);

CREATE TABLE :schema.rbac_role (
  id          uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  name        text        NOT NULL CHECK (name ~ '^[a-z][a-z0-9_-]{0,62}$'),
  description text        NOT NULL DEFAULT '' CHECK (char_length(description) <= 500),
  permissions text[]      NOT NULL DEFAULT '{}',
  parent_id   uuid        REFERENCES :schema.rbac_role (id) ON DELETE RESTRICT,
  system      boolean     NOT NULL DEFAULT false,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT rbac_role_parent_check CHECK (parent_id <> id)
);
CREATE UNIQUE INDEX rbac_role_name_key ON :schema.rbac_role (name);
CREATE INDEX rbac_role_parent_idx ON :schema.rbac_role (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE :schema.rbac_user_role (
  user_id     uuid        NOT NULL REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  role_id     uuid        NOT NULL REFERENCES :schema.rbac_role (id) ON DELETE CASCADE,
  assigned_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, role_id)
);
CREATE INDEX rbac_user_role_role_idx ON :schema.rbac_user_role (role_id);

CREATE TABLE :schema.email_verification_token (
  id          uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id     uuid        NOT NULL REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  email       text        NOT NULL CHECK (char_length(email) <= 320),
  token_hash  bytea       NOT NULL CHECK (octet_length(token_hash) = 32),
  created_at  timestamptz NOT NULL DEFAULT now(),
  expires_at  timestamptz NOT NULL,
  consumed_at timestamptz
);
CREATE UNIQUE INDEX email_verification_token_hash_key ON :schema.email_verification_token (token_hash);
CREATE UNIQUE INDEX email_verification_token_live_key ON :schema.email_verification_token (user_id) WHERE consumed_at IS NULL;

CREATE TABLE :schema.password_reset_token (
  id          uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id     uuid        NOT NULL REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  token_hash  bytea       NOT NULL CHECK (octet_length(token_hash) = 32),
  created_at  timestamptz NOT NULL DEFAULT now(),
  expires_at  timestamptz NOT NULL,
  consumed_at timestamptz
);
CREATE UNIQUE INDEX password_reset_token_hash_key ON :schema.password_reset_token (token_hash);
CREATE UNIQUE INDEX password_reset_token_live_key ON :schema.password_reset_token (user_id) WHERE consumed_at IS NULL;
