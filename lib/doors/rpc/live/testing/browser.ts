import type { Locks } from '../election';
import type { BrowserPorts, Channel } from '../tab';

interface Waiting {
  granted: (lock: unknown) => Promise<void> | void;
  settle: { resolve: () => void; reject: (error: unknown) => void };
}

/** Web Locks of one browser, by the specification's words: first come first served, and `steal` breaks the holder's promise. */
export function testLocks(): Locks {
  const held = new Map<string, Waiting>();
  const queues = new Map<string, Waiting[]>();
  const queueOf = (name: string) => queues.get(name) ?? queues.set(name, []).get(name) ?? [];
  const grant = (name: string, request: Waiting) => {
    held.set(name, request);
    void Promise.resolve(request.granted({ name })).then(() => {
      if (held.get(name) === request) {
        held.delete(name);
        const next = queueOf(name).shift();
        if (next) grant(name, next);
      }
      request.settle.resolve();
    });
  };
  return {
    request: (name, { signal, steal, ifAvailable }, granted) =>
      new Promise<void>((resolve, reject) => {
        const request: Waiting = { granted, settle: { resolve, reject } };
        if (steal) {
          held.get(name)?.settle.reject(new DOMException('stolen', 'AbortError'));
          return grant(name, request);
        }
        if (!held.has(name)) return grant(name, request);
        if (ifAvailable) return void Promise.resolve(granted(null)).then(() => resolve());
        queueOf(name).push(request);
        signal?.addEventListener('abort', () => {
          queues.set(name, queueOf(name).filter((other) => other !== request));
          reject(new DOMException('aborted', 'AbortError'));
        });
      }),
  };
}

/** A stream as the server serves it. */
export class TestStream {
  readyState = 1;
  private readonly listeners = new Map<string, ((message: Event) => void)[]>();

  constructor(readonly url: URL) {}

  addEventListener(type: string, listener: unknown): void {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener as (message: Event) => void]);
  }
  close(): void {
    this.readyState = 2;
  }
  get open(): boolean {
    return this.readyState !== 2;
  }
  get after(): string | null {
    return this.url.searchParams.get('lastEventId');
  }
  send(type: string, id: number, data: Record<string, unknown>): void {
    if (!this.open) return;
    for (const listener of this.listeners.get(type) ?? []) listener(new MessageEvent(type, { data: JSON.stringify(data), lastEventId: String(id) }));
  }
  /** @param closed false while the browser still tries by itself. */
  fail(closed: boolean): void {
    if (closed) this.readyState = 2;
    for (const listener of this.listeners.get('error') ?? []) listener(new Event('error'));
  }
}

/** One browser with its tabs: locks, channels, and the streams they opened. */
export class TestBrowser {
  readonly streams: TestStream[] = [];
  status = 200;
  private readonly locks = testLocks();
  private readonly channels = new Map<string, Set<(word: unknown) => void>>();

  /** @param deaf a tab that hangs: it is handed nothing while this says so. */
  ports(without: { locks?: boolean } = {}, deaf: () => boolean = () => false): () => BrowserPorts {
    return () => ({
      locks: without.locks ? null : this.locks,
      channel: (name, heard) => this.join(name, (word) => (deaf() ? undefined : heard(word))),
      open: (url) => {
        const stream = new TestStream(new URL(url, 'http://console'));
        this.streams.push(stream);
        return stream;
      },
      statusOf: () => Promise.resolve(this.status),
    });
  }

  get open(): TestStream[] {
    return this.streams.filter((stream) => stream.open);
  }

  private join(name: string, heard: (word: unknown) => void): Channel {
    const all = this.channels.get(name) ?? new Set();
    this.channels.set(name, all);
    all.add(heard);
    return {
      // As a real one: copied, later, and not to oneself.
      post: (word) => {
        const copy = structuredClone(word);
        for (const other of [...all]) if (other !== heard) queueMicrotask(() => (all.has(other) ? other(copy) : undefined));
      },
      close: () => void all.delete(heard),
    };
  }
}
