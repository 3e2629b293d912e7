import type { AppError } from '@/lib/errors';
import type { ServerProbe, ServerTarget } from '../ports';

/** Above this an answer is called slow. */
const SLOW_MS = 500;
/** Share of the server's own limit above which it is near it. */
const NEAR_LIMIT = 0.9;

/** What a server tells of itself in one question. */
export interface Look {
  version: string;
  readOnly: boolean;
  max: number;
  used: number;
  ours: number;
}

interface ProbeConnection {
  readonly usable: boolean;
  close(): Promise<void>;
  destroy(): void;
}

/** How an engine is probed. */
export interface ProbeWay<C> {
  open(target: ServerTarget, deadlineMs: number): Promise<C>;
  /** Changes with the way to connect. */
  fingerprint(target: ServerTarget): string;
  look(connection: C): Promise<Look>;
  translate(error: unknown, server: string): AppError;
}

/**
 * One dedicated connection per server, kept between looks; it has its own place beside the pools'
 * budget, so that health is known even when work has used all of that.
 */
export class Prober<C extends ProbeConnection> {
  private readonly held = new Map<string, { fingerprint: string; connection: Promise<C> }>();

  constructor(private readonly way: ProbeWay<C>) {}

  async probe(target: ServerTarget, deadlineMs: number): Promise<ServerProbe> {
    const startedAt = performance.now();
    const elapsed = () => Math.round((performance.now() - startedAt) * 10) / 10;
    let late = false;
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<null>((resolve) => {
      timer = setTimeout(() => ((late = true), resolve(null)), deadlineMs);
    });
    try {
      const found = await Promise.race([this.look(target, deadlineMs), deadline]);
      if (found) return judge(found.seen, found.latencyMs);
    } catch (error) {
      await this.forget(target);
      const timedOut = late || /timeout|ETIMEDOUT/.test(error instanceof Error ? error.message : '');
      return unhealthy(timedOut ? 'timeout' : this.reasonOf(error, target), elapsed());
    } finally {
      clearTimeout(timer);
    }
    await this.forget(target);
    return unhealthy('timeout', elapsed());
  }

  async forget(target: Pick<ServerTarget, 'id' | 'host' | 'port'>): Promise<void> {
    const key = keyOf(target);
    const held = this.held.get(key);
    this.held.delete(key);
    held?.connection.then((connection) => connection.destroy(), () => undefined);
  }

  async close(): Promise<void> {
    const all = [...this.held.values()];
    this.held.clear();
    await Promise.all(all.map(({ connection }) => connection.then((open) => open.close(), () => undefined)));
  }

  /** The latency is that of the question on an open connection; opening counts only against the deadline. */
  private async look(target: ServerTarget, deadlineMs: number): Promise<{ seen: Look; latencyMs: number }> {
    const connection = await this.connectionTo(target, deadlineMs);
    const startedAt = performance.now();
    const seen = await this.way.look(connection);
    return { seen, latencyMs: Math.round((performance.now() - startedAt) * 10) / 10 };
  }

  private async connectionTo(target: ServerTarget, deadlineMs: number): Promise<C> {
    const fingerprint = this.way.fingerprint(target);
    const held = this.held.get(keyOf(target));
    if (held) {
      const connection = held.fingerprint === fingerprint ? await held.connection.catch(() => null) : null;
      if (connection?.usable) return connection;
      await this.forget(target);
    }
    const connection = this.way.open(target, deadlineMs);
    // Nobody may be waiting any more when it fails.
    connection.catch(() => undefined);
    this.held.set(keyOf(target), { fingerprint, connection });
    return connection;
  }

  private reasonOf(error: unknown, target: ServerTarget): string {
    const { code } = this.way.translate(error, target.name);
    if (code === 'server_auth_failed' || code === 'server_privilege_missing') return 'auth_failed';
    return code === 'pool_exhausted' ? 'near_limit' : 'unreachable';
  }
}

const keyOf = (target: Pick<ServerTarget, 'id' | 'host' | 'port'>): string => target.id ?? `${target.host}:${target.port}`;

function judge({ version, readOnly, max, used, ours }: Look, latencyMs: number): ServerProbe {
  const reason = readOnly ? 'read_only' : used > max * NEAR_LIMIT ? 'near_limit' : latencyMs > SLOW_MS ? 'slow' : 'ok';
  return { status: reason === 'ok' ? 'HEALTHY' : 'DEGRADED', reason, latencyMs, version, connections: { used, max, ours } };
}

const unhealthy = (reason: string, latencyMs: number): ServerProbe => ({ status: 'UNHEALTHY', reason, latencyMs, version: null, connections: null });
