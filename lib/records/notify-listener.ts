import type { Client } from 'pg';
import type { Logger } from '@/lib/log';
import type { PublishListener } from './doorbell';

const RECONNECT_MIN_MS = 250;
const RECONNECT_MAX_MS = 10_000;
/** A server that answers nothing must not hold up the end of a process. */
const CLOSE_MS = 2_000;

/** One dedicated LISTEN connection, open only while somebody is subscribed; reconnects by itself. */
export class NotifyListener implements PublishListener {
  private readonly wakes = new Set<() => void>();
  private client: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private pauseMs = RECONNECT_MIN_MS;
  private closed = false;
  private up = false;

  constructor(
    private readonly connect: () => Client,
    private readonly channel: string,
    private readonly log: Logger,
  ) {}

  /** False while there is no connection: then only a poll can tell. */
  get listening(): boolean {
    return this.up;
  }

  subscribe(wake: () => void): () => void {
    this.wakes.add(wake);
    if (!this.client && !this.timer && !this.closed) void this.open();
    return () => {
      this.wakes.delete(wake);
      if (this.wakes.size === 0) this.drop();
    };
  }

  async close(): Promise<void> {
    this.closed = true;
    this.wakes.clear();
    const client = this.client;
    this.drop();
    if (!client) return;
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([client.end().catch(() => undefined), new Promise((resolve) => (timer = setTimeout(resolve, CLOSE_MS)))]);
    clearTimeout(timer);
  }

  private async open(): Promise<void> {
    const client = this.connect();
    this.client = client;
    client.on('notification', () => this.wakeAll());
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    try {
      await client.connect();
      await client.query(`LISTEN ${this.channel}`);
    } catch {
      this.lost(client);
      return;
    }
    if (this.client !== client) return;
    this.up = true;
    this.pauseMs = RECONNECT_MIN_MS;
    // What was published while nobody listened.
    this.wakeAll();
  }

  private lost(client: Client): void {
    if (this.client !== client) return;
    this.client = null;
    this.up = false;
    client.end().catch(() => undefined);
    if (this.closed || this.wakes.size === 0) return;
    this.log.warn({ retryMs: this.pauseMs }, 'records listener lost its connection');
    this.timer = setTimeout(() => {
      this.timer = null;
      if (!this.closed && this.wakes.size > 0) void this.open();
    }, this.pauseMs);
    this.timer.unref();
    this.pauseMs = Math.min(this.pauseMs * 2, RECONNECT_MAX_MS);
  }

  private drop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const client = this.client;
    this.client = null;
    this.up = false;
    client?.end().catch(() => undefined);
  }

  private wakeAll(): void {
    for (const wake of this.wakes) wake();
  }
}
