import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Queue } from './queue';

export type Row = unknown[];
type Operation = 'execute' | 'begin' | 'commit' | 'rollback' | 'close';
interface Answer {
  id?: number;
  ready?: true;
  rows?: Row[];
  error?: { message: string; code: string };
}
interface Waiting {
  resolve(rows: Row[]): void;
  reject(error: Error): void;
}

/** How long the thread itself waits for another process's lock, ms. */
const BUSY_TIMEOUT_MS = 25;
/** How long a unit of work is tried again while another process writes, ms. */
const BUSY_DEADLINE_MS = 10_000;
const BUSY = /SQLITE_BUSY|database is locked|SQLITE_LOCKED/;

/** The query layer wraps the thread's error. */
function isBusy(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) if (BUSY.test(current.message)) return true;
  return false;
}

/** One libSQL file behind a worker thread and a queue: one unit of work (statement or transaction) at a time. */
export class LibsqlThread {
  private readonly queue = new Queue();
  private readonly waiting = new Map<number, Waiting>();
  private worker: Worker | null = null;
  private nextId = 1;
  private closed = false;

  /** @param file absolute path; its directory is made, private. Nothing is opened before the first use. */
  constructor(private readonly file: string) {}

  /** One statement, on its own. */
  execute(sql: string, params: unknown[]): Promise<Row[]> {
    return this.queue.run(() => this.whileBusy(() => this.send('execute', sql, params)));
  }

  /**
   * All of `work` in one immediate transaction; nothing of this process comes in between.
   * Where another process is in the way it is rolled back and done again, so `work` must do nothing but statements.
   */
  transaction<T>(work: (execute: (sql: string, params: unknown[]) => Promise<Row[]>) => Promise<T>): Promise<T> {
    return this.queue.run(() =>
      this.whileBusy(async () => {
        await this.send('begin');
        try {
          const result = await work((sql, params) => this.send('execute', sql, params));
          await this.send('commit');
          return result;
        } catch (error) {
          await this.send('rollback').catch(() => undefined);
          throw error;
        }
      }),
    );
  }

  async close(): Promise<void> {
    await this.queue.run(async () => {
      this.closed = true;
      if (!this.worker) return;
      await this.send('close').catch(() => undefined);
      const worker = this.worker;
      this.worker = null;
      await worker.terminate();
    });
  }

  private async whileBusy<T>(attempt: () => Promise<T>): Promise<T> {
    const deadline = Date.now() + BUSY_DEADLINE_MS;
    for (let pauseMs = 2; ; pauseMs = Math.min(pauseMs * 2, 100)) {
      try {
        return await attempt();
      } catch (error) {
        if (!isBusy(error) || Date.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, pauseMs * (0.5 + Math.random())));
      }
    }
  }

  private send(op: Operation, sql?: string, params?: unknown[]): Promise<Row[]> {
    const worker = this.open();
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      // The thread keeps the process alive only while an answer is awaited.
      worker.ref();
      worker.postMessage({ id, op, sql, params });
    });
  }

  private open(): Worker {
    if (this.closed && !this.worker) throw new Error('the records are closed');
    if (this.worker) return this.worker;
    mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
    // By path from the working directory, not `new URL(…, import.meta.url)`: bundlers rewrite that form,
    // and inside a Next build `import.meta.url` is a chunk. The path is also where a package keeps the file.
    const script = join(/* turbopackIgnore: true */ process.cwd(), 'lib', 'records', 'libsql-worker.mjs');
    const worker = new Worker(/* turbopackIgnore: true */ script, {
      workerData: { url: pathToFileURL(this.file).href, busyTimeoutMs: BUSY_TIMEOUT_MS },
      // What the parent was started with (a loader, say) is not for this thread.
      execArgv: [],
    });
    worker.on('message', (answer: Answer) => this.answered(answer));
    worker.on('error', (error) => this.failAll(worker, error));
    worker.on('exit', () => this.failAll(worker, new Error('the records thread ended')));
    this.worker = worker;
    return worker;
  }

  private answered(answer: Answer): void {
    if (answer.id === undefined) return;
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if (this.waiting.size === 0) this.worker?.unref();
    if (answer.error) waiting?.reject(Object.assign(new Error(answer.error.message), { code: answer.error.code }));
    else waiting?.resolve(answer.rows ?? []);
  }

  /** The next use opens a new thread; an open transaction of the old one is rolled back by SQLite. */
  private failAll(worker: Worker, error: unknown): void {
    if (this.worker === worker) this.worker = null;
    const reason = error instanceof Error ? error : new Error(String(error));
    for (const waiting of this.waiting.values()) waiting.reject(reason);
    this.waiting.clear();
  }
}
