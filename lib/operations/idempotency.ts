import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError, invalidField } from '@/lib/errors';
import { canonicalJson } from '@/lib/records/canonical-json';
import type { Runtime } from '@/lib/runtime';
import type { CallContext, Operation } from './define-operation';

/** How long an answer is kept for a repeated request. */
const KEEP_MS = 24 * 60 * 60_000;
/** A worker that gave no answer for so long is dead; what takes longer answers with a run at once. */
const LEASE_MS = 2 * 60_000;
const WAIT_MS = 30_000;
const POLL_MS = 50;
/** Printable, as HTTP carries it. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/** Whether it may be asked for once for all repetitions. A file that comes with it is not kept, and could not be compared. */
export const isRepeatable = ({ kind, rest }: Pick<Operation, 'kind' | 'rest'>): boolean => rest.method === 'POST' && kind !== 'read' && !rest.accepts;

/** Whether this call is run once for all its repetitions. Nobody's requests are not: they would share one name space. */
export function isIdempotent(operation: Operation, call: CallContext): boolean {
  return call.idempotencyKey !== null && isRepeatable(operation) && call.principal.type !== 'anonymous';
}

/**
 * Runs `work` once for all calls of a principal with this key and input; the others get its answer,
 * also those that come while it runs. A refusal is not kept: the key is free again.
 * @throws AppError `idempotency_mismatch` for another input under the same key; `invalid_state` when it still runs after half a minute.
 */
export async function once<T>(operation: Operation, input: unknown, call: CallContext, runtime: Pick<Runtime, 'records' | 'secretbox' | 'log'>, work: () => Promise<T>): Promise<T> {
  const given = call.idempotencyKey ?? '';
  if (!KEY.test(given)) throw invalidField('Idempotency-Key', 'invalidFormat');
  const key = sha256(`${call.principal.type} ${call.principal.id} ${given}`);
  const sealedFor = `idempotency/${key}`;
  const fingerprint = sha256(canonicalJson([operation.name, input]));
  const owner = randomUUID();
  const request = runtime.secretbox.seal(fingerprint, sealedFor);
  for (const deadline = Date.now() + WAIT_MS; ; await delay(POLL_MS)) {
    const state = await runtime.records.idempotency.begin(key, { owner, request, leaseMs: LEASE_MS, keepMs: KEEP_MS });
    if (state.status === 'begun') break;
    if (state.status !== 'gone' && runtime.secretbox.open(state.request, sealedFor) !== fingerprint) throw new AppError('idempotency_mismatch');
    if (state.status === 'done') return JSON.parse(runtime.secretbox.open(state.answer, sealedFor)) as T;
    if (Date.now() > deadline) throw new AppError('invalid_state', { params: { state: 'running' }, retryAfterSeconds: 5 });
  }
  const answer = await work().catch(async (error: unknown) => {
    await runtime.records.idempotency.abandon(key, owner);
    throw error;
  });
  // What was done is done: that its answer could not be kept must not look like a failure.
  await runtime.records.idempotency
    .finish(key, owner, runtime.secretbox.seal(JSON.stringify(answer ?? null), sealedFor))
    .catch((error: unknown) => runtime.log.warn({ err: error, operation: operation.name }, 'answer not kept under its idempotency key'));
  return answer;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
