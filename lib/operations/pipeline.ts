import type { z } from 'zod';
import { may, maySeeTenant } from '@/lib/auth/permissions';
import { AppError, type FieldIssue } from '@/lib/errors';
import { zodIssueKey } from '@/lib/i18n/zod-issue-key';
import type { AuditChange, AuditEvent } from '@/lib/model/audit';
import type { Runtime } from '@/lib/runtime';
import { isAudited, type CallContext, type Operation, type OperationContext } from './define-operation';
import { isIdempotent, once } from './idempotency';
import { streamOf, type StreamAnswer, type StreamEnd } from './stream-answer';
import { translateError } from './translate-error';

/**
 * The one way an operation runs, whatever the door:
 * authorise → validate → tenant in sight, and within its limit → once per idempotency key → audit intent → handler → audit outcome → translate errors.
 * @throws AppError always; anything else a handler throws becomes `internal` with a reference.
 */
export async function runOperation<I extends z.ZodType, O extends z.ZodType>(
  operation: Operation<I, O>,
  rawInput: unknown,
  call: CallContext,
  runtime: Runtime,
): Promise<z.output<O>> {
  const startedAt = performance.now();
  const ended = (outcome: string) => runtime.metrics.operation({ operation: operation.name, door: call.door, outcome }, (performance.now() - startedAt) / 1_000);
  try {
    authorise(operation, call);
    const input = await validate(operation, rawInput);
    const slug = operation.tenant?.(input) ?? null;
    if (slug !== null && !maySeeTenant(call.principal, slug)) throw new AppError('tenant_not_found', { params: { tenant: slug } });
    if (slug !== null) runtime.rateLimits.admitToTenant(call.principal, slug);
    if (operation.requiresIfMatch && !call.ifMatch) throw new AppError('precondition_required');
    const run = async () => operation.output.parse(await handle(operation, input, call, runtime));
    const answer = isIdempotent(operation, call) ? await once(operation, input, call, runtime, run) : await run();
    ended('ok');
    return answer;
  } catch (error) {
    const translated = translateError(error, { operation: operation.name, requestId: call.requestId, log: runtime.log });
    ended(translated.code);
    throw translated;
  }
}

const SILENT: OperationContext['audit'] = { target: () => undefined, changes: () => undefined };

function handle<I extends z.ZodType, O extends z.ZodType>(operation: Operation<I, O>, input: z.output<I>, call: CallContext, runtime: Runtime): Promise<z.input<O>> {
  return isAudited(operation) ? runAudited(operation, input, call, runtime) : operation.handler(input, { ...call, runtime, audit: SILENT });
}

function authorise(operation: Operation, call: CallContext): void {
  if (may(call.principal, operation.permission)) return;
  throw new AppError(call.principal.type === 'anonymous' ? 'unauthenticated' : 'forbidden');
}

async function validate<I extends z.ZodType>(operation: Operation<I>, rawInput: unknown): Promise<z.output<I>> {
  const parsed = await operation.input.safeParseAsync(rawInput ?? {});
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue): FieldIssue => {
    const { key, params } = zodIssueKey(issue);
    return { path: issue.path.join('.'), message: key, params };
  });
  throw new AppError('validation_failed', { issues });
}

async function runAudited<I extends z.ZodType, O extends z.ZodType>(
  operation: Operation<I, O>,
  input: z.output<I>,
  call: CallContext,
  runtime: Runtime,
): Promise<z.input<O>> {
  let target: AuditEvent['target'] = operation.target?.(input, call.principal) ?? { type: 'system', id: operation.name };
  let changes: AuditChange[] = [];
  const { id } = await runtime.records.audit.intent({
    actor: { type: call.principal.type, id: call.principal.id, name: call.principal.name },
    door: call.door,
    action: operation.name,
    target,
    changes,
    ip: call.ip,
  });
  const audit: OperationContext['audit'] = {
    target: (value) => {
      target = value;
    },
    changes: (value) => {
      changes = value;
    },
  };
  const streamEnded = async (how: StreamEnd) => {
    const error = typeof how === 'string' ? how : translateError(how.error, { operation: operation.name, requestId: call.requestId, log: runtime.log }).code;
    await runtime.records.audit.outcome(id, { success: how === 'done', ...(how !== 'done' && { error }), changes, target });
    await publish(operation, input, target, runtime);
  };
  try {
    const result = await operation.handler(input, { ...call, runtime, audit });
    if (operation.kind === 'stream') return watched(result as StreamAnswer, (how) => streamEnded(how)) as z.input<O>;
    await runtime.records.audit.outcome(id, { success: true, changes: [...changes, ...runOf(result)], target });
    await publish(operation, input, target, runtime);
    return result;
  } catch (error) {
    const translated = translateError(error, { operation: operation.name, requestId: call.requestId, log: runtime.log });
    await runtime.records.audit.outcome(id, { success: false, error: translated.code, changes, target });
    throw translated;
  }
}

/** Where the work goes on: what becomes of it is told by the run's own event. */
function runOf(result: unknown): AuditChange[] {
  const runId = typeof result === 'object' && result !== null && 'runId' in result ? result.runId : null;
  return typeof runId === 'string' ? [{ path: 'run', before: null, after: runId }] : [];
}

/** Tells the screens. A lost event costs them a look, not the change. */
async function publish<I extends z.ZodType, O extends z.ZodType>({ publishes, tenant }: Operation<I, O>, input: z.output<I>, { type, id }: AuditEvent['target'], { records }: Runtime): Promise<void> {
  const slug = tenant?.(input) ?? null;
  if (publishes === undefined || slug === null) return;
  await records.events.publish({ type: publishes, tenant: slug, data: type === 'user' ? { userId: id } : {} }).catch(() => undefined);
}

/** The same bytes, with word of how they ended: before that nobody knows whether they were all read. */
function watched(answer: StreamAnswer, ended: (how: StreamEnd) => Promise<void>): StreamAnswer {
  return { ...answer, body: streamOf(answer.body, ended) };
}
