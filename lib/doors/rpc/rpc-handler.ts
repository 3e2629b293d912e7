import { os } from '@orpc/server';
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/fetch';
import { AppError } from '@/lib/errors';
import { reaches, type Operation } from '@/lib/operations/define-operation';
import { runOperation } from '@/lib/operations/pipeline';
import { operations } from '@/lib/operations/registry';
import type { Runtime } from '@/lib/runtime';
import { problemOf, toTransport } from '../door-error';
import { sessionContext, type DoorContext } from '../door-context';
import { failureResponse, problemResponse } from '../rest/rest-handler';
import { isCallOfOurs } from '../same-origin';

const MAX_BODY_BYTES = 1_048_576;

/** Makes the browser's own door: the console's session, same origin, and a header that a foreign form cannot send. */
export function createRpcHandler(): (request: Request, runtime: Runtime) => Promise<Response> {
  const router = Object.fromEntries(
    Object.entries(operations).map(([noun, verbs]) => [
      noun,
      Object.fromEntries(
        Object.entries(verbs as unknown as Record<string, Operation>)
          .filter(([, operation]) => reaches('rpc', operation))
          .map(([verb, operation]) => [verb, rpcProcedure(operation)]),
      ),
    ]),
  );
  const handler = new RPCHandler<DoorContext>(router, { plugins: [new BodyLimitPlugin({ maxBodySize: MAX_BODY_BYTES })] });
  const answer = async (request: Request, runtime: Runtime) => {
    const context = await sessionContext('rpc', request.headers, runtime);
    if (!isCallOfOurs(request.headers)) return problemResponse(problemOf(new AppError('forbidden'), context.language), context.call.requestId);
    runtime.rateLimits.admit(context.call);
    const { matched, response } = await handler.handle(request, { prefix: '/rpc', context });
    if (!matched) return problemResponse(problemOf(new AppError('not_found', { params: { what: 'path' } }), context.language), context.call.requestId);
    response.headers.set('cache-control', 'no-store');
    return response;
  };
  return (request, runtime) => answer(request, runtime).catch((error: unknown) => failureResponse(error, request.headers, runtime, 'rpc'));
}

function rpcProcedure(operation: Operation) {
  return os.$context<DoorContext>().handler(async ({ input, context, signal }) => {
    try {
      return await runOperation(operation, input, { ...context.call, signal }, context.runtime);
    } catch (error) {
      throw toTransport(error, context.language);
    }
  });
}
