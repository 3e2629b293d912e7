import { CHECK_DEADLINE_MS, clockFinding, fail, pass, poolerFinding, type Finding, type TestState as State } from '../../network/check-finding';
import type { EngineChecks } from '../../network/run-checks';
import { loginOf } from './access';
import { MysqlConnection } from './connection';
import { numberOf, translateError } from './errors';
import { isSupported } from './session';

type TestState = State<MysqlConnection>;

const UNKNOWN_DATABASE = 1049;
const ACCESS_DENIED_TO_DATABASE = 1044;
const TOO_MANY = 1040;
/** What a provisioner does with tenants' databases, and hands on. */
const DATABASE_PRIVILEGES = ['CREATE', 'DROP', 'ALTER', 'INDEX', 'REFERENCES', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'];

export async function signIn(state: TestState): Promise<Finding> {
  const { target } = state;
  const { username, database } = target;
  try {
    state.connection = await MysqlConnection.open(target, loginOf(target), { connectTimeoutMs: CHECK_DEADLINE_MS, queryTimeoutMs: CHECK_DEADLINE_MS });
  } catch (error) {
    const number = numberOf(error);
    // Who may do little is not told whether a database is there.
    if (number === UNKNOWN_DATABASE || number === ACCESS_DENIED_TO_DATABASE) return fail('database_missing', { database });
    if (number === TOO_MANY) return fail('too_many_connections');
    if (translateError(error, target.name).code === 'server_auth_failed') return fail('auth_failed', { username });
    return fail((error as { code?: string }).code === 'ETIMEDOUT' ? 'auth_timeout' : 'connect_failed');
  }
  return pass('auth_ok', { username, database });
}

async function ask<Row extends object>({ connection }: TestState, text: string): Promise<Row[]> {
  if (!connection) throw new Error('not signed in');
  return (await connection.query<Row>(text)).rows;
}

function checkVersion(state: TestState): Promise<Finding> {
  const traits = state.connection?.traits;
  if (!traits) return Promise.reject(new Error('not signed in'));
  const { version } = traits;
  state.version = version;
  return Promise.resolve(isSupported(traits) ? pass('version_ok', { version }) : fail('version_too_old', { version, minimum: traits.minimum.join('.') }));
}

async function checkPrivileges(state: TestState): Promise<Finding> {
  const rows = await ask<{ privilege: string; grantable: string }>(
    state,
    `SELECT privilege_type AS privilege, is_grantable AS grantable FROM information_schema.user_privileges
     WHERE grantee = CONCAT(QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', 1)), '@', QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)))`,
  );
  const grantable = new Set(rows.filter((row) => row.grantable === 'YES').map((row) => row.privilege));
  const held = new Set(rows.map((row) => row.privilege));
  const which = [
    ...(DATABASE_PRIVILEGES.every((privilege) => grantable.has(privilege)) ? [] : ['create_database']),
    ...(held.has('CREATE USER') ? [] : ['create_role']),
  ];
  return which.length === 0 ? pass('privileges_ok') : fail('privilege_missing', { which: which.join(', ') });
}

async function checkReadWrite(state: TestState): Promise<Finding> {
  const [row] = await ask<{ readOnly: string }>(state, 'SELECT CONCAT(@@GLOBAL.read_only) AS readOnly');
  return row?.readOnly === '0' || row?.readOnly === 'OFF' ? pass('read_write') : fail('read_only');
}

const checkClock = (state: TestState): Promise<Finding> =>
  clockFinding(async () => 1_000 * Number((await ask<{ now: string }>(state, 'SELECT UNIX_TIMESTAMP(CURRENT_TIMESTAMP(6)) AS now'))[0]?.now));

export const sessionChecks: Omit<EngineChecks<MysqlConnection>, 'tls' | 'authenticate'> = {
  version: checkVersion,
  privileges: checkPrivileges,
  read_write: checkReadWrite,
  pooler: ({ connection, target }) => Promise.resolve(poolerFinding(connection?.pooled ?? false, target)),
  clock: checkClock,
};
