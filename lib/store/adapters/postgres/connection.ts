import { createHash } from 'node:crypto';
import { Client, type QueryConfig, type QueryResult } from 'pg';
import type { PoolKey, PooledConnection } from '../../pools';
import type { ServerTarget } from '../../ports';
import { quoteIdentifier } from '../../sql/quote-identifier';
import { PreparedNames } from './prepared-names';
import { preparedQuery, type AnswerShapes } from './prepared-query';
import { EXACT_TYPES } from './exact-types';
import { traitsOf, type ServerTraits } from './traits';

/** Shown in pg_stat_activity; ours are counted by it. */
export const APPLICATION_NAME = 'tenantry';
export const CONNECT_TIMEOUT_MS = 5_000;
/** No answer for so long means that the connection is dead; longer work sets its own. */
export const QUERY_TIMEOUT_MS = 30_000;
const KEEPALIVE_DELAY_MS = 10_000;
const CLOSE_DEADLINE_MS = 1_000;

/** Whom to be, where. `direct` goes around a pooler when the server names a way. */
export interface Login {
  database: string;
  user: string;
  password: string;
  direct?: boolean;
}

export interface OpenOptions {
  connectTimeoutMs?: number;
  queryTimeoutMs?: number;
}

/** A statement with its own deadline, which the driver's types leave out. */
interface TimedQuery extends QueryConfig {
  query_timeout?: number;
}

export type Statement = string | TimedQuery;

export function tlsOptions(target: Pick<ServerTarget, 'host' | 'tls'>) {
  const { mode, ca } = target.tls;
  if (mode === 'disable') return false as const;
  if (mode === 'require') return { rejectUnauthorized: false };
  const base = { rejectUnauthorized: true, ...(ca ? { ca } : {}) };
  // libpq's verify-ca: the chain counts, the name does not.
  return mode === 'verify-ca' ? { ...base, checkServerIdentity: () => undefined } : base;
}

/** The address of a login; the direct one falls back to the usual where none is given. */
export function addressOf(target: ServerTarget, direct: boolean): { host: string; port: number } {
  return direct
    ? { host: target.directHost ?? target.host, port: target.directPort ?? target.port }
    : { host: target.host, port: target.port };
}

/** Which pool a login belongs to. The fingerprint is a hash: it changes with the password and does not tell it. */
export function poolKeyOf(target: ServerTarget, login: Login): PoolKey {
  const { host, port } = addressOf(target, login.direct ?? false);
  const way = JSON.stringify([host, port, target.tls, login.password]);
  const indirect = host === target.host && port === target.port;
  return {
    database: login.database,
    user: indirect ? login.user : `${login.user} (direct)`,
    fingerprint: createHash('sha256').update(way).digest('base64url'),
  };
}

/** One connection to Postgres in pipeline mode. Errors come as the driver's; translate them at the adapter's edge. */
export class PgConnection implements PooledConnection {
  private ended = false;
  private listener: (() => void) | null = null;
  private names = new PreparedNames();
  private readonly shapes: AnswerShapes = new Map();
  private constructor(
    private readonly client: Client,
    /** A pooler stands between: no session state, no advisory session locks. */
    public readonly pooled: boolean,
    public readonly traits: ServerTraits,
  ) {}

  static async open(target: ServerTarget, login: Login, options: OpenOptions = {}): Promise<PgConnection> {
    const client = new Client({
      ...addressOf(target, login.direct ?? false),
      database: login.database,
      user: login.user,
      // As functions and explicit values, so that PG* variables of the process cannot stand in.
      password: () => login.password,
      ssl: tlsOptions(target),
      application_name: APPLICATION_NAME,
      connectionTimeoutMillis: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
      query_timeout: options.queryTimeoutMs ?? QUERY_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEPALIVE_DELAY_MS,
      pipeline: true,
      types: EXACT_TYPES,
    });
    let connection: PgConnection | null = null;
    const end = () => connection?.markEnded();
    client.on('error', end);
    client.on('end', end);
    try {
      await client.connect();
      // A pooler answers with a backend's id that is not the one it gave at sign-in.
      const { rows } = await client.query<{ pid: number; version: string }>('SELECT pg_catalog.pg_backend_pid() AS pid, pg_catalog.version() AS version');
      const { processID } = client as Client & { processID: number | null };
      connection = new PgConnection(client, rows[0]?.pid !== processID, traitsOf(rows[0]?.version ?? ''));
      return connection;
    } catch (error) {
      destroy(client);
      throw error;
    }
  }

  get usable(): boolean {
    return !this.ended;
  }

  onEnd(listener: () => void): void {
    this.listener = listener;
    if (this.ended) listener();
  }

  query<Row extends object>(statement: Statement, values?: unknown[]): Promise<QueryResult<Row>> {
    if (isPrepared(statement)) {
      return new Promise((resolve, reject) => {
        this.client.query(preparedQuery<QueryResult<Row>>(statement, EXACT_TYPES, this.shapes, (error, result) => (error ? reject(error) : resolve(result))));
      });
    }
    return this.client.query<Row & Record<string, unknown>>(statement as string, values);
  }

  /**
   * Sends all statements in one flush and waits for all answers. The first error is thrown; what
   * follows it inside a transaction was refused by the server.
   */
  async pipeline(statements: readonly Statement[]): Promise<QueryResult<Record<string, unknown>>[]> {
    const { stream } = this.client.connection;
    stream.cork();
    const sent = statements.map((statement) => this.query<Record<string, unknown>>(statement));
    stream.uncork();
    const answers = await Promise.allSettled(sent);
    return answers.map((answer) => {
      if (answer.status === 'rejected') throw answer.reason;
      return answer.value;
    });
  }

  /** The same statements, named where the server may keep them prepared: not behind a pooler, whose connections they would not meet again. */
  prepared<S extends { text: string; values: unknown[]; name?: string }>(statements: readonly S[]): readonly { text: string; values: unknown[]; name?: string }[] {
    if (this.pooled) return statements.map(({ text, values }) => ({ text, values }));
    for (const name of this.names.use(statements)) this.deallocate(name);
    return statements;
  }

  /** Prepared statements are made again when they are next used. */
  forgetPrepared(): void {
    for (const name of this.names.clear()) this.deallocate(name);
  }

  /** Sent ahead of what follows on this connection, without waiting. */
  private deallocate(name: string): void {
    this.shapes.delete(name);
    const parsed = (this.client.connection as unknown as { parsedStatements: Record<string, string> }).parsedStatements;
    if (!(name in parsed)) return;
    delete parsed[name];
    this.query(`DEALLOCATE ${quoteIdentifier(name)}`).catch(() => undefined);
  }

  /** All statements or none. `role` is assumed for this transaction only. */
  async transaction(statements: readonly Statement[], begin = 'BEGIN'): Promise<QueryResult<Record<string, unknown>>[]> {
    const answers = await this.pipeline([begin, ...statements, 'COMMIT']);
    return answers.slice(1, -1);
  }

  async ping(deadlineMs: number): Promise<boolean> {
    try {
      await this.query({ text: 'SELECT 1', query_timeout: deadlineMs });
      return this.usable;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    if (!this.ended) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, CLOSE_DEADLINE_MS);
      });
      await Promise.race([this.client.end().catch(() => undefined), late]);
      clearTimeout(timer);
    }
    this.ended = true;
    destroy(this.client);
  }

  /** Cuts the connection at once, whatever runs on it. */
  destroy(): void {
    destroy(this.client);
    this.markEnded();
  }

  private markEnded(): void {
    if (this.ended) return;
    this.ended = true;
    this.listener?.();
  }
}

/** Named, with no deadline of its own. */
function isPrepared(statement: Statement): statement is { name: string; text: string; values: unknown[] } {
  return typeof statement === 'object' && statement.name !== undefined && statement.values !== undefined && statement.query_timeout === undefined;
}

function destroy(client: Client): void {
  // Whatever the dying socket still reports is of no use to anyone.
  client.removeAllListeners('error');
  client.on('error', () => undefined);
  client.connection.stream.destroy();
}
