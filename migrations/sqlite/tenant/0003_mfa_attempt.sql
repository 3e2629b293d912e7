-- Guesses at a user's second factor, in two windows: the tenant's own limit, and a day's.

CREATE TABLE mfa_attempt (
  user_id      text    NOT NULL PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
  attempts     integer NOT NULL CHECK (attempts >= 0),
  ends_at      text    NOT NULL,
  day_attempts integer NOT NULL CHECK (day_attempts >= 0),
  day_ends_at  text    NOT NULL
) STRICT;
