interface Entry {
  value: string;
  /** On the clock that the shelf is given. */
  endsAt: number;
}

/** What an entry costs beside its text: two objects and a place in a map (measured on V8, rounded up). */
const ENTRY_OVERHEAD_BYTES = 150;
/** Old entries looked at with each one that is put: enough that what is over leaves about as fast as new ones come. */
const LOOKED_AT_PER_PUT = 2;

const bytesOf = (key: string, { value }: Entry) => ENTRY_OVERHEAD_BYTES + 2 * (key.length + value.length);

/** The entries of one tenant, least recently used first. */
export class Shelf {
  bytes = 0;
  private readonly entries = new Map<string, Entry>();
  /** Walks all entries again and again, a few at a time: no timer, and none stays long after its time. */
  private walk = this.entries.entries();

  get size(): number {
    return this.entries.size;
  }

  take(key: string, now: number): string | null {
    const entry = this.entries.get(key);
    if (!entry) return null;
    if (entry.endsAt <= now) {
      this.remove(key);
      return null;
    }
    // A map keeps the order of insertion: put in again, it is the most recently used.
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  put(key: string, value: string, endsAt: number, now: number): void {
    this.remove(key);
    const entry = { value, endsAt };
    this.entries.set(key, entry);
    this.bytes += bytesOf(key, entry);
    this.removeSomeThatAreOver(now);
  }

  remove(key: string): boolean {
    const entry = this.entries.get(key);
    if (!entry) return false;
    this.entries.delete(key);
    this.bytes -= bytesOf(key, entry);
    return true;
  }

  /** @returns how many living entries there were. */
  removePrefix(prefix: string, now: number): number {
    let removed = 0;
    for (const [key, { endsAt }] of this.entries) {
      if (!key.startsWith(prefix)) continue;
      this.remove(key);
      if (endsAt > now) removed += 1;
    }
    return removed;
  }

  /** @returns whether the one that went still had time. */
  removeOldest(now: number): boolean {
    const [oldest] = this.entries;
    if (!oldest) return false;
    this.remove(oldest[0]);
    return oldest[1].endsAt > now;
  }

  /** A few of those whose time is over; called often, it meets all. */
  removeSomeThatAreOver(now: number): void {
    for (let n = 0; n < LOOKED_AT_PER_PUT; n += 1) {
      const next = this.walk.next();
      if (next.done) {
        this.walk = this.entries.entries();
        return;
      }
      const [key, { endsAt }] = next.value;
      if (endsAt <= now) this.remove(key);
    }
  }
}
