import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import type { z } from 'zod';
import { liveScope } from '@/lib/auth/live-scope';
import { AppError, isAppError } from '@/lib/errors';
import type { Operation } from '@/lib/operations/define-operation';
import { runOperation } from '@/lib/operations/pipeline';
import { getRuntime } from '@/lib/runtime';
import { sessionContext, type DoorContext } from './door-context';

/** The caller of the page being rendered; read once per request. */
export const pageContext = cache(async (): Promise<DoorContext> => sessionContext('action', new Headers(await headers()), await getRuntime()));

/**
 * Runs a read for a server component. Not signed in goes to the sign-in page, not found to the
 * not-found page; every other problem reaches the route's error page.
 */
export async function callForPage<I extends z.ZodType, O extends z.ZodType>(operation: Operation<I, O>, input: z.input<I>): Promise<z.output<O>> {
  const context = await pageContext();
  try {
    return await runOperation(operation, input, context.call, context.runtime);
  } catch (error) {
    if (isAppError(error, 'unauthenticated')) redirect('/sign-in');
    if (isAppError(error, 'not_found') || isAppError(error, 'tenant_not_found') || isAppError(error, 'forbidden')) notFound();
    // Its cause is in the log already, and Next would print it once more as it is.
    if (isAppError(error)) throw new AppError(error.code, { params: error.params, issues: error.issues, retryAfterSeconds: error.retryAfterSeconds });
    throw error;
  }
}

/** Where the browser reached this console, without a slash at the end: for lines that are copied into a shell. */
export async function pageOrigin(): Promise<string> {
  const [incoming, { env }] = [await headers(), await getRuntime()];
  const known = env.nextauthUrl === undefined ? null : URL.parse(env.nextauthUrl);
  const host = incoming.get('host') ?? known?.host ?? `${env.host}:${env.port}`;
  return `${known?.protocol ?? 'http:'}//${host}`;
}

/**
 * Where a page's live events begin: the scope of its session, and the newest event before it is drawn.
 * @returns null when nobody is signed in; `from` null while the records cannot be read.
 */
export async function liveStart(): Promise<{ scope: string; from: number | null } | null> {
  const { call, runtime } = await pageContext();
  const scope = liveScope(call.principal);
  return scope === null ? null : { scope, from: await runtime.records.events.latestId().catch(() => null) };
}
