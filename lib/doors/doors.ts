import { createFilesHandler } from './files';
import { createRestHandler } from './rest/rest-handler';
import { createRpcHandler } from './rpc/rpc-handler';

interface Doors {
  rest: ReturnType<typeof createRestHandler>;
  rpc: ReturnType<typeof createRpcHandler>;
  files: ReturnType<typeof createFilesHandler>;
}

const KEY = Symbol.for('tenantry.doors');

/** The web doors, built at the first request and kept for the process, however often this module is loaded. */
export function doors(): Doors {
  const holder = globalThis as { [KEY]?: Doors };
  holder[KEY] ??= { rest: createRestHandler(), rpc: createRpcHandler(), files: createFilesHandler() };
  return holder[KEY];
}
