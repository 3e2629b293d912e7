import type { z } from 'zod';
import type { ErrorCode } from '@/lib/errors';
import type { AuditChange, AuditEvent, Door } from '@/lib/model/audit';
import type { Permission } from '@/lib/auth/permissions';
import type { Principal } from '@/lib/auth/principal';
import type { Language } from '@/lib/model/common';
import type { LiveEventType } from '@/lib/model/live-event';
import type { Runtime } from '@/lib/runtime';
import type { Upload } from './stream-answer';

/** How an operation was called; the same through every door. */
export interface CallContext {
  door: Door;
  principal: Principal;
  /** Caller's address after `TRUSTED_PROXIES`. */
  ip: string | null;
  requestId: string;
  /** Guard of edits; `*` skips the comparison. */
  ifMatch: string | null;
  idempotencyKey: string | null;
  signal?: AbortSignal;
  /** What was sent beside the input, for operations that take a file. */
  upload?: Upload;
  /** For words within an answer; English where nobody said. */
  language?: Language;
}

/** What a handler gets. */
export interface OperationContext extends CallContext {
  runtime: Runtime;
  /** Tells the audit what was acted on, and what changed. Secrets are masked by the caller's change list builder. */
  audit: { target(target: AuditEvent['target']): void; changes(changes: AuditChange[]): void };
}

export interface RestRoute {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, with `{name}` for parameters that are fields of the input. */
  path: `/${string}`;
  /** Default 200; `long` operations answer 202. */
  status?: 200 | 201 | 202 | 204;
  /** Media types of a file in the body; the input is then in path and query. */
  accepts?: readonly string[];
  /** Media types that a `stream` may answer with. */
  answers?: readonly string[];
}

/** The doors that are made from operations. */
export const OPERATION_DOORS = ['action', 'rest', 'cli', 'rpc'] as const satisfies readonly Door[];
export type OperationDoor = (typeof OPERATION_DOORS)[number];

export interface OperationSpec<I extends z.ZodType, O extends z.ZodType> {
  /** `<noun>.<verb>`, as the command line, the audit and the typed client name it. */
  name: `${string}.${string}`;
  /** `read` is not audited; `write` is; `long` answers with a run; `stream` answers with bytes, is audited too, and its outcome is known when they have been read. `runtime` is done for an end user: the tenant's own sign-in events tell of it, and not the audit of operators. */
  kind: 'read' | 'write' | 'long' | 'stream' | 'runtime';
  /** Mandatory. `public` is for what works before signing in. */
  permission: Permission;
  summary: string;
  /** An input as somebody would give it: shown by the command line's help and in the description of REST. */
  example?: z.input<I>;
  input: I;
  output: O;
  /** Codes this operation may answer with, beyond those of the pipeline. */
  errors: readonly ErrorCode[];
  rest: RestRoute;
  /** Doors that cannot carry it, each with the reason: a stream has no end that a server action could answer with. Every other door reaches it, and a test walks them. */
  absentFrom?: Partial<Record<OperationDoor, string>>;
  /** Edits of a versioned item: `If-Match` is required. */
  requiresIfMatch?: boolean;
  /** What a `write`, `long` or `stream` acts on, as known before it runs. */
  target?: (input: z.output<I>, principal: Principal) => AuditEvent['target'];
  /** Live event of its tenant when it is done, so that open screens read again; with the user's id where a user is its target. */
  publishes?: Extract<LiveEventType, 'user' | 'role' | 'session'>;
  /** Slug of the tenant the input names: a tenant-admin of another one gets `tenant_not_found`. */
  tenant?: (input: z.output<I>) => string | null;
  handler: (input: z.output<I>, context: OperationContext) => Promise<z.input<O>>;
}

export type Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = Readonly<OperationSpec<I, O>>;

/** Makes an operation: a plain value, checked for what no operation may lack. */
export function defineOperation<I extends z.ZodType, O extends z.ZodType>(spec: OperationSpec<I, O>): Operation<I, O> {
  if (!spec.permission) throw new Error(`${spec.name}: an operation names its permission`);
  if (isAudited(spec) && !spec.target) throw new Error(`${spec.name}: a mutation names its target`);
  return Object.freeze(spec);
}

/** Whether the record tells of its calls: of every change, and of data that leaves in bulk. */
export const isAudited = ({ kind }: Pick<Operation, 'kind'>): boolean => kind === 'write' || kind === 'long' || kind === 'stream';

/** Whether a door leads to the operation. */
export const reaches = (door: OperationDoor, operation: Pick<Operation, 'absentFrom'>): boolean => operation.absentFrom?.[door] === undefined;
