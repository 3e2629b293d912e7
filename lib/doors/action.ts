import { headers } from 'next/headers';
import type { z } from 'zod';
import { AppError, isAppError } from '@/lib/errors';
import type { Operation } from '@/lib/operations/define-operation';
import { runOperation } from '@/lib/operations/pipeline';
import { getRuntime } from '@/lib/runtime';
import { sessionContext } from './door-context';
import { problemOf, type Problem } from './door-error';

/** What a server action answers: data, or a problem in the caller's language. It never throws. */
export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: Problem & { errors: { path: string; message: string }[] } };
export interface ActionGuards {
  ifMatch?: string;
  idempotencyKey?: string;
}

/** An operation as a server action, for a form or a button: `export const createTenantAction = serverAction(createTenant)` in an `actions.ts`. */
export function serverAction<I extends z.ZodType, O extends z.ZodType>(operation: Operation<I, O>) {
  return async (input: z.input<I>, guards: ActionGuards = {}): Promise<ActionResult<z.output<O>>> => {
    const runtime = await getRuntime();
    const context = await sessionContext('action', new Headers(await headers()), runtime);
    const call = { ...context.call, ifMatch: guards.ifMatch ?? null, idempotencyKey: guards.idempotencyKey ?? null };
    try {
      return { ok: true, data: await runOperation(operation, input, call, runtime) };
    } catch (error) {
      const known = isAppError(error) ? error : new AppError('internal', { cause: error });
      const problem = problemOf(known, context.language);
      return { ok: false, error: { ...problem, errors: problem.errors ?? [] } };
    }
  };
}
