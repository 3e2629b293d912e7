import { findDatabase } from './catalog';
import { PgConnection } from './connection';
import { CHECK_DEADLINE_MS, clockFinding, fail, pass, poolerFinding, type Finding, type TestState as State } from '../../network/check-finding';
import type { EngineChecks } from '../../network/run-checks';
import { codeOf } from './errors';
import { lacking } from './traits';

/** Oldest supported major version; older ones are out of maintenance. */
export const MINIMUM_MAJOR = 13;

type TestState = State<PgConnection>;

export async function signIn(state: TestState): Promise<Finding> {
  const { target } = state;
  const { username, database } = target;
  try {
    const login = { database, user: username, password: target.password };
    state.connection = await PgConnection.open(target, login, { connectTimeoutMs: CHECK_DEADLINE_MS, queryTimeoutMs: CHECK_DEADLINE_MS });
  } catch (error) {
    const code = codeOf(error) ?? '';
    if (code === '3D000') return fail('database_missing', { database });
    if (code === '53300') return fail('too_many_connections');
    if (code.startsWith('28') || /password must be a string|SASL|SCRAM/i.test(error instanceof Error ? error.message : '')) return fail('auth_failed', { username });
    return fail(error instanceof Error && /timeout/.test(error.message) ? 'auth_timeout' : 'connect_failed');
  }
  const { maintenanceDatabase } = target;
  if (!(await findDatabase(state.connection, maintenanceDatabase))) return fail('database_missing', { database: maintenanceDatabase });
  return pass('auth_ok', { username, database });
}

async function ask<Row extends object>({ connection }: TestState, text: string, values?: unknown[]): Promise<Row> {
  if (!connection) throw new Error('not signed in');
  const { rows } = await connection.query<Row>(text, values);
  if (!rows[0]) throw new Error('no answer');
  return rows[0];
}

async function checkVersion(state: TestState): Promise<Finding> {
  const row = await ask<{ version: string; number: number }>(
    state,
    `SELECT pg_catalog.current_setting('server_version') AS version, pg_catalog.current_setting('server_version_num')::int AS number`,
  );
  const version = row.version.split(' ')[0] ?? row.version;
  state.version = version;
  const traits = state.connection?.traits;
  if (traits && lacking(traits).length > 0) return fail('engine_lacks', { engine: traits.engine });
  return row.number >= MINIMUM_MAJOR * 10_000 ? pass('version_ok', { version }) : fail('version_too_old', { version, minimum: MINIMUM_MAJOR });
}

async function checkPrivileges(state: TestState): Promise<Finding> {
  const may = await ask<Record<'create_schema' | 'create_database' | 'create_role', boolean>>(
    state,
    `SELECT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') AS create_schema,
            rolsuper OR rolcreatedb AS create_database, rolsuper OR rolcreaterole AS create_role
     FROM pg_catalog.pg_roles WHERE rolname = current_user`,
  );
  const which = Object.entries(may).filter(([, granted]) => !granted).map(([name]) => name);
  return which.length === 0 ? pass('privileges_ok') : fail('privilege_missing', { which: which.join(', ') });
}

async function checkReadWrite(state: TestState): Promise<Finding> {
  const { read_only: readOnly } = await ask<{ read_only: boolean }>(
    state,
    `SELECT pg_catalog.pg_is_in_recovery() OR pg_catalog.current_setting('default_transaction_read_only') = 'on' AS read_only`,
  );
  return readOnly ? fail('read_only') : pass('read_write');
}

const checkClock = (state: TestState): Promise<Finding> =>
  clockFinding(async () => Number((await ask<{ now: string }>(state, `SELECT (EXTRACT(epoch FROM pg_catalog.clock_timestamp()) * 1000)::text AS now`)).now));

export const sessionChecks: Omit<EngineChecks<PgConnection>, 'tls' | 'authenticate'> = {
  version: checkVersion,
  privileges: checkPrivileges,
  read_write: checkReadWrite,
  pooler: ({ connection, target }) => Promise.resolve(poolerFinding(connection?.pooled ?? false, target)),
  clock: checkClock,
};
