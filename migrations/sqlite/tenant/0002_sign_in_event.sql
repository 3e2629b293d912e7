-- What was tried as a user, and what came of it. A user that is deleted leaves no address behind.

CREATE TABLE sign_in_event (
  id         text NOT NULL PRIMARY KEY,
  user_id    text REFERENCES app_user (id) ON DELETE CASCADE,
  kind       text NOT NULL CHECK (kind IN ('password', 'session', 'token', 'mfa', 'consent', 'email_token')),
  outcome    text NOT NULL CHECK (length(outcome) BETWEEN 1 AND 32),
  client_id  text CHECK (length(client_id) <= 64),
  ip         text CHECK (length(ip) <= 64),
  user_agent text CHECK (length(user_agent) <= 1024),
  created_at text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT;
CREATE INDEX sign_in_event_user_idx ON sign_in_event (user_id, created_at DESC, id DESC);
CREATE INDEX sign_in_event_created_at_idx ON sign_in_event (created_at, id);
