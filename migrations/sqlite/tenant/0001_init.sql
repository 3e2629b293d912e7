-- One tenant's data plane, in a file of its own. Types are enforced (STRICT). Moments are RFC 3339 in UTC
-- with six digits, so that their order is that of their text; sets and JSON are text, checked.

CREATE TABLE _migrations (
  version     text NOT NULL PRIMARY KEY,
  name        text NOT NULL,
  checksum    text NOT NULL,
  applied_at  text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
  duration_ms integer NOT NULL CHECK (duration_ms >= 0),
  applied_by  text NOT NULL
) STRICT;

CREATE TABLE app_user (
  id               text NOT NULL PRIMARY KEY,
  email            text NOT NULL CHECK (length(email) BETWEEN 3 AND 320),
  email_verified   integer NOT NULL DEFAULT 0 CHECK (email_verified IN (0, 1)),
  status           text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
  name             text CHECK (length(name) <= 200),
  given_name       text CHECK (length(given_name) <= 200),
  family_name      text CHECK (length(family_name) <= 200),
  picture          text CHECK (length(picture) <= 2048),
  locale           text CHECK (length(locale) <= 35),
  language         text CHECK (length(language) <= 35),
  profile          text NOT NULL DEFAULT '{}' CHECK (json_valid(profile) AND json_type(profile) = 'object'),
  metadata         text NOT NULL DEFAULT '{}' CHECK (json_valid(metadata) AND json_type(metadata) = 'object'),
  disabled_at      text,
  disabled_reason  text CHECK (length(disabled_reason) <= 500),
  disabled_until   text,
  source_client_id text CHECK (length(source_client_id) <= 64),
  created_at       text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
  updated_at       text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
  CONSTRAINT app_user_disabled_check CHECK (status = 'disabled' OR disabled_at IS NULL)
) STRICT;
CREATE UNIQUE INDEX app_user_email_key ON app_user (lower(email));
CREATE INDEX app_user_created_at_idx ON app_user (created_at, id);
CREATE INDEX app_user_name_idx ON app_user (lower(name), id);
CREATE INDEX app_user_disabled_until_idx ON app_user (disabled_until) WHERE disabled_until IS NOT NULL;

CREATE TABLE identity (
  id                 text NOT NULL PRIMARY KEY,
  user_id            text NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  provider           text NOT NULL CHECK (length(provider) BETWEEN 1 AND 64),
  subject            text NOT NULL CHECK (length(subject) BETWEEN 1 AND 320),
  email              text CHECK (length(email) <= 320),
  email_verified     integer NOT NULL DEFAULT 0 CHECK (email_verified IN (0, 1)),
  password_hash      text CHECK (length(password_hash) <= 512),
  password_temporary integer NOT NULL DEFAULT 0 CHECK (password_temporary IN (0, 1)),
  password_set_at    text,
  failed_attempts    integer NOT NULL DEFAULT 0 CHECK (failed_attempts >= 0),
  locked_until       text,
  data               text NOT NULL DEFAULT '{}' CHECK (json_valid(data)),
  last_used_at       text,
  created_at         text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
  updated_at         text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
  CONSTRAINT identity_password_check CHECK (provider = 'password' OR password_hash IS NULL)
) STRICT;
CREATE UNIQUE INDEX identity_provider_subject_key ON identity (provider, subject);
CREATE UNIQUE INDEX identity_user_provider_key ON identity (user_id, provider, subject);
CREATE INDEX identity_locked_until_idx ON identity (locked_until) WHERE locked_until IS NOT NULL;

CREATE TABLE session (
  id           text NOT NULL PRIMARY KEY,
  user_id      text NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  token_hash   blob NOT NULL CHECK (length(token_hash) = 32),
  client_id    text CHECK (length(client_id) <= 64),
  ip           text CHECK (length(ip) <= 64),
  user_agent   text CHECK (length(user_agent) <= 1024),
  device       text CHECK (length(device) <= 200),
  acr          text CHECK (length(acr) <= 64),
  amr          text NOT NULL DEFAULT '[]' CHECK (json_valid(amr) AND json_type(amr) = 'array'),
  created_at   text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
  last_seen_at text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
  expires_at   text NOT NULL,
  revoked_at   text,
  revoked_why  text CHECK (length(revoked_why) <= 64),
  CONSTRAINT session_lifetime_check CHECK (expires_at > created_at)
) STRICT;
CREATE UNIQUE INDEX session_token_hash_key ON session (token_hash);
CREATE INDEX session_user_idx ON session (user_id, created_at DESC);
CREATE INDEX session_expires_at_idx ON session (expires_at) WHERE revoked_at IS NULL;

CREATE TABLE refresh_token (
  id          text NOT NULL PRIMARY KEY,
  family_id   text NOT NULL,
  parent_id   text REFERENCES refresh_token (id) ON DELETE SET NULL,
  user_id     text NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  session_id  text REFERENCES session (id) ON DELETE SET NULL,
  client_id   text NOT NULL CHECK (length(client_id) BETWEEN 1 AND 64),
  token_hash  blob NOT NULL CHECK (length(token_hash) = 32),
  scopes      text NOT NULL DEFAULT '[]' CHECK (json_valid(scopes) AND json_type(scopes) = 'array'),
  created_at  text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
  expires_at  text NOT NULL,
  rotated_at  text,
  revoked_at  text,
  revoked_why text CHECK (length(revoked_why) <= 64),
  CONSTRAINT refresh_token_lifetime_check CHECK (expires_at > created_at)
) STRICT;
CREATE UNIQUE INDEX refresh_token_hash_key ON refresh_token (token_hash);
CREATE INDEX refresh_token_family_idx ON refresh_token (family_id);
CREATE INDEX refresh_token_parent_idx ON refresh_token (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX refresh_token_user_idx ON refresh_token (user_id, created_at DESC);
CREATE INDEX refresh_token_client_idx ON refresh_token (client_id, created_at DESC);
CREATE INDEX refresh_token_session_idx ON refresh_token (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX refresh_token_expires_at_idx ON refresh_token (expires_at) WHERE revoked_at IS NULL;

CREATE TABLE user_mfa_totp (
  user_id        text NOT NULL PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
  secret_sealed  text NOT NULL CHECK (length(secret_sealed) <= 1024),
  confirmed_at   text,
  last_used_step integer CHECK (last_used_step >= 0),
  created_at     text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT;

CREATE TABLE mfa_recovery_code (
  id         text NOT NULL PRIMARY KEY,
  user_id    text NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  code_hash  blob NOT NULL CHECK (length(code_hash) = 32),
  used_at    text,
  created_at text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT;
CREATE UNIQUE INDEX mfa_recovery_code_user_hash_key ON mfa_recovery_code (user_id, code_hash);

CREATE TABLE trusted_device (
  id           text NOT NULL PRIMARY KEY,
  user_id      text NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  token_hash   blob NOT NULL CHECK (length(token_hash) = 32),
  label        text CHECK (length(label) <= 200),
  created_at   text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
  last_seen_at text,
  expires_at   text NOT NULL
) STRICT;
CREATE UNIQUE INDEX trusted_device_token_hash_key ON trusted_device (token_hash);
CREATE INDEX trusted_device_user_idx ON trusted_device (user_id, created_at DESC);
CREATE INDEX trusted_device_expires_at_idx ON trusted_device (expires_at);

CREATE TABLE user_consent (
  id         text NOT NULL PRIMARY KEY,
  user_id    text NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  client_id  text NOT NULL CHECK (length(client_id) BETWEEN 1 AND 64),
  scopes     text NOT NULL DEFAULT '[]' CHECK (json_valid(scopes) AND json_type(scopes) = 'array'),
  granted_at text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
  updated_at text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
  revoked_at text
) STRICT;
CREATE UNIQUE INDEX user_consent_user_client_key ON user_consent (user_id, client_id);
CREATE INDEX user_consent_client_idx ON user_consent (client_id);

CREATE TABLE rbac_role (
  id          text NOT NULL PRIMARY KEY,
  name        text NOT NULL CHECK (name GLOB '[a-z]*' AND name NOT GLOB '*[^a-z0-9_-]*' AND length(name) <= 63),
  description text NOT NULL DEFAULT '' CHECK (length(description) <= 500),
  permissions text NOT NULL DEFAULT '[]' CHECK (json_valid(permissions) AND json_type(permissions) = 'array'),
  parent_id   text REFERENCES rbac_role (id) ON DELETE RESTRICT,
  system      integer NOT NULL DEFAULT 0 CHECK (system IN (0, 1)),
  created_at  text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
  updated_at  text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
  CONSTRAINT rbac_role_parent_check CHECK (parent_id <> id)
) STRICT;
CREATE UNIQUE INDEX rbac_role_name_key ON rbac_role (name);
CREATE INDEX rbac_role_parent_idx ON rbac_role (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE rbac_user_role (
  user_id     text NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  role_id     text NOT NULL REFERENCES rbac_role (id) ON DELETE CASCADE,
  assigned_at text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
  PRIMARY KEY (user_id, role_id)
) STRICT;
CREATE INDEX rbac_user_role_role_idx ON rbac_user_role (role_id);

CREATE TABLE email_verification_token (
  id          text NOT NULL PRIMARY KEY,
  user_id     text NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  email       text NOT NULL CHECK (length(email) <= 320),
  token_hash  blob NOT NULL CHECK (length(token_hash) = 32),
  created_at  text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
  expires_at  text NOT NULL,
  consumed_at text
) STRICT;
CREATE UNIQUE INDEX email_verification_token_hash_key ON email_verification_token (token_hash);
CREATE UNIQUE INDEX email_verification_token_live_key ON email_verification_token (user_id) WHERE consumed_at IS NULL;

CREATE TABLE password_reset_token (
  id          text NOT NULL PRIMARY KEY,
  user_id     text NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  token_hash  blob NOT NULL CHECK (length(token_hash) = 32),
  created_at  text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
  expires_at  text NOT NULL,
  consumed_at text
) STRICT;
CREATE UNIQUE INDEX password_reset_token_hash_key ON password_reset_token (token_hash);
CREATE UNIQUE INDEX password_reset_token_live_key ON password_reset_token (user_id) WHERE consumed_at IS NULL;
