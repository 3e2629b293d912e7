import { mkdirSync, watch, type FSWatcher } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

/** Tells that something was published; where it cannot, only a poll does. */
export interface PublishListener {
  /** Whether it can be relied on, so that polls need only be rare. */
  readonly listening: boolean;
  subscribe(wake: () => void): () => void;
  close(): Promise<void>;
}

/**
 * Processes that share a file of records wake one another: who published touches a file beside it, and the system tells
 * who watches (inotify, FSEvents). Not on every file system, nor on a shared one: polls go on as ever.
 */
export class Doorbell implements PublishListener {
  readonly listening = false;
  private readonly wakes = new Set<() => void>();
  private watcher: FSWatcher | null = null;

  /** @param file absolute path; made at the first ring */
  constructor(private readonly file: string) {}

  /** Never fails: a bell that is not heard costs the poll's delay. */
  ring(): void {
    const now = new Date();
    utimes(this.file, now, now)
      .catch(() => writeFile(this.file, '', { mode: 0o600 }))
      .catch(() => undefined);
  }

  subscribe(wake: () => void): () => void {
    this.wakes.add(wake);
    this.watcher ??= this.listen();
    return () => {
      this.wakes.delete(wake);
      if (this.wakes.size === 0) this.stop();
    };
  }

  async close(): Promise<void> {
    this.wakes.clear();
    this.stop();
  }

  private listen(): FSWatcher | null {
    const name = basename(this.file);
    try {
      mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
      // The folder and not the file, which may not be there yet.
      const watcher = watch(dirname(this.file), { persistent: false }, (_event, changed) => {
        if (changed === name) for (const wake of this.wakes) wake();
      });
      watcher.on('error', () => this.stop());
      return watcher;
    } catch {
      return null;
    }
  }

  private stop(): void {
    this.watcher?.close();
    this.watcher = null;
  }
}
