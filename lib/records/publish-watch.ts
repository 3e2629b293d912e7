import type { Logger } from '@/lib/log';
import type { PublishListener } from './doorbell';
import type { LiveEvent, PublishWake } from './ports';

/** How soon another process's event is seen where nothing tells of it, ms. */
const POLL_MS = 500;
/** While notifications flow the poll only covers ones that a pooler swallowed, ms. */
const SAFETY_POLL_MS = 5_000;

/** Tells subscribers that something was published: by this process at once, by others when their bell is heard, or by a poll. */
export class PublishWatch {
  private readonly wakes = new Set<PublishWake>();
  /** The last event that the subscribers were woken for. */
  private seen: number | null = null;
  private timer: NodeJS.Timeout | null = null;
  private stopListening: (() => void) | null = null;
  private failing = false;
  private looking = false;
  private lookAgain = false;

  constructor(
    private readonly latestId: () => Promise<number>,
    private readonly listener: PublishListener,
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

  /** Of an event of this process. */
  published({ id, ...event }: Pick<LiveEvent, 'id' | 'type' | 'data'>): void {
    // With others' events between, the next look is to find them.
    if (this.seen !== null && id === this.seen + 1) this.seen = id;
    this.wake(event);
  }

  close(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.stopListening?.();
    this.stopListening = null;
    this.seen = null;
    this.wakes.clear();
  }

  private wake(event?: Pick<LiveEvent, 'type' | 'data'>): void {
    for (const wake of this.wakes) wake(event);
  }

  private start(): void {
    this.stopListening = this.listener.subscribe(() => void this.look());
    void this.look();
  }

  private async look(): Promise<void> {
    if (this.looking) {
      this.lookAgain = true;
      return;
    }
    this.looking = true;
    do {
      this.lookAgain = false;
      await this.lookOnce();
    } while (this.lookAgain && this.wakes.size > 0);
    this.looking = false;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.wakes.size === 0) return;
    this.timer = setTimeout(() => void this.look(), this.listener.listening ? SAFETY_POLL_MS : POLL_MS);
    this.timer.unref();
  }

  private async lookOnce(): Promise<void> {
    try {
      const latest = await this.latestId();
      // What came between subscribing and the first look cannot be told from what was there before: wake once for both.
      if (latest !== this.seen) this.wake();
      this.seen = latest;
      this.failing = false;
    } catch {
      if (!this.failing) this.log.warn('live events cannot be read');
      this.failing = true;
    }
  }
}
