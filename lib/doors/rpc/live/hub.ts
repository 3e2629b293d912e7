/** What a screen hears. */
export interface BrowserEvent {
  id: number;
  type: string;
  tenant: string | null;
  data: Record<string, unknown>;
}

/** `ended`: signed out, or somebody else signed in in this browser; it does not come back. */
export type LiveState = 'connecting' | 'live' | 'ended';
export interface LiveStatus {
  state: LiveState;
  /** Since when it is so, ms since the epoch. */
  since: number;
}

interface Listener {
  types: ReadonlySet<string>;
  heard: (event: BrowserEvent) => void;
  missed: () => void;
}

/** Events kept for a tab that opens a moment after they came. */
const KEPT = 200;

/**
 * What one tab knows of the live events: up to which id it has seen all, who listens, and how the stream is.
 * It neither connects nor talks to other tabs; {@link LiveTab} does.
 */
export class LiveHub {
  private readonly listeners = new Set<Listener>();
  private readonly watchers = new Set<() => void>();
  private recent: BrowserEvent[] = [];
  /** All events after this id are in `recent`; null when nothing is known. */
  private recentAfter: number | null;
  private current: LiveStatus;

  /** @param last the id after which this tab's screens have to hear everything; null when that is not known. */
  constructor(
    private last: number | null,
    private readonly now: () => number,
  ) {
    this.current = { state: 'connecting', since: now() };
    this.recentAfter = last;
  }

  get lastId(): number | null {
    return this.last;
  }
  get status(): LiveStatus {
    return this.current;
  }

  /** @param missed called when events may have been missed: what is shown has to be read again. */
  listen(types: readonly string[], heard: Listener['heard'], missed: Listener['missed']): () => void {
    const listener = { types: new Set(types), heard, missed };
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  watch(changed: () => void): () => void {
    this.watchers.add(changed);
    return () => void this.watchers.delete(changed);
  }

  /** @returns false for an event that was heard before. */
  take(event: BrowserEvent): boolean {
    if (this.last !== null && event.id <= this.last) return false;
    this.recentAfter ??= event.id - 1;
    this.last = event.id;
    this.recent.push(event);
    while (this.recent.length > KEPT) this.recentAfter = this.recent.shift()?.id ?? null;
    for (const listener of [...this.listeners]) if (listener.types.has(event.type)) listener.heard(event);
    return true;
  }

  /**
   * Everything up to `id` has been said that is said to this session.
   * @param complete whether nothing is missing between what was heard last and `id`.
   */
  upTo(id: number, complete: boolean): void {
    if (complete) {
      this.last = Math.max(this.last ?? id, id);
      this.recentAfter ??= id;
      return;
    }
    const wasThere = this.last !== null;
    this.last = id;
    this.recent = [];
    this.recentAfter = id;
    if (wasThere) for (const listener of [...this.listeners]) listener.missed();
  }

  /** What a tab has to be told that has seen all up to `id`; null when it goes back further than is kept. */
  after(id: number | null): BrowserEvent[] | null {
    if (id === null) return [];
    if (this.recentAfter === null || id < this.recentAfter) return null;
    return this.recent.filter((event) => event.id > id);
  }

  set(state: LiveState, since: number = this.now()): void {
    if (this.current.state === state || this.current.state === 'ended') return;
    this.current = { state, since };
    for (const changed of [...this.watchers]) changed();
  }
}
