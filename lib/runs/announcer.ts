import type { Logger } from '@/lib/log';
import type { Run } from '@/lib/model/run';
import type { Records } from '@/lib/records/ports';

/**
 * Live events of one run, a convenience: the run neither waits for them nor fails by them. They come in order; of what
 * happens while one is being written, the last is told.
 */
export class Announcer {
  private next: Record<string, unknown> | null = null;
  private telling: Promise<void> | null = null;

  constructor(
    private readonly events: Records['events'],
    private readonly run: Pick<Run, 'id' | 'kind' | 'tenant'>,
    private readonly log: Logger,
  ) {}

  tell(change: Record<string, unknown>): void {
    this.next = change;
    this.telling ??= this.tellAll();
  }

  /** Resolves when all is told. */
  async done(): Promise<void> {
    await this.telling;
  }

  private async tellAll(): Promise<void> {
    const { id, kind, tenant } = this.run;
    for (let change = this.take(); change; change = this.take()) {
      try {
        await this.events.publish({ type: 'run', tenant, data: { runId: id, kind, ...change } });
      } catch (error) {
        this.log.warn({ err: error, runId: id }, 'live event could not be published');
      }
    }
    this.telling = null;
  }

  private take(): Record<string, unknown> | null {
    const { next } = this;
    this.next = null;
    return next;
  }
}
