import { AppError } from '@/lib/errors';
import type { Runtime } from '@/lib/runtime';
import { sessionContext } from './door-context';
import { problemOf } from './door-error';
import { createHttpHandler, failureResponse, problemResponse } from './rest/rest-handler';
import { carriesFile } from './rest/rest-router';
import { comesFromHere, isCallOfOurs } from './same-origin';

/** Below it stand the REST paths of operations that take or give files. */
const FILES_PREFIX = '/files';

/**
 * Makes the browser's door for files: with the console's session, the same paths as REST. A download is a plain
 * link, which carries no header of ours: it has to be followed from here or typed. Uploads are guarded as calls are.
 */
export function createFilesHandler(): (request: Request, runtime: Runtime) => Promise<Response> {
  const handle = createHttpHandler(FILES_PREFIX, carriesFile);
  const answer = async (request: Request, runtime: Runtime) => {
    const context = await sessionContext('rpc', request.headers, runtime);
    const allowed = request.method === 'GET' ? comesFromHere(request.headers, ['same-origin', 'none']) : isCallOfOurs(request.headers);
    if (!allowed) return problemResponse(problemOf(new AppError('forbidden'), context.language), context.call.requestId);
    runtime.rateLimits.admit(context.call);
    return handle(request, context);
  };
  return (request, runtime) => answer(request, runtime).catch((error: unknown) => failureResponse(error, request.headers, runtime, 'rpc'));
}
