/** What a pool needs to know of a connection; the adapter's own class has more. */
export interface PooledConnection {
  /** False once it failed or was closed: it is never handed out again. */
  readonly usable: boolean;
  /** Closes it; resolves when the server can count it as gone. Never throws. */
  close(): Promise<void>;
  /** A cheap look whether a connection that lay idle still answers. */
  ping(deadlineMs: number): Promise<boolean>;
  /** Called once when it ends by itself. */
  onEnd(listener: () => void): void;
}

/** Which pool of a server: connections of one pool are interchangeable. */
export interface PoolKey {
  database: string;
  user: string;
  /** Changes whenever the way to connect does (address, password, TLS); never the secret itself. */
  fingerprint: string;
}

/** A connection in use. Give it back exactly once; a second time does nothing. */
export interface Lease<C> {
  readonly connection: C;
  release(): void;
}

export interface PoolLimits {
  /** Connections this process may hold on the server, all pools together. */
  budget: number;
  /** Callers that may wait; the next is refused at once. */
  maxWaiting: number;
  /** Longer than an adapter's connect deadline, so that a server that does not answer is called that and not exhausted. */
  waitMs: number;
  idleMs: number;
  /** A connection older than this is not reused: backends grow with every schema they touch. */
  maxAgeMs: number;
  maxUses: number;
  /** Idle longer than this ⇒ looked at before it is handed out. */
  pingAfterMs: number;
  /** How long a failed open answers for the callers behind it. */
  failureMs: number;
}

export const DEFAULT_LIMITS: Omit<PoolLimits, 'budget'> = {
  maxWaiting: 1_000,
  waitMs: 6_000,
  idleMs: 30_000,
  maxAgeMs: 30 * 60_000,
  maxUses: 10_000,
  pingAfterMs: 15_000,
  failureMs: 1_000,
};
