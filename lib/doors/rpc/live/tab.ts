import { STREAM_BEAT_MS } from '@/lib/model/live-event';
import { Election, type Locks } from './election';
import { LiveHub, type BrowserEvent, type LiveState } from './hub';
import { LiveStream, type StreamEvents, type StreamPorts } from './stream';

/** What tabs of one session say to each other. */
type Word =
  | { say: 'leading' }
  /** A tab that has heard all up to `from` wants the rest. */
  | { say: 'ask'; tab: string; from: number | null }
  | { say: 'welcome'; tab: string; events: BrowserEvent[] | null; last: number | null; state: LiveState; since: number }
  | { say: 'event'; event: BrowserEvent }
  | { say: 'upTo'; id: number; complete: boolean }
  | { say: 'state'; state: LiveState; since: number };

/** A BroadcastChannel: what is posted is heard by all others of that name, never by itself. */
export interface Channel {
  post(word: unknown): void;
  close(): void;
}

/** What a tab needs of its browser. */
export interface BrowserPorts extends StreamPorts {
  /** Null outside secure contexts, and in old browsers: then each tab has its own stream. */
  locks: Locks | null;
  channel: ((name: string, heard: (word: unknown) => void) => Channel) | null;
}

/** All tabs of a browser, of whatever session, hear here which session a tab was opened with. */
const COMMON = 'tenantry.live';
/** A leader of whom nothing was heard for so long is asked whether it is there. */
const DOUBT_MS = 3 * STREAM_BEAT_MS;
const LOOK_MS = STREAM_BEAT_MS;
const ANSWER_MS = 5_000;

/**
 * A tab's share in the browser's one stream (HTTP/1.1 has six connections for all of them): it leads, which is to
 * hold the stream and to pass on what comes, or it follows. Lock and channel bear the session's name, so that
 * no tab of another session hears anything.
 */
export class LiveTab {
  readonly hub: LiveHub;
  private readonly id: string;
  private election: Election | null = null;
  private stream: LiveStream | null = null;
  private channel: Channel | null = null;
  private common: Channel | null = null;
  private looking: ReturnType<typeof setInterval> | undefined;
  private leading = false;
  private welcomed = false;
  private heardAt = 0;

  /** @param from the id after which its screens have to hear everything: the newest when they were drawn. */
  constructor(
    private readonly scope: string,
    from: number | null,
    private readonly ports: () => BrowserPorts,
    private readonly now: () => number = Date.now,
  ) {
    this.hub = new LiveHub(from, now);
    this.id = `${now()}-${Math.random()}`;
  }

  /** Joins the other tabs; also after {@link stop}, going on where it was. */
  start(): void {
    if (this.hub.status.state === 'ended' || this.stream) return;
    const { locks, channel } = this.ports();
    this.stream = this.makeStream();
    const name = `${COMMON}.${this.scope}`;
    if (channel) this.join(channel, name);
    if (!locks || !channel) return this.lead();
    this.heardAt = this.now();
    this.ask();
    this.election = new Election(locks, name, { won: () => this.lead(), lost: () => this.follow() });
    this.election.start();
    this.looking = setInterval(() => this.look(), LOOK_MS);
  }

  /** Leaves the others for a while: the page is closed, kept for *Back*, or about to be frozen. */
  stop(): void {
    clearInterval(this.looking);
    this.stream?.stop();
    this.stream = null;
    this.election?.stop();
    this.election = null;
    this.channel?.close();
    this.channel = null;
    this.common?.close();
    this.common = null;
    this.leading = false;
    this.welcomed = false;
  }

  /** This session is over, in all tabs of this browser. */
  end(): void {
    const { since } = this.set('ended');
    this.post({ say: 'state', state: 'ended', since });
    this.stop();
  }

  /** The network is back: no need to wait for the next try. */
  retry(): void {
    if (this.leading && this.hub.status.state === 'connecting') this.stream?.open();
  }

  private join(open: NonNullable<BrowserPorts['channel']>, name: string): void {
    this.channel = open(name, (word) => this.hear(word as Word));
    // Which of two sessions the browser has now, only the server can say.
    this.common = open(COMMON, (scope) => void (scope === this.scope ? undefined : this.stream?.check()));
    this.common.post(this.scope);
  }

  private makeStream(): LiveStream {
    const address = () => {
      const query = new URLSearchParams({ scope: this.scope });
      if (this.hub.lastId !== null) query.set('lastEventId', String(this.hub.lastId));
      return `/api/v1/events?${query.toString()}`;
    };
    const on: StreamEvents = {
      event: (event) => {
        if (this.hub.take(event)) this.post({ say: 'event', event });
      },
      upTo: (id, complete) => {
        this.hub.upTo(id, complete);
        this.post({ say: 'upTo', id, complete });
      },
      state: (state) => {
        if (state === 'ended') return this.end();
        this.post({ say: 'state', ...this.set(state) });
      },
    };
    return new LiveStream(address, this.ports(), on);
  }

  private lead(): void {
    this.leading = true;
    this.set('connecting');
    this.stream?.open();
    this.post({ say: 'leading' });
  }

  /** Another tab took over while this one hung. */
  private follow(): void {
    if (!this.leading) return;
    this.leading = false;
    this.stream?.stop();
    this.stream = this.makeStream();
    this.ask();
  }

  private hear(word: Word): void {
    if (word.say !== 'ask') this.heardAt = this.now();
    if (this.leading) {
      if (word.say === 'ask') this.welcome(word.tab, word.from);
      if (word.say === 'state' && word.state === 'ended') this.over(word.since);
      return;
    }
    switch (word.say) {
      case 'leading':
        return this.ask();
      case 'welcome':
        return word.tab === this.id ? this.catchUp(word) : undefined;
      case 'event':
        if (this.welcomed) this.hub.take(word.event);
        return;
      case 'upTo':
        if (this.welcomed) this.hub.upTo(word.id, word.complete);
        return;
      case 'state':
        return word.state === 'ended' ? this.over(word.since) : this.hub.set(word.state, word.since);
      case 'ask':
        return;
    }
  }

  /** What comes before the answer is in the answer. */
  private ask(): void {
    this.welcomed = false;
    this.post({ say: 'ask', tab: this.id, from: this.hub.lastId });
  }

  private welcome(tab: string, from: number | null): void {
    const { state, since } = this.hub.status;
    this.post({ say: 'welcome', tab, events: this.hub.after(from), last: this.hub.lastId, state, since });
  }

  private catchUp({ events, last, state, since }: Extract<Word, { say: 'welcome' }>): void {
    for (const event of events ?? []) this.hub.take(event);
    if (last !== null) this.hub.upTo(last, events !== null);
    this.welcomed = true;
    this.hub.set(state, since);
  }

  private over(since: number): void {
    this.hub.set('ended', since);
    this.stop();
  }

  private set(state: LiveState): { state: LiveState; since: number } {
    this.hub.set(state);
    return this.hub.status;
  }

  private post(word: Word): void {
    this.channel?.post(word);
  }

  /** A leader that is frozen or hangs keeps its lock and says nothing. */
  private look(): void {
    const { election } = this;
    if (!election || this.leading || this.now() - this.heardAt < DOUBT_MS) return;
    void election.alone(async () => {
      const before = this.heardAt;
      this.ask();
      await new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
      if (this.heardAt === before && this.election === election) election.take();
    });
  }
}
