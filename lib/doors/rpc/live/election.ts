/** The one thing of the browser's `navigator.locks` that is used (W3C Web Locks API). */
export interface Locks {
  request(name: string, options: { signal?: AbortSignal; steal?: boolean; ifAvailable?: boolean }, granted: (lock: unknown) => Promise<void> | void): Promise<unknown>;
}

/**
 * Which of a browser's tabs leads: the one that holds a lock. The browser takes it from a tab that is closed or
 * crashes and gives it to the next in the queue; from a tab that hangs the others have to {@link Election.take} it.
 */
export class Election {
  private queued: AbortController | null = null;
  private release: (() => void) | null = null;

  constructor(
    private readonly locks: Locks,
    private readonly name: string,
    private readonly on: { won(): void; lost(): void },
  ) {}

  start(): void {
    void this.stand({});
  }

  /** Takes the lock from whoever holds it; that tab learns of it when it runs again. */
  take(): void {
    void this.stand({ steal: true });
  }

  /** Runs in one of the tabs that come here at the same time, and in no other. */
  async alone(work: () => Promise<void>): Promise<void> {
    await this.locks.request(`${this.name}.takeover`, { ifAvailable: true }, (lock) => (lock ? work() : undefined));
  }

  stop(): void {
    this.queued?.abort();
    this.queued = null;
    this.release?.();
    this.release = null;
  }

  private async stand(options: { steal?: boolean }): Promise<void> {
    this.queued?.abort();
    const mine = new AbortController();
    this.queued = mine;
    let held = false;
    try {
      // The API refuses a signal together with `steal`.
      await this.locks.request(this.name, options.steal ? options : { signal: mine.signal }, () => {
        if (mine.signal.aborted) return;
        held = true;
        return new Promise<void>((resolve) => {
          this.release = resolve;
          this.on.won();
        });
      });
    } catch {
      // Stopped while waiting, or another tab took the lock; where locks are refused altogether each tab leads itself.
      if (!held && !mine.signal.aborted) return this.on.won();
    }
    if (held) this.on.lost();
    if (this.queued === mine) this.start();
  }
}
