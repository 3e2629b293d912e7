-- Guesses at a user's second factor, in two windows: the tenant's own limit, and a day's.

CREATE TABLE IF NOT EXISTS :schema.mfa_attempt (
  user_id      CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL PRIMARY KEY,
  attempts     INT         NOT NULL,
  ends_at      DATETIME(6) NOT NULL,
  day_attempts INT         NOT NULL,
  day_ends_at  DATETIME(6) NOT NULL,
  CONSTRAINT mfa_attempt_count_check CHECK (attempts >= 0 AND day_attempts >= 0),
  CONSTRAINT mfa_attempt_user_fk FOREIGN KEY (user_id) REFERENCES :schema.app_user (id) ON DELETE CASCADE
) ENGINE = InnoDB;
