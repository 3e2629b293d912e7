import { os } from '@orpc/server';
import { AppError, invalidField } from '@/lib/errors';
import { reaches, type Operation } from '@/lib/operations/define-operation';
import { allOperations } from '@/lib/operations/registry';
import { runOperation } from '@/lib/operations/pipeline';
import { toTransport } from '../door-error';
import type { DoorContext } from '../door-context';
import type { StreamAnswer } from '@/lib/operations/stream-answer';

/** Whether an operation takes or gives a file: what a browser reaches below `/files`. */
export const carriesFile = ({ kind, rest }: Operation): boolean => kind === 'stream' || rest.accepts !== undefined;

/** Every operation (or those that `only` lets pass) as a REST procedure. Validation is the pipeline's, so that authorisation comes first. */
export function buildRestRouter(only: (operation: Operation) => boolean = () => true) {
  const operations = allOperations().filter((operation) => reaches('rest', operation) && only(operation));
  const short = operations.filter((operation) => operation.kind === 'runtime').map((operation) => [`${operation.name} short`, shortProcedure(operation)] as const);
  return Object.fromEntries([...operations.map((operation) => [operation.name, restProcedure(operation)] as const), ...short]);
}

/** Below which paths an operation of an authorization server names its tenant; {@link shortPath} leaves it out. */
const TENANT_PATH = '/tenants/{slug}';
export const shortPath = (operation: Operation): `/${string}` => operation.rest.path.slice(TENANT_PATH.length) as `/${string}`;

/** The same at a path without the tenant, which `X-Tenant-Slug` or `?tenant=` names; there is no default. */
function shortProcedure(operation: Operation) {
  return restProcedure(operation, shortPath(operation), ({ query, ...input }, { tenantHeader }) => {
    const { tenant, ...rest } = query ?? {};
    if (tenantHeader !== null && tenant !== undefined && tenant !== tenantHeader) throw invalidField('tenant', 'tenantTwice');
    return { ...merged({ ...input, query: rest }), slug: tenantHeader ?? tenant };
  });
}

interface DetailedInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

function restProcedure(operation: Operation, path = operation.rest.path, inputOf: (input: DetailedInput, context: DoorContext) => Record<string, unknown> = merged) {
  return os
    .$context<DoorContext>()
    .route({ method: operation.rest.method, path, inputStructure: 'detailed', outputStructure: 'detailed' })
    .handler(async ({ input, context, signal }) => {
      try {
        if (context.call.upload && !operation.rest.accepts?.includes(context.call.upload.contentType)) throw new AppError('unsupported_media_type');
        const output = await runOperation(operation, inputOf(input as DetailedInput, context), { ...context.call, signal }, context.runtime);
        if (operation.kind === 'stream') {
          context.stream = output as StreamAnswer;
          return { status: 200, headers: {}, body: undefined };
        }
        const status = statusOf(operation, output);
        return { status, headers: responseHeaders(output, status), body: status === 204 ? undefined : output };
      } catch (error) {
        throw toTransport(error, context.language);
      }
    });
}

/** A file that was only checked is done with: no run follows. */
function statusOf({ rest: { status = 200, accepts } }: Operation, output: unknown): number {
  return accepts && (output as { runId?: unknown }).runId === null ? 200 : status;
}

/** Path parameters win over the body, the body over the query: what the path names cannot be changed from within. */
function merged({ params, query, body }: DetailedInput): Record<string, unknown> {
  if (body !== undefined && body !== null && (typeof body !== 'object' || Array.isArray(body))) throw new AppError('malformed');
  return { ...query, ...(body ?? {}), ...params };
}

/** Of an item: a hash, or the moment of its last edit. A product's version looks like neither. */
const VERSION = /^(?:[0-9a-f]{8,64}|\d{4}-\d\d-\d\dT[\d:.]{8,20}Z)$/;

function responseHeaders(output: unknown, status: number): Record<string, string> {
  const item = (output ?? {}) as { version?: unknown; etag?: unknown; runId?: unknown; items?: unknown };
  const headers: Record<string, string> = {};
  // Where `version` is a number that people count by, `etag` is what an edit is guarded by.
  const tag = item.etag ?? item.version;
  if (typeof tag === 'string' && VERSION.test(tag)) headers['etag'] = `"${tag}"`;
  if (status === 202 && typeof item.runId === 'string') headers['location'] = `/api/v1/runs/${item.runId}`;
  return headers;
}
