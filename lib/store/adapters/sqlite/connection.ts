import type { PooledConnection } from '../../pools';
import type { SqliteThread, ThreadAnswer, ThreadStatement } from './thread';

/** One connection to one file, in a thread. It is opened by its first statement. Errors come as the driver's. */
export class SqliteConnection implements PooledConnection {
  /** Tenant whose mark its file was seen to bear. */
  ownedBy: string | null = null;
  private readonly connection: number;
  private ended = false;
  private listener: (() => void) | null = null;
  private readonly forget: () => void;

  constructor(
    private readonly thread: SqliteThread,
    private readonly file: string,
  ) {
    thread.connections += 1;
    this.connection = thread.nextConnection();
    this.forget = thread.onEnd(() => this.markEnded());
  }

  get usable(): boolean {
    return !this.ended;
  }

  /** All statements or none; alone, a statement needs no transaction of its own. */
  unit(statements: readonly ThreadStatement[], write: boolean): Promise<ThreadAnswer[]> {
    const { connection, file } = this;
    return this.thread.send({ op: 'unit', connection, file, statements: statements.map(({ text, values }) => ({ text, values })), write });
  }

  /** `BEGIN IMMEDIATE`: whoever has it is the file's writer. Without foreign keys they stay off until the connection is closed. */
  async begin(foreignKeys = true): Promise<void> {
    const { connection, file } = this;
    await this.thread.send({ op: 'begin', connection, file, foreignKeys });
  }

  execute(statements: readonly ThreadStatement[]): Promise<ThreadAnswer[]> {
    return this.thread.send({ op: 'execute', connection: this.connection, statements: statements.map(({ text, values }) => ({ text, values })) });
  }

  /** Any number of statements without values. */
  async script(text: string): Promise<void> {
    await this.thread.send({ op: 'script', connection: this.connection, text });
  }

  async end(commit: boolean): Promise<void> {
    await this.thread.send({ op: 'end', connection: this.connection, commit });
  }

  /** Not to be used again. */
  destroy(): void {
    void this.close();
  }

  async close(): Promise<void> {
    if (this.ended) return;
    this.markEnded();
    await this.thread.send({ op: 'close', connection: this.connection }).catch(() => undefined);
  }

  /** Nothing stands between it and its file that could have gone away. */
  ping(): Promise<boolean> {
    return Promise.resolve(this.usable);
  }

  onEnd(listener: () => void): void {
    this.listener = listener;
  }

  private markEnded(): void {
    if (this.ended) return;
    this.ended = true;
    this.thread.connections -= 1;
    this.forget();
    const { listener } = this;
    this.listener = null;
    listener?.();
  }
}
