import { Prober } from '../../network/prober';
import type { ServerTarget } from '../../ports';
import { APPLICATION_NAME, PgConnection, poolKeyOf, type Login } from './connection';
import { translateError } from './errors';

const LOOK = `SELECT pg_catalog.current_setting('server_version') AS version,
  pg_catalog.pg_is_in_recovery() OR pg_catalog.current_setting('default_transaction_read_only') = 'on' AS "readOnly",
  pg_catalog.current_setting('max_connections')::int AS max,
  (SELECT count(*)::int FROM pg_catalog.pg_stat_activity WHERE backend_type = 'client backend') AS used,
  (SELECT count(*)::int FROM pg_catalog.pg_stat_activity WHERE application_name = $1) AS ours`;

interface Row {
  version: string;
  readOnly: boolean;
  max: number;
  used: number;
  ours: number;
}

const loginOf = ({ database, username, password }: ServerTarget): Login => ({ database, user: username, password });

export function postgresProber(): Prober<PgConnection> {
  return new Prober<PgConnection>({
    open: (target, deadlineMs) => PgConnection.open(target, loginOf(target), { connectTimeoutMs: deadlineMs, queryTimeoutMs: deadlineMs }),
    fingerprint: (target) => poolKeyOf(target, loginOf(target)).fingerprint,
    translate: translateError,
    look: async (connection) => {
      const { rows } = await connection.query<Row>({ text: LOOK, values: [APPLICATION_NAME] });
      const [row] = rows;
      if (!row) throw new Error('no answer to the probe');
      return { ...row, version: row.version.split(' ')[0] ?? row.version };
    },
  });
}
