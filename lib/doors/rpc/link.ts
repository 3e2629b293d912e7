import { RPCLink } from '@orpc/client/fetch';
import type { ClientCallContext } from './client';
import { CSRF_HEADER } from './csrf';

/** Sends calls from the browser, with the session's cookie. */
export const rpcLink = new RPCLink<ClientCallContext>({
  url: () => `${globalThis.location.origin}/rpc`,
  headers: ({ context }) => ({
    [CSRF_HEADER]: '1',
    ...(context.ifMatch && { 'if-match': `"${context.ifMatch}"` }),
    ...(context.idempotencyKey && { 'idempotency-key': context.idempotencyKey }),
  }),
});
