import { LIVE_EVENT_TYPES, STREAM_BEAT, STREAM_BEAT_MS, STREAM_READY } from '@/lib/model/live-event';
import type { BrowserEvent, LiveState } from './hub';

/** A stream on which not even a beat was heard for so long is dead, though nobody closed it. */
const SILENT_MS = 2.5 * STREAM_BEAT_MS;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const CLOSED = 2;

/** What a stream needs of its browser. */
export interface StreamPorts {
  open(url: string): Pick<EventSource, 'addEventListener' | 'close' | 'readyState'>;
  /** The status that an address answers with: an EventSource does not say why it was refused. */
  statusOf(url: string): Promise<number>;
}

export interface StreamEvents {
  event(event: BrowserEvent): void;
  upTo(id: number, complete: boolean): void;
  state(state: LiveState): void;
}

/** One request to `GET /api/v1/events`, kept open: reopened after the id that was heard last, until it is refused for good. */
export class LiveStream {
  private source: ReturnType<StreamPorts['open']> | null = null;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private waitMs = FIRST_WAIT_MS;
  private stopped = false;

  constructor(
    private readonly address: () => string,
    private readonly ports: StreamPorts,
    private readonly on: StreamEvents,
  ) {}

  /** Opens it, anew if it is open. */
  open(): void {
    if (this.stopped) return;
    this.close();
    const source = this.ports.open(this.address());
    this.source = source;
    const mine = (heard: (message: MessageEvent<string>) => void) => (message: Event) => {
      if (this.source !== source) return;
      this.listenOn();
      heard(message as MessageEvent<string>);
    };
    source.addEventListener(STREAM_READY, mine((message) => {
      const { complete } = JSON.parse(message.data) as { complete: boolean };
      this.waitMs = FIRST_WAIT_MS;
      this.on.upTo(Number(message.lastEventId), complete);
      this.on.state('live');
    }));
    source.addEventListener(STREAM_BEAT, mine((message) => this.on.upTo(Number(message.lastEventId), true)));
    for (const type of LIVE_EVENT_TYPES) source.addEventListener(type, mine((message) => this.on.event(eventOf(type, message))));
    source.addEventListener('error', () => {
      if (this.source !== source) return;
      this.on.state('connecting');
      // Anything else the browser mends by itself.
      if (source.readyState === CLOSED) void this.refused();
    });
    this.listenOn();
  }

  /** Whether this session may still listen, asked of the server. */
  async check(): Promise<void> {
    const status = await this.ports.statusOf(this.address()).catch(() => null);
    if (this.stopped || (status !== 401 && status !== 403)) return;
    this.stop();
    this.on.state('ended');
  }

  stop(): void {
    this.stopped = true;
    this.close();
  }

  private close(): void {
    clearTimeout(this.silence);
    clearTimeout(this.retry);
    this.source?.close();
    this.source = null;
  }

  private listenOn(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.on.state('connecting');
      this.open();
    }, SILENT_MS);
  }

  private async refused(): Promise<void> {
    this.close();
    await this.check();
    if (this.stopped || this.source) return;
    // Tabs and browsers that lost the same server do not come back all at once.
    this.retry = setTimeout(() => this.open(), this.waitMs * (0.5 + Math.random() / 2));
    this.waitMs = Math.min(this.waitMs * 2, LONGEST_WAIT_MS);
  }
}

function eventOf(type: string, message: MessageEvent<string>): BrowserEvent {
  const { tenant, ...data } = JSON.parse(message.data) as Record<string, unknown> & { tenant: string | null };
  return { id: Number(message.lastEventId), type, tenant, data };
}
