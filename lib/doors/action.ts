import { headers } from 'next/headers';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { AppError, isAppError } from '@/lib/errors';
import { languageFrom } from '@/lib/i18n/language';
import type { Language } from '@/lib/model/common';
import type { Operation } from '@/lib/operations/define-operation';
import { runOperation } from '@/lib/operations/pipeline';
import { translateError } from '@/lib/operations/translate-error';
import { getRuntime, type Runtime } from '@/lib/runtime';
import { sessionContext } from './door-context';
import { problemOf, type Problem } from './door-error';
import { isFormOfOurs } from './same-origin';

/** What a server action answers: data, or a problem in the caller's language. It never throws. */
export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: Problem & { errors: { path: string; message: string }[] } };
export interface ActionGuards {
  ifMatch?: string;
  idempotencyKey?: string;
}

/** An operation as a server action, for a form or a button: `export const createTenantAction = serverAction(createTenant)` in an `actions.ts`. */
export function serverAction<I extends z.ZodType, O extends z.ZodType>(operation: Operation<I, O>) {
  return async (input: z.input<I>, guards: ActionGuards = {}): Promise<ActionResult<z.output<O>>> => {
    const incoming = new Headers(await headers());
    try {
      const runtime = await getRuntime();
      return await call(operation, input, guards, incoming, runtime);
    } catch (error) {
      return failed(isAppError(error) ? error : new AppError('internal', { cause: error }), languageFrom(incoming));
    }
  };
}

async function call<I extends z.ZodType, O extends z.ZodType>(operation: Operation<I, O>, input: z.input<I>, guards: ActionGuards, incoming: Headers, runtime: Runtime): Promise<ActionResult<z.output<O>>> {
  try {
    // Next looks at the origin only where there is one.
    if (!isFormOfOurs(incoming)) throw new AppError('forbidden');
    const context = await sessionContext('action', incoming, runtime);
    runtime.rateLimits.admit(context.call);
    const guarded = { ...context.call, ifMatch: guards.ifMatch ?? null, idempotencyKey: guards.idempotencyKey ?? null };
    return { ok: true, data: await runOperation(operation, input, guarded, runtime) };
  } catch (error) {
    // Also of what failed before the operation ran.
    throw translateError(error, { operation: operation.name, requestId: randomUUID(), log: runtime.log });
  }
}

function failed(error: AppError, language: Language): { ok: false; error: Problem & { errors: { path: string; message: string }[] } } {
  const problem = problemOf(error, language);
  return { ok: false, error: { ...problem, errors: problem.errors ?? [] } };
}
