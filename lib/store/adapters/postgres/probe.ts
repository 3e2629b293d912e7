import type { ServerProbe, ServerTarget } from '../../ports';
import { APPLICATION_NAME, PgConnection, poolKeyOf, type Login } from './connection';
import { translateError } from './errors';

/** Above this an answer is called slow. */
export const SLOW_MS = 500;
/** Share of the server's own limit above which it is near it. */
export const NEAR_LIMIT = 0.9;

const LOOK = `SELECT pg_catalog.current_setting('server_version') AS version,
  pg_catalog.pg_is_in_recovery() OR pg_catalog.current_setting('default_transaction_read_only') = 'on' AS read_only,
  pg_catalog.current_setting('max_connections')::int AS max,
  (SELECT count(*)::int FROM pg_catalog.pg_stat_activity WHERE backend_type = 'client backend') AS used,
  (SELECT count(*)::int FROM pg_catalog.pg_stat_activity WHERE application_name = $1) AS ours`;

interface Look {
  version: string;
  read_only: boolean;
  max: number;
  used: number;
  ours: number;
}

/**
 * One dedicated connection per server, kept between looks; it has its own place beside the pools'
 * budget, so that health is known even when work has used all of that.
 */
export class Prober {
  private readonly held = new Map<string, { fingerprint: string; connection: Promise<PgConnection> }>();

  async probe(target: ServerTarget, deadlineMs: number): Promise<ServerProbe> {
    const startedAt = performance.now();
    const elapsed = () => Math.round((performance.now() - startedAt) * 10) / 10;
    let late = false;
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<null>((resolve) => {
      timer = setTimeout(() => ((late = true), resolve(null)), deadlineMs);
    });
    try {
      const found = await Promise.race([this.look(target, deadlineMs), deadline]);
      if (found) return judge(found.row, found.latencyMs);
    } catch (error) {
      await this.forget(target);
      const timedOut = late || /timeout/.test(error instanceof Error ? error.message : '');
      return unhealthy(timedOut ? 'timeout' : reasonOf(error, target), elapsed());
    } finally {
      clearTimeout(timer);
    }
    await this.forget(target);
    return unhealthy('timeout', elapsed());
  }

  async forget(target: Pick<ServerTarget, 'id' | 'host' | 'port'>): Promise<void> {
    const key = keyOf(target);
    const held = this.held.get(key);
    this.held.delete(key);
    held?.connection.then((connection) => connection.destroy(), () => undefined);
  }

  async close(): Promise<void> {
    const all = [...this.held.values()];
    this.held.clear();
    await Promise.all(all.map(({ connection }) => connection.then((open) => open.close(), () => undefined)));
  }

  /** The latency is that of the question on an open connection; opening counts only against the deadline. */
  private async look(target: ServerTarget, deadlineMs: number): Promise<{ row: Look; latencyMs: number }> {
    const connection = await this.connectionTo(target, deadlineMs);
    const startedAt = performance.now();
    const { rows } = await connection.query<Look>({ text: LOOK, values: [APPLICATION_NAME] });
    const [row] = rows;
    if (!row) throw new Error('no answer to the probe');
    return { row, latencyMs: Math.round((performance.now() - startedAt) * 10) / 10 };
  }

  private async connectionTo(target: ServerTarget, deadlineMs: number): Promise<PgConnection> {
    const login: Login = { database: target.database, user: target.username, password: target.password };
    const { fingerprint } = poolKeyOf(target, login);
    const held = this.held.get(keyOf(target));
    if (held) {
      const connection = held.fingerprint === fingerprint ? await held.connection.catch(() => null) : null;
      if (connection?.usable) return connection;
      await this.forget(target);
    }
    const connection = PgConnection.open(target, login, { connectTimeoutMs: deadlineMs, queryTimeoutMs: deadlineMs });
    // Nobody may be waiting any more when it fails.
    connection.catch(() => undefined);
    this.held.set(keyOf(target), { fingerprint, connection });
    return connection;
  }
}

const keyOf = (target: Pick<ServerTarget, 'id' | 'host' | 'port'>): string => target.id ?? `${target.host}:${target.port}`;

export function judge({ version, read_only: readOnly, max, used, ours }: Look, latencyMs: number): ServerProbe {
  const reason = readOnly ? 'read_only' : used > max * NEAR_LIMIT ? 'near_limit' : latencyMs > SLOW_MS ? 'slow' : 'ok';
  return {
    status: reason === 'ok' ? 'HEALTHY' : 'DEGRADED',
    reason,
    latencyMs,
    version: version.split(' ')[0] ?? version,
    connections: { used, max, ours },
  };
}

function reasonOf(error: unknown, target: ServerTarget): string {
  const { code } = translateError(error, target.name);
  if (code === 'server_auth_failed' || code === 'server_privilege_missing') return 'auth_failed';
  return code === 'pool_exhausted' ? 'near_limit' : 'unreachable';
}

const unhealthy = (reason: string, latencyMs: number): ServerProbe => ({ status: 'UNHEALTHY', reason, latencyMs, version: null, connections: null });
