import { join } from 'node:path';
import { AppError } from '@/lib/errors';
import type { Pools } from '../../pools';
import type { ServerTarget, TenantTarget } from '../../ports';
import { findMark, type Ask } from './catalog';
import { SqliteConnection } from './connection';
import { isBusy, translateError } from './errors';
import { isBelow } from './roots';
import { SqliteThreads, type ThreadAnswer, type ThreadKind, type ThreadStatement } from './thread';

/** How long a unit of work is tried again while another process writes to the file. */
const BUSY_DEADLINE_MS = 10_000;
const BUSY_PAUSE_MAX_MS = 50;

export const serverIdOf = (server: ServerTarget): string => server.id ?? `unsaved ${directoryOf(server)}`;

export function directoryOf({ directory, name }: ServerTarget): string {
  if (directory === undefined) throw new AppError('invalid_state', { params: { server: name, reason: 'server_without_directory' } });
  return directory;
}

/** A tenant's file. A name that would lead elsewhere is refused, whoever wrote it. */
export function fileOf({ server, placement }: TenantTarget): string {
  const { name } = placement;
  if (name === '' || name.startsWith('.') || /[/\0]/.test(name)) throw new AppError('invalid_state', { params: { server: server.name, reason: 'file_name', name } });
  return join(directoryOf(server), `${name}.db`);
}

export interface TransactionOptions {
  /** `false`: foreign keys are not enforced meanwhile, which SQLite lets be switched only before a transaction. */
  foreignKeys?: boolean;
  /** Told each time that the file was another process's. */
  onBusy?: () => void;
}

/** The way to files: through the pools' budget of open ones, one writer a file, errors translated here. */
export class SqliteAccess {
  private readonly threads = new SqliteThreads();
  /** By file: the end of the last writer in line. */
  private readonly writers = new Map<string, Promise<unknown>>();
  private known: Promise<string> | null = null;
  private readonly allowed = new Map<string, Promise<boolean>>();

  /** @param busyDeadlineMs how long a unit of work waits for other processes' writes. */
  constructor(
    readonly pools: Pools<SqliteConnection>,
    private readonly roots: readonly string[],
    private readonly busyDeadlineMs = BUSY_DEADLINE_MS,
  ) {}

  /** Statements that only read: beside a writer, each unit on one state of the file. */
  read(target: TenantTarget, statements: readonly ThreadStatement[]): Promise<ThreadAnswer[]> {
    return this.use(target, 'short', (connection) => this.whenFree(() => connection.unit(statements, false)));
  }

  /** Reads that may take long, one after the other on one connection, each on the file as it is by then. */
  reading<T>(target: TenantTarget, work: (ask: Ask) => Promise<T>): Promise<T> {
    return this.use(target, 'long', (connection) => work((statements) => this.whenFree(() => connection.unit(statements, false))));
  }

  /** One unit of work: all or nothing. */
  write(target: TenantTarget, statements: readonly ThreadStatement[]): Promise<ThreadAnswer[]> {
    return this.inLine(fileOf(target), () => this.use(target, 'short', (connection) => this.whenFree(() => connection.unit(statements, true))));
  }

  /**
   * As the file's writer from beginning to end; undone when `work` throws.
   * @param kind `long` for what may take long: it has threads of its own.
   * @param options see `TransactionOptions`
   */
  transaction<T>(target: TenantTarget, kind: ThreadKind, work: (connection: SqliteConnection) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    const { foreignKeys = true, onBusy } = options;
    return this.inLine(fileOf(target), () =>
      this.use(target, kind, async (connection) => {
        await this.whenFree(() => connection.begin(foreignKeys), onBusy);
        try {
          const result = await work(connection);
          await this.whenFree(() => connection.end(true));
          return result;
        } catch (error) {
          // A connection that cannot even roll back must not go back to the pool.
          await connection.end(false).catch(() => connection.destroy());
          throw error;
        } finally {
          // What was switched off is never met by who comes after.
          if (!foreignKeys) await connection.close();
        }
      }),
    );
  }

  /** Closes what is open on one file, before it is dropped. */
  async drainFile(target: TenantTarget): Promise<void> {
    const file = fileOf(target);
    await this.pools.drain(serverIdOf(target.server), (key) => key.database === file);
  }

  /** @throws AppError `server_privilege_missing` for a folder that the environment does not allow. */
  async assertAllowed(server: ServerTarget): Promise<void> {
    const directory = directoryOf(server);
    let known = this.allowed.get(directory);
    if (!known) {
      known = isBelow(directory, this.roots);
      this.allowed.set(directory, known);
      known.catch(() => this.allowed.delete(directory));
    }
    if (!(await known)) throw new AppError('server_privilege_missing', { params: { server: server.name } });
  }

  /** A folder may become a link to elsewhere: it is looked at again. */
  forgetAllowed(): void {
    this.allowed.clear();
  }

  /** A connection outside of the budget, for a file that is nobody's tenant (yet); closed afterwards. */
  async aside<T>(server: ServerTarget, file: string, work: (connection: SqliteConnection) => Promise<T>): Promise<T> {
    const connection = new SqliteConnection(this.threads.pick('long'), file);
    try {
      return await work(connection);
    } catch (error) {
      throw translateError(error, server.name);
    } finally {
      await connection.close();
    }
  }

  collect(): Promise<void> {
    return this.threads.collect();
  }

  /** Of the engine itself: it comes with the product. */
  version(): Promise<string> {
    this.known ??= this.threads
      .pick('short')
      .send({ op: 'version' })
      .then(([answer]) => String(answer?.rows[0]?.[0]));
    return this.known;
  }

  async close(): Promise<void> {
    await this.pools.close();
    await this.threads.close();
  }

  private async use<T>(target: TenantTarget, kind: ThreadKind, work: (connection: SqliteConnection) => Promise<T>): Promise<T> {
    const { server } = target;
    await this.assertAllowed(server);
    const file = fileOf(target);
    const pooled = { id: serverIdOf(server), name: server.name, maxConnections: server.maxConnections };
    const key = { database: file, user: kind === 'long' ? '(long)' : '', fingerprint: target.tenantId };
    try {
      return await this.pools.use(pooled, key, () => Promise.resolve(new SqliteConnection(this.threads.pick(kind), file)), async (connection) => {
        await this.assertOwn(connection, target);
        return work(connection);
      });
    } catch (error) {
      throw translateError(error, server.name);
    }
  }

  private whenFree<T>(attempt: () => Promise<T>, onBusy?: () => void): Promise<T> {
    return whileBusy(attempt, this.busyDeadlineMs, onBusy);
  }

  /** Looked at once a connection: a placement that names another tenant's file reaches nothing. */
  private async assertOwn(connection: SqliteConnection, { server, tenantId }: TenantTarget): Promise<void> {
    if (connection.ownedBy === tenantId) return;
    const mark = await findMark((statements) => this.whenFree(() => connection.unit(statements, false)));
    if (mark?.tenantId !== tenantId) throw new AppError('server_privilege_missing', { params: { server: server.name } });
    connection.ownedBy = tenantId;
  }

  /** Writers of this process stand in line, so that only other processes are ever in the way. */
  private async inLine<T>(file: string, work: () => Promise<T>): Promise<T> {
    const before = this.writers.get(file) ?? Promise.resolve();
    const mine = before.then(work, work);
    const end = mine.catch(() => undefined);
    this.writers.set(file, end);
    try {
      return await mine;
    } finally {
      if (this.writers.get(file) === end) this.writers.delete(file);
    }
  }
}

/** Asks again, with growing pauses, while another process holds the file. */
export async function whileBusy<T>(attempt: () => Promise<T>, deadlineMs = BUSY_DEADLINE_MS, onBusy?: () => void): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, BUSY_PAUSE_MAX_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
      onBusy?.();
      await new Promise((resolve) => setTimeout(resolve, pauseMs * (0.5 + Math.random())));
    }
  }
}
