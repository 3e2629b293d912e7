import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CLOCK } from './dialect';

/** A statement as a thread takes it. */
export interface ThreadStatement {
  text: string;
  values: unknown[];
}
export interface ThreadAnswer {
  columns: string[];
  rows: unknown[][];
  affected: number;
}
export type ThreadMessage =
  | { op: 'unit'; connection: number; file: string; statements: ThreadStatement[]; write: boolean }
  | { op: 'begin'; connection: number; file: string; foreignKeys: boolean }
  | { op: 'execute'; connection: number; statements: ThreadStatement[] }
  | { op: 'script'; connection: number; text: string }
  | { op: 'end'; connection: number; commit: boolean }
  | { op: 'close'; connection: number }
  | { op: 'version' }
  | { op: 'collect' };

interface Waiting {
  resolve(answers: ThreadAnswer[]): void;
  reject(error: Error): void;
}

/** How long a thread waits for another process's lock: short, for others wait behind it. Who needs longer asks again. */
const BUSY_TIMEOUT_MS = 5;

/** A worker thread that holds connections to files. Nothing starts before the first message. */
export class SqliteThread {
  /** Connections assigned to it; the next one goes where there are fewest. */
  connections = 0;
  private readonly waiting = new Map<number, Waiting>();
  private readonly ended = new Set<() => void>();
  private worker: Worker | null = null;
  private nextId = 1;
  private lastConnection = 0;
  private closed = false;

  get running(): boolean {
    return this.worker !== null;
  }

  nextConnection(): number {
    return (this.lastConnection += 1);
  }

  send(message: ThreadMessage): Promise<ThreadAnswer[]> {
    const worker = this.open();
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      // The thread keeps the process alive only while an answer is awaited.
      worker.ref();
      worker.postMessage({ id, ...message });
    });
  }

  /** Told once when the thread dies: what was open in it is gone. */
  onEnd(listener: () => void): () => void {
    this.ended.add(listener);
    return () => this.ended.delete(listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
  }

  private open(): Worker {
    if (this.worker) return this.worker;
    if (this.closed) throw Object.assign(new Error('the threads are closed'), { code: 'CLOSED' });
    // By path from the working directory, not `new URL(…, import.meta.url)`: bundlers rewrite that form,
    // and inside a Next build `import.meta.url` is a chunk. The path is also where a package keeps the file.
    const script = join(/* turbopackIgnore: true */ process.cwd(), 'lib', 'store', 'adapters', 'sqlite', 'sqlite-worker.mjs');
    const worker = new Worker(/* turbopackIgnore: true */ script, { workerData: { busyTimeoutMs: BUSY_TIMEOUT_MS, clock: CLOCK }, execArgv: [] });
    worker.on('message', (message: { id: number; answers?: ThreadAnswer[]; error?: { message: string; code: string } }) => this.answered(message));
    worker.on('error', (error) => this.fail(worker, error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => this.fail(worker, new Error('the thread ended')));
    this.worker = worker;
    return worker;
  }

  private answered({ id, answers, error }: { id: number; answers?: ThreadAnswer[]; error?: { message: string; code: string } }): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (this.waiting.size === 0) this.worker?.unref();
    if (error) waiting?.reject(Object.assign(new Error(error.message), { code: error.code }));
    else waiting?.resolve(answers ?? []);
  }

  /** The next message starts a new thread; SQLite rolls back what was open in the old one. */
  private fail(worker: Worker, cause: Error): void {
    if (this.worker === worker) this.worker = null;
    const error = Object.assign(new Error('the thread ended', { cause }), { code: 'THREAD_ENDED' });
    for (const waiting of this.waiting.values()) waiting.reject(error);
    this.waiting.clear();
    for (const listener of this.ended) listener();
    this.ended.clear();
  }
}

/** Threads for short work, and others for what may take long, so that no file waits for another's index. */
const THREADS = { short: 2, long: 2 } as const;
export type ThreadKind = keyof typeof THREADS;

export class SqliteThreads {
  private readonly threads = Object.fromEntries(Object.entries(THREADS).map(([kind, size]) => [kind, Array.from({ length: size }, () => new SqliteThread())])) as Record<ThreadKind, SqliteThread[]>;

  /** The thread with the fewest connections. */
  pick(kind: ThreadKind): SqliteThread {
    return this.threads[kind].reduce((least, thread) => (thread.connections < least.connections ? thread : least));
  }

  /** Lets go of files that were closed and are still held; in threads that run. */
  async collect(): Promise<void> {
    const running = Object.values(this.threads).flat().filter((thread) => thread.running);
    await Promise.all(running.map((thread) => thread.send({ op: 'collect' })));
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.threads).flat().map((thread) => thread.close()));
  }
}
