-- What was tried as a user, and what came of it. A user that is deleted leaves no address behind.

CREATE TABLE IF NOT EXISTS :schema.sign_in_event (
  id         CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL DEFAULT (uuid()) PRIMARY KEY,
  user_id    CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci,
  kind       VARCHAR(32)  NOT NULL,
  outcome    VARCHAR(32)  NOT NULL,
  client_id  VARCHAR(64),
  ip         VARCHAR(64),
  user_agent VARCHAR(1024),
  created_at DATETIME(6)  NOT NULL DEFAULT (utc_timestamp(6)),
  CONSTRAINT sign_in_event_kind_check CHECK (kind IN ('password', 'session', 'token', 'mfa', 'consent', 'email_token')),
  CONSTRAINT sign_in_event_outcome_check CHECK (char_length(outcome) >= 1),
  CONSTRAINT sign_in_event_user_fk FOREIGN KEY (user_id) REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  KEY sign_in_event_user_idx (user_id, created_at, id),
  KEY sign_in_event_created_at_idx (created_at, id)
) ENGINE = InnoDB;
