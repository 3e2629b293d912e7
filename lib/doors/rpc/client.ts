import { createORPCClient, type Client } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { z } from 'zod';
import type { Operation } from '@/lib/operations/define-operation';
import type { Operations } from '@/lib/operations/registry';
import { CSRF_HEADER } from './csrf';

/** Guards of a call; the same as the REST headers. */
export interface ClientCallContext {
  ifMatch?: string;
  idempotencyKey?: string;
}

type ClientOf<T> = T extends Operation<infer I, infer O> ? Client<ClientCallContext, z.input<I>, z.output<O>, Error> : never;
export type TypedClient = { [Noun in keyof Operations]: { [Verb in keyof Operations[Noun]]: ClientOf<Operations[Noun][Verb]> } };

const link = new RPCLink<ClientCallContext>({
  url: () => `${globalThis.location.origin}/rpc`,
  headers: ({ context }) => ({
    [CSRF_HEADER]: '1',
    ...(context.ifMatch && { 'if-match': `"${context.ifMatch}"` }),
    ...(context.idempotencyKey && { 'idempotency-key': context.idempotencyKey }),
  }),
});

/** Every operation, typed, over the session cookie. For the browser only. */
export const client: TypedClient = createORPCClient(link);
/** The same with TanStack Query's options and keys: `useQuery(orpc.tenants.list.queryOptions({ input }))`. */
export const orpc = createTanstackQueryUtils(client);
