/**
 * Every `detail` a connection check can answer with: a key below `checks.detail.` in the catalogue.
 * The comment names the params its words may use.
 */
export const CHECK_DETAILS = [
  'resolve_ok', // address
  'resolve_failed', // host
  'resolve_timeout', // host
  'tcp_ok', // host, port
  'tcp_refused', // host, port
  'tcp_timeout', // host, port
  'tcp_failed', // host, port
  'tls_off',
  'tls_ok', // protocol
  'tls_not_supported',
  'tls_untrusted', // reason (a Node or OpenSSL code)
  'tls_failed', // reason
  'auth_ok', // username, database
  'auth_failed', // username
  'auth_timeout',
  'connect_failed', // the server closed the connection while signing in
  'too_many_connections', // the server has no connection left
  'budget_exhausted', // our own budget on it is used up
  'database_missing', // database
  'version_ok', // version
  'version_too_old', // version, minimum
  'engine_lacks', // engine
  'privileges_ok',
  'privilege_missing', // which: create_schema, create_database, create_role, joined by a comma
  'read_write',
  'read_only',
  'pooler_none',
  'pooler_found', // directHost, directPort
  'pooler_needs_direct',
  'clock_ok', // skewMs
  'clock_skew', // skewMs
  'directory_ok', // directory
  'directory_new', // directory: it will be made
  'directory_missing', // directory, parent
  'directory_not_writable', // directory
  'directory_outside', // directory
  'file_read_write',
  'file_no_wal',
  'file_write_failed',
  'space_ok', // free (GB)
  'space_low', // free (GB)
  'check_failed', // the check itself could not be made
  'not_run',
] as const;

export type CheckDetail = (typeof CHECK_DETAILS)[number];
