-- One tenant's data plane. `:schema.` is replaced by the quoted database; every name is qualified. `_migrations` is made
-- together with the database, whose character set and collation (exact, nothing padded) all text here has.
-- DDL takes part in no transaction: each statement may be run again after a kill, so each does nothing where its work is done.
-- `sys_…` columns stand for what Postgres has as expressions and partial indexes.

CREATE TABLE IF NOT EXISTS :schema.app_user (
  id               CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL DEFAULT (uuid()) PRIMARY KEY,
  email            VARCHAR(320) NOT NULL,
  email_verified   TINYINT(1)   NOT NULL DEFAULT 0,
  status           VARCHAR(16)  NOT NULL DEFAULT 'active',
  name             VARCHAR(200),
  given_name       VARCHAR(200),
  family_name      VARCHAR(200),
  picture          TEXT,
  locale           VARCHAR(35),
  language         VARCHAR(35),
  profile          JSON         NOT NULL DEFAULT ('{}'),
  metadata         JSON         NOT NULL DEFAULT ('{}'),
  disabled_at      DATETIME(6),
  disabled_reason  VARCHAR(500),
  disabled_until   DATETIME(6),
  source_client_id VARCHAR(64),
  created_at       DATETIME(6)  NOT NULL DEFAULT (utc_timestamp(6)),
  updated_at       DATETIME(6)  NOT NULL DEFAULT (utc_timestamp(6)),
  sys_email_lower  VARCHAR(320) GENERATED ALWAYS AS (lower(email)) STORED,
  sys_name_lower   VARCHAR(200) GENERATED ALWAYS AS (lower(name)) STORED,
  CONSTRAINT app_user_email_check CHECK (char_length(email) >= 3),
  CONSTRAINT app_user_status_check CHECK (status IN ('active', 'disabled')),
  CONSTRAINT app_user_picture_check CHECK (char_length(picture) <= 2048),
  CONSTRAINT app_user_profile_check CHECK (json_type(profile) = 'OBJECT'),
  CONSTRAINT app_user_metadata_check CHECK (json_type(metadata) = 'OBJECT'),
  CONSTRAINT app_user_disabled_check CHECK (status = 'disabled' OR disabled_at IS NULL),
  UNIQUE KEY app_user_email_key (sys_email_lower),
  KEY app_user_created_at_idx (created_at, id),
  KEY app_user_name_idx (sys_name_lower, created_at, id),
  KEY app_user_disabled_until_idx (disabled_until)
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS :schema.identity (
  id                 CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL DEFAULT (uuid()) PRIMARY KEY,
  user_id            CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  provider           VARCHAR(64)  NOT NULL,
  subject            VARCHAR(320) NOT NULL,
  email              VARCHAR(320),
  email_verified     TINYINT(1)   NOT NULL DEFAULT 0,
  password_hash      VARCHAR(512),
  password_temporary TINYINT(1)   NOT NULL DEFAULT 0,
  password_set_at    DATETIME(6),
  failed_attempts    INT          NOT NULL DEFAULT 0,
  locked_until       DATETIME(6),
  data               JSON         NOT NULL DEFAULT ('{}'),
  last_used_at       DATETIME(6),
  created_at         DATETIME(6)  NOT NULL DEFAULT (utc_timestamp(6)),
  updated_at         DATETIME(6)  NOT NULL DEFAULT (utc_timestamp(6)),
  CONSTRAINT identity_provider_check CHECK (char_length(provider) >= 1),
  CONSTRAINT identity_subject_check CHECK (char_length(subject) >= 1),
  CONSTRAINT identity_attempts_check CHECK (failed_attempts >= 0),
  CONSTRAINT identity_password_check CHECK (provider = 'password' OR password_hash IS NULL),
  CONSTRAINT identity_user_fk FOREIGN KEY (user_id) REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  UNIQUE KEY identity_provider_subject_key (provider, subject),
  UNIQUE KEY identity_user_provider_key (user_id, provider, subject),
  KEY identity_locked_until_idx (locked_until)
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS :schema.session (
  id           CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL DEFAULT (uuid()) PRIMARY KEY,
  user_id      CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  token_hash   BINARY(32)   NOT NULL,
  client_id    VARCHAR(64),
  ip           VARCHAR(64),
  user_agent   VARCHAR(1024),
  device       VARCHAR(200),
  acr          VARCHAR(64),
  amr          JSON         NOT NULL DEFAULT ('[]'),
  created_at   DATETIME(6)  NOT NULL DEFAULT (utc_timestamp(6)),
  last_seen_at DATETIME(6)  NOT NULL DEFAULT (utc_timestamp(6)),
  expires_at   DATETIME(6)  NOT NULL,
  revoked_at   DATETIME(6),
  revoked_why  VARCHAR(64),
  CONSTRAINT session_lifetime_check CHECK (expires_at > created_at),
  CONSTRAINT session_user_fk FOREIGN KEY (user_id) REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  UNIQUE KEY session_token_hash_key (token_hash),
  KEY session_user_idx (user_id, created_at),
  KEY session_expires_at_idx (expires_at)
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS :schema.refresh_token (
  id          CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL DEFAULT (uuid()) PRIMARY KEY,
  family_id   CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  parent_id   CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci,
  user_id     CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  session_id  CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci,
  client_id   VARCHAR(64)  NOT NULL,
  token_hash  BINARY(32)   NOT NULL,
  scopes      JSON         NOT NULL DEFAULT ('[]'),
  created_at  DATETIME(6)  NOT NULL DEFAULT (utc_timestamp(6)),
  expires_at  DATETIME(6)  NOT NULL,
  rotated_at  DATETIME(6),
  revoked_at  DATETIME(6),
  revoked_why VARCHAR(64),
  CONSTRAINT refresh_token_client_check CHECK (char_length(client_id) >= 1),
  CONSTRAINT refresh_token_lifetime_check CHECK (expires_at > created_at),
  CONSTRAINT refresh_token_parent_fk FOREIGN KEY (parent_id) REFERENCES :schema.refresh_token (id) ON DELETE SET NULL,
  CONSTRAINT refresh_token_user_fk FOREIGN KEY (user_id) REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  CONSTRAINT refresh_token_session_fk FOREIGN KEY (session_id) REFERENCES :schema.session (id) ON DELETE SET NULL,
  UNIQUE KEY refresh_token_hash_key (token_hash),
  KEY refresh_token_family_idx (family_id),
  KEY refresh_token_parent_idx (parent_id),
  KEY refresh_token_user_idx (user_id, created_at),
  KEY refresh_token_client_idx (client_id, created_at),
  KEY refresh_token_session_idx (session_id),
  KEY refresh_token_expires_at_idx (expires_at)
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS :schema.user_mfa_totp (
  user_id        CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL PRIMARY KEY,
  secret_sealed  VARCHAR(1024) NOT NULL,
  confirmed_at   DATETIME(6),
  last_used_step BIGINT,
  created_at     DATETIME(6)   NOT NULL DEFAULT (utc_timestamp(6)),
  CONSTRAINT user_mfa_totp_step_check CHECK (last_used_step >= 0),
  CONSTRAINT user_mfa_totp_user_fk FOREIGN KEY (user_id) REFERENCES :schema.app_user (id) ON DELETE CASCADE
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS :schema.mfa_recovery_code (
  id         CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL DEFAULT (uuid()) PRIMARY KEY,
  user_id    CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  code_hash  BINARY(32)  NOT NULL,
  used_at    DATETIME(6),
  created_at DATETIME(6) NOT NULL DEFAULT (utc_timestamp(6)),
  CONSTRAINT mfa_recovery_code_user_fk FOREIGN KEY (user_id) REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  UNIQUE KEY mfa_recovery_code_user_hash_key (user_id, code_hash)
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS :schema.trusted_device (
  id           CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL DEFAULT (uuid()) PRIMARY KEY,
  user_id      CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  token_hash   BINARY(32)  NOT NULL,
  label        VARCHAR(200),
  created_at   DATETIME(6) NOT NULL DEFAULT (utc_timestamp(6)),
  last_seen_at DATETIME(6),
  expires_at   DATETIME(6) NOT NULL,
  CONSTRAINT trusted_device_user_fk FOREIGN KEY (user_id) REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  UNIQUE KEY trusted_device_token_hash_key (token_hash),
  KEY trusted_device_user_idx (user_id, created_at),
  KEY trusted_device_expires_at_idx (expires_at)
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS :schema.user_consent (
  id         CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL DEFAULT (uuid()) PRIMARY KEY,
  user_id    CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  client_id  VARCHAR(64) NOT NULL,
  scopes     JSON        NOT NULL DEFAULT ('[]'),
  granted_at DATETIME(6) NOT NULL DEFAULT (utc_timestamp(6)),
  updated_at DATETIME(6) NOT NULL DEFAULT (utc_timestamp(6)),
  revoked_at DATETIME(6),
  CONSTRAINT user_consent_client_check CHECK (char_length(client_id) >= 1),
  CONSTRAINT user_consent_user_fk FOREIGN KEY (user_id) REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  UNIQUE KEY user_consent_user_client_key (user_id, client_id),
  KEY user_consent_client_idx (client_id)
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS :schema.rbac_role (
  id          CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL DEFAULT (uuid()) PRIMARY KEY,
  name        VARCHAR(63)  NOT NULL,
  description VARCHAR(500) NOT NULL DEFAULT '',
  permissions JSON         NOT NULL DEFAULT ('[]'),
  parent_id   CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci,
  `system`    TINYINT(1)   NOT NULL DEFAULT 0,
  created_at  DATETIME(6)  NOT NULL DEFAULT (utc_timestamp(6)),
  updated_at  DATETIME(6)  NOT NULL DEFAULT (utc_timestamp(6)),
  CONSTRAINT rbac_role_name_check CHECK (name REGEXP '^[a-z][a-z0-9_-]{0,62}$'),
  CONSTRAINT rbac_role_parent_check CHECK (parent_id <> id),
  CONSTRAINT rbac_role_parent_fk FOREIGN KEY (parent_id) REFERENCES :schema.rbac_role (id),
  UNIQUE KEY rbac_role_name_key (name),
  KEY rbac_role_parent_idx (parent_id)
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS :schema.rbac_user_role (
  user_id     CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  role_id     CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  assigned_at DATETIME(6) NOT NULL DEFAULT (utc_timestamp(6)),
  PRIMARY KEY (user_id, role_id),
  CONSTRAINT rbac_user_role_user_fk FOREIGN KEY (user_id) REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  CONSTRAINT rbac_user_role_role_fk FOREIGN KEY (role_id) REFERENCES :schema.rbac_role (id) ON DELETE CASCADE,
  KEY rbac_user_role_role_idx (role_id)
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS :schema.email_verification_token (
  id          CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL DEFAULT (uuid()) PRIMARY KEY,
  user_id     CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  email       VARCHAR(320) NOT NULL,
  token_hash  BINARY(32)   NOT NULL,
  created_at  DATETIME(6)  NOT NULL DEFAULT (utc_timestamp(6)),
  expires_at  DATETIME(6)  NOT NULL,
  consumed_at DATETIME(6),
  sys_live    TINYINT(1)   GENERATED ALWAYS AS (CASE WHEN consumed_at IS NULL THEN 1 END) STORED,
  CONSTRAINT email_verification_token_user_fk FOREIGN KEY (user_id) REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  UNIQUE KEY email_verification_token_hash_key (token_hash),
  UNIQUE KEY email_verification_token_live_key (user_id, sys_live)
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS :schema.password_reset_token (
  id          CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL DEFAULT (uuid()) PRIMARY KEY,
  user_id     CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  token_hash  BINARY(32)   NOT NULL,
  created_at  DATETIME(6)  NOT NULL DEFAULT (utc_timestamp(6)),
  expires_at  DATETIME(6)  NOT NULL,
  consumed_at DATETIME(6),
  sys_live    TINYINT(1)   GENERATED ALWAYS AS (CASE WHEN consumed_at IS NULL THEN 1 END) STORED,
  CONSTRAINT password_reset_token_user_fk FOREIGN KEY (user_id) REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  UNIQUE KEY password_reset_token_hash_key (token_hash),
  UNIQUE KEY password_reset_token_live_key (user_id, sys_live)
) ENGINE = InnoDB;
