import type { QueryKey } from '@tanstack/react-query';

/** Events come in bursts; one refresh answers all that came in this time. */
const GATHER_MS = 200;

/** Gathers what has to be read again, and reads one lot at a time: a flood of events waits for the answers instead of cancelling them. */
export class Refresher {
  private readonly pending = new Map<string, QueryKey>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private busy = false;

  constructor(private readonly read: (keys: QueryKey[]) => Promise<unknown>) {}

  add(keys: readonly QueryKey[]): void {
    for (const key of keys) this.pending.set(JSON.stringify(key), key);
    this.schedule();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.pending.clear();
  }

  private schedule(): void {
    if (this.busy || this.timer !== undefined || this.pending.size === 0) return;
    this.timer = setTimeout(() => void this.flush(), GATHER_MS);
  }

  private async flush(): Promise<void> {
    this.timer = undefined;
    this.busy = true;
    const keys = [...this.pending.values()];
    this.pending.clear();
    try {
      await this.read(keys);
    } finally {
      this.busy = false;
      this.schedule();
    }
  }
}
