-- Guesses at a user's second factor, in two windows: the tenant's own limit, and a day's.

CREATE TABLE :schema.mfa_attempt (
  user_id      uuid        PRIMARY KEY REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  attempts     integer     NOT NULL CHECK (attempts >= 0),
  ends_at      timestamptz NOT NULL,
  day_attempts integer     NOT NULL CHECK (day_attempts >= 0),
  day_ends_at  timestamptz NOT NULL
);
