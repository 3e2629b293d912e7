import type { Page } from '@/lib/model/common';
import type { ListName } from '@/lib/model/lists';
import type { LiveEventType } from '@/lib/model/live-event';
import type { Run, RunStatus, StepError } from '@/lib/model/run';
import type { SavedView } from '@/lib/model/saved-view';
import type { HealthStatus, ServerHealth } from '@/lib/model/server';
import type { AttemptLimits, OneTimeTokens, SessionRecords, TokenRecords } from './access-ports';
import type { AuditLog } from './audit-ports';
import type { ConfigCopyRecords } from './config-copy-ports';
import type { MachineState } from './machine-ports';

export type * from './access-ports';
export type * from './audit-ports';
export type * from './machine-ports';
export type * from './config-copy-ports';

/**
 * The console's own records: in the global DB where there is one, else in a libSQL file
 * under `FS_ROOT`. One implementation over both dialects; times are `Date` inside, RFC 3339 outside.
 */
export interface Records {
  audit: AuditLog;
  configCopy: ConfigCopyRecords;
  runs: RunRecords;
  events: EventLog;
  machine: MachineState;
  health: HealthRecords;
  sessions: SessionRecords;
  tokens: TokenRecords;
  clientSecrets: ClientSecretUse;
  oneTimeTokens: OneTimeTokens;
  limits: AttemptLimits;
  leases: Leases;
  plans: PlanRecords;
  idempotency: IdempotencyRecords;
  views: ViewRecords;
  /** For metrics. */
  numbers(): Promise<RecordNumbers>;
  /** Cheap round trip; throws when the records cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface RecordNumbers {
  runs: { kind: string; status: RunStatus; n: number }[];
  /** Rows appended to the audit chain since it began: intents and outcomes each count. */
  auditRows: number;
  /** Events kept; older ones are pruned. */
  liveEvents: number;
}

export interface NewRun {
  kind: string;
  /** Tenant slug it is about. */
  tenant: string | null;
  /** JSON; never secrets. */
  params: Record<string, unknown>;
  steps: string[];
  /** At most one live (queued, running, paused) run per key; a second `create` answers the live one. */
  uniqueKey: string | null;
}

/** A run as the engine holds it, under a lease. */
export interface ClaimedRun {
  run: Run;
  params: Record<string, unknown>;
  /** Fencing number: every write of this claim carries it; a stale claim's writes are refused (`false`). */
  claim: number;
  cancelRequested: boolean;
  pauseRequested: boolean;
}

/** What becomes of a run's steps at one moment. */
export interface RunAdvance {
  ended?: { step: string; status: 'done' | 'failed' | 'skipped'; error?: StepError };
  /** The step that begins. */
  begins?: string;
}

export interface RunRecords {
  create(run: NewRun): Promise<Run>;
  get(id: string): Promise<Run | null>;
  /** Newest first. */
  list(query: { limit: number; cursor?: string; kind?: string; tenant?: string; tenants?: readonly string[]; status?: RunStatus }): Promise<Page<Run>>;
  latestFor(tenant: string, kind: string): Promise<Run | null>;
  countByStatus(): Promise<Record<RunStatus, number>>;
  /** Takes one due run whose lease is free or expired, oldest first; null when there is none. */
  claim(owner: string, leaseMs: number): Promise<ClaimedRun | null>;
  /** Prolongs the lease and answers what was requested meanwhile; null when the claim is lost. */
  renew(id: string, claim: number, leaseMs: number): Promise<{ cancelRequested: boolean; pauseRequested: boolean } | null>;
  /** As `renew`, with what became of the run's steps. Nothing begins once a pause or the run's end was requested. */
  advance(id: string, claim: number, steps: RunAdvance, leaseMs: number): Promise<{ cancelRequested: boolean; pauseRequested: boolean } | null>;
  /** Ends the claim: `queued` with `nextAttemptAt` waits for a retry. */
  settle(id: string, claim: number, result: { status: Exclude<RunStatus, 'running'>; error?: StepError; nextAttemptAt?: Date }): Promise<boolean>;
  request(id: string, what: 'cancel' | 'withdraw' | 'pause' | 'resume' | 'retry'): Promise<Run>;
}

/** @param event what this process published itself; absent where another may have */
export type PublishWake = (event?: Pick<LiveEvent, 'type' | 'data'>) => void;

export interface LiveEvent {
  /** Monotonic; `Last-Event-ID`. */
  id: number;
  at: string;
  /** A `LiveEventType`, or one of a later version. */
  type: string;
  tenant: string | null;
  data: Record<string, unknown>;
}

export interface EventLog {
  /** Best effort while the records are out of reach: then nobody is told, and screens refresh by themselves. */
  publish(event: { type: LiveEventType; tenant?: string | null; data: Record<string, unknown> }): Promise<void>;
  since(id: number, limit: number): Promise<LiveEvent[]>;
  latestId(): Promise<number>;
  /** Removes events older than this. */
  prune(olderThanMs: number): Promise<void>;
  /** Calls back soon after something was published by any process (NOTIFY where there is one, else a poll every 500 ms). Returns unsubscribe. */
  onPublish(wake: PublishWake): () => void;
}

export interface HealthSample {
  at: string;
  status: HealthStatus;
  latencyMs: number | null;
  used: number | null;
  max: number | null;
  ours: number | null;
}

export interface HealthRecords {
  /** Keeps the sample and, when status changed, the new `since`. */
  record(serverId: string, health: Omit<ServerHealth, 'since'>): Promise<ServerHealth>;
  latest(serverIds: readonly string[]): Promise<Map<string, ServerHealth>>;
  samples(serverId: string, fromMs: number, limit: number): Promise<HealthSample[]>;
  remove(serverId: string): Promise<void>;
  prune(olderThanMs: number): Promise<void>;
}

/** When clients' secrets were last used; what the secrets are is configuration. */
export interface ClientSecretUse {
  /** Written at most every 15 seconds. */
  touch(tenantId: string, secretId: string): Promise<void>;
  /** By id of the secret, RFC 3339; those never used are not in it. */
  lastUsed(tenantId: string): Promise<ReadonlyMap<string, string>>;
  forget(tenantId: string, secretIds: readonly string[]): Promise<void>;
}

export interface Leases {
  /** Takes or prolongs; the fencing number grows with each new owner. Null when another holds it. */
  acquire(name: string, owner: string, ttlMs: number): Promise<{ fence: number } | null>;
  release(name: string, owner: string): Promise<void>;
}

export type IdempotentState =
  | { status: 'begun' }
  | { status: 'running'; request: string }
  | { status: 'done'; request: string; answer: string }
  /** It was given up a moment ago: ask again. */
  | { status: 'gone' };

/** Requests that are to be run once. What is kept is sealed by the caller. */
export interface IdempotencyRecords {
  /** Takes the key for `owner`, or tells how far it is. Exactly one of several at once begins. */
  begin(key: string, how: { owner: string; request: string; leaseMs: number; keepMs: number }): Promise<IdempotentState>;
  /** Keeps the answer; false when the key was taken over meanwhile. */
  finish(key: string, owner: string, answer: string): Promise<boolean>;
  /** Frees the key. */
  abandon(key: string, owner: string): Promise<void>;
}

export interface StoredPlan {
  id: string;
  tenantId: string;
  hash: string;
  body: unknown;
  /** The run that applies it. */
  runId: string | null;
  createdAt: string;
  expiresAt: string;
}

/** Plans of changes, kept for a while so that what was seen is what is applied. */
export interface PlanRecords {
  create(plan: { id: string; tenantId: string; hash: string; body: unknown; ttlMs: number }): Promise<StoredPlan>;
  /** Expired ones too, until they are pruned; the caller decides. */
  get(id: string): Promise<StoredPlan | null>;
  /** False when it is being applied already. */
  setBody(id: string, body: unknown): Promise<boolean>;
  /** Ties a plan to its run. False when the plan has another run, or the run another plan. */
  attach(id: string, runId: string): Promise<boolean>;
  prune(): Promise<void>;
}

/** One list of one person; `tenantId` where each tenant has its own. */
export interface ViewList {
  ownerId: string;
  list: ListName;
  tenantId: string | null;
}

/** Saved views. Each call names the owner: what belongs to another is not there. */
export interface ViewRecords {
  /** Oldest first. */
  list(of: ViewList): Promise<SavedView[]>;
  /** Overwrites the one of this name. Null when there are as many as may be. */
  save(view: ViewList & { name: string; address: string }, max: { perList: number; perOwner: number }): Promise<SavedView | null>;
  /** Null when there is none; `taken` when another of the list has the name. */
  rename(ownerId: string, id: string, name: string): Promise<SavedView | 'taken' | null>;
  /** At most one of a list is the default. */
  setDefault(ownerId: string, id: string, isDefault: boolean): Promise<SavedView | null>;
  /** What was removed; null when there was none. */
  remove(ownerId: string, id: string): Promise<SavedView | null>;
}
