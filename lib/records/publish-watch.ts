import type { Logger } from '@/lib/log';
import type { NotifyListener } from './notify-listener';
import type { LiveEvent, PublishWake } from './ports';

/** How soon another process's event is seen where the database cannot notify, ms. */
const POLL_MS = 500;
/** While notifications flow the poll only covers ones that a pooler swallowed, ms. */
const SAFETY_POLL_MS = 5_000;

/** Tells subscribers that something was published: by this process at once, by others through NOTIFY or a poll. */
export class PublishWatch {
  private readonly wakes = new Set<PublishWake>();
  private seen: number | null = null;
  private timer: NodeJS.Timeout | null = null;
  private stopListening: (() => void) | null = null;
  private failing = false;

  constructor(
    private readonly latestId: () => Promise<number>,
    private readonly listener: NotifyListener | null,
    private readonly log: Logger,
  ) {}

  subscribe(wake: PublishWake): () => void {
    this.wakes.add(wake);
    if (this.wakes.size === 1) this.start();
    return () => {
      this.wakes.delete(wake);
      if (this.wakes.size === 0) this.close();
    };
  }

  /** @param event what this process published; absent where it is only known that something was */
  published(event?: Pick<LiveEvent, 'type' | 'data'>): void {
    for (const wake of this.wakes) wake(event);
  }

  close(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.stopListening?.();
    this.stopListening = null;
    this.seen = null;
    this.wakes.clear();
  }

  private start(): void {
    this.stopListening = this.listener?.subscribe(() => this.published()) ?? null;
    this.schedule(0);
  }

  private schedule(delayMs: number): void {
    const timer = setTimeout(() => void this.poll(timer), delayMs);
    timer.unref();
    this.timer = timer;
  }

  private async poll(timer: NodeJS.Timeout): Promise<void> {
    try {
      const latest = await this.latestId();
      if (this.timer !== timer) return;
      // What came between subscribing and the first look cannot be told from what was there before: wake once for both.
      if (latest !== this.seen) this.published();
      this.seen = latest;
      this.failing = false;
    } catch {
      if (!this.failing) this.log.warn('live events cannot be read');
      this.failing = true;
    }
    if (this.timer === timer) this.schedule(this.listener?.listening ? SAFETY_POLL_MS : POLL_MS);
  }
}
