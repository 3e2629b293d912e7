-- What was tried as a user, and what came of it. A user that is deleted leaves no address behind.

CREATE TABLE :schema.sign_in_event (
  id         uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id    uuid        REFERENCES :schema.app_user (id) ON DELETE CASCADE,
  kind       text        NOT NULL CHECK (kind IN ('password', 'session', 'token', 'mfa', 'consent', 'email_token')),
  outcome    text        NOT NULL CHECK (char_length(outcome) BETWEEN 1 AND 32),
  client_id  text        CHECK (char_length(client_id) <= 64),
  ip         text        CHECK (char_length(ip) <= 64),
  user_agent text        CHECK (char_length(user_agent) <= 1024),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sign_in_event_user_idx ON :schema.sign_in_event (user_id, created_at DESC, id DESC);
CREATE INDEX sign_in_event_created_at_idx ON :schema.sign_in_event (created_at, id);
