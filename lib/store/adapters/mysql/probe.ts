import { Prober } from '../../network/prober';
import { loginOf } from './access';
import { MysqlConnection, poolKeyOf } from './connection';
import { translateError } from './errors';
import { literal, USER_PREFIX } from './names';

const CLIENTS = `information_schema.processlist WHERE command <> 'Daemon' AND user NOT IN ('system user', 'event_scheduler')`;

/**
 * Sessions tell no name of their program unless the performance schema is on, so ours are known by their logins: the
 * server's own and tenants'.
 */
const LOOK = `SELECT CONCAT(@@GLOBAL.read_only) AS readOnly, @@GLOBAL.max_connections AS max,
  (SELECT count(*) FROM ${CLIENTS}) AS used,
  (SELECT count(*) FROM ${CLIENTS} AND (user = SUBSTRING_INDEX(USER(), '@', 1) OR LEFT(user, ${USER_PREFIX.length}) = ${literal(USER_PREFIX)})) AS ours`;

const WRITABLE = new Set(['0', 'OFF']);

export function mysqlProber(): Prober<MysqlConnection> {
  return new Prober<MysqlConnection>({
    open: (target, deadlineMs) => MysqlConnection.open(target, loginOf(target), { connectTimeoutMs: deadlineMs, queryTimeoutMs: deadlineMs }),
    fingerprint: (target) => poolKeyOf(target, loginOf(target)).fingerprint,
    translate: translateError,
    look: async (connection) => {
      const { rows } = await connection.query<{ readOnly: string; max: string; used: string; ours: string }>(LOOK);
      const [row] = rows;
      if (!row) throw new Error('no answer to the probe');
      return { version: connection.traits.version, readOnly: !WRITABLE.has(row.readOnly), max: Number(row.max), used: Number(row.used), ours: Number(row.ours) };
    },
  });
}
