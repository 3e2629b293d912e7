import { createHash } from 'node:crypto';
import { createConnection, type Connection, type ConnectionOptions, type ResultSetHeader } from 'mysql2/promise';
import type { PoolKey, PooledConnection } from '../../pools';
import type { ServerTarget } from '../../ports';
import { parameterOf } from './exact-types';
import { describeServer, INIT_STATEMENTS, LOOK, type Look, type ServerTraits } from './session';

export const CONNECT_TIMEOUT_MS = 5_000;
/** No answer for so long means that the connection is dead; longer work sets its own. */
export const QUERY_TIMEOUT_MS = 30_000;
const KEEPALIVE_DELAY_MS = 10_000;
const CLOSE_DEADLINE_MS = 1_000;
/** Statements a connection keeps prepared; each costs the server memory. */
const PREPARED_MAX = 256;

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

export interface Answer<Row> {
  rows: Row[];
  /** Rows found by a writing statement. */
  affected: number;
}

export function tlsOptions(target: Pick<ServerTarget, 'host' | 'tls'>) {
  const { mode, ca } = target.tls;
  if (mode === 'disable') return null;
  if (mode === 'require') return { rejectUnauthorized: false, verifyIdentity: false };
  // verify-ca: the chain counts, the name does not.
  return { rejectUnauthorized: true, verifyIdentity: mode === 'verify-full', ...(ca ? { ca } : {}) };
}

/** The address of a login; the direct one falls back to the usual where none is given. */
function addressOf(target: ServerTarget, direct: boolean): { host: string; port: number } {
  return direct ? { host: target.directHost ?? target.host, port: target.directPort ?? target.port } : { host: target.host, port: target.port };
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

function optionsOf(target: ServerTarget, login: Login, connectTimeout: number): ConnectionOptions {
  const { host, port } = addressOf(target, login.direct ?? false);
  const ssl = tlsOptions(target);
  return {
    ...(host.startsWith('/') ? { socketPath: host } : { host, port }),
    database: login.database,
    user: login.user,
    password: login.password,
    ...(ssl ? { ssl } : {}),
    charset: 'utf8mb4',
    connectTimeout,
    // `affected` are the rows found, as on every engine. A server could ask a client for any of its files.
    flags: ['FOUND_ROWS', '-LOCAL_FILES', '-IGNORE_SPACE'],
    connectAttributes: { program_name: 'tenantry' },
    // A stack for each statement costs a tenth of it; errors are translated at the adapter's edge.
    trace: false,
    dateStrings: true,
    jsonStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    maxPreparedStatements: PREPARED_MAX,
    enableKeepAlive: true,
    keepAliveInitialDelay: KEEPALIVE_DELAY_MS,
  };
}

/** One connection to MySQL or MariaDB. Errors come as the driver's; translate them at the adapter's edge. */
export class MysqlConnection implements PooledConnection {
  private ended = false;
  private listener: (() => void) | null = null;
  private readonly closed: Promise<void>;
  private constructor(
    private readonly client: Connection,
    private readonly queryTimeoutMs: number,
    public readonly traits: ServerTraits,
    /** A pooler stands between: no locks that outlive a statement. */
    public readonly pooled: boolean,
  ) {
    // The client says nothing when it is closed while nothing runs; its socket does.
    this.closed = new Promise((resolve) => {
      socketOf(client).once('close', () => {
        this.markEnded();
        resolve();
      });
    });
    (client as unknown as NodeJS.EventEmitter).on('error', () => this.markEnded());
  }

  static async open(target: ServerTarget, login: Login, { connectTimeoutMs = CONNECT_TIMEOUT_MS, queryTimeoutMs = QUERY_TIMEOUT_MS }: OpenOptions = {}): Promise<MysqlConnection> {
    const client = await createConnection(optionsOf(target, login, connectTimeoutMs));
    try {
      // Each time anew and looked at, for a pooler may hand out a session that others left as they liked.
      for (const text of INIT_STATEMENTS) await within(client, client.query(text), connectTimeoutMs);
      const [rows] = await within(client, client.query(LOOK), connectTimeoutMs);
      const look = (rows as Look[])[0];
      if (!look) throw new Error('no answer to the first look');
      return new MysqlConnection(client, queryTimeoutMs, describeServer(look), Number(look.id) !== client.threadId);
    } catch (error) {
      client.destroy();
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

  /** With values as a prepared statement (kept per text), without as it is. */
  async query<Row extends object>(text: string, values?: readonly unknown[], timeoutMs = this.queryTimeoutMs): Promise<Answer<Row>> {
    if (this.ended) throw Object.assign(new Error('the connection is closed'), { code: 'PROTOCOL_CONNECTION_LOST' });
    // The driver takes whatever its types leave out: a parameter with its own type.
    const sent = values ? this.client.execute(text, values.map(parameterOf) as string[]) : this.client.query(text);
    const [result] = await within(this.client, sent, timeoutMs);
    if (Array.isArray(result)) return { rows: result as unknown as Row[], affected: 0 };
    return { rows: [], affected: (result as ResultSetHeader).affectedRows };
  }

  async ping(deadlineMs: number): Promise<boolean> {
    try {
      await within(this.client, this.client.ping(), deadlineMs);
      return this.usable;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    if (!this.ended) {
      // The server counts a session until its socket is closed.
      await within(this.client, this.client.end().then(() => this.closed), CLOSE_DEADLINE_MS).catch(() => undefined);
    }
    this.ended = true;
    this.client.destroy();
  }

  /** Cuts the connection at once, whatever runs on it. */
  destroy(): void {
    this.client.destroy();
    this.markEnded();
  }

  private markEnded(): void {
    if (this.ended) return;
    this.ended = true;
    this.listener?.();
  }
}

/** The driver's own socket, which its types leave out. */
const socketOf = (client: Connection): NodeJS.EventEmitter => (client as unknown as { connection: { stream: NodeJS.EventEmitter } }).connection.stream;

/** A connection that is silent for too long is of no further use: whatever it says later answers an older question. */
function within<T>(client: Connection, work: Promise<T>, deadlineMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      client.destroy();
      reject(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' }));
    }, deadlineMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
