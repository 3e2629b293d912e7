import type { Client, ClientLink } from '@orpc/client';
import type { RouterUtils } from '@orpc/tanstack-query';
import type { z } from 'zod';
import type { Operation } from '@/lib/operations/define-operation';
import type { Operations } from '@/lib/operations/registry';
import { loaded } from './after-load';
import { callBy, callsOf, readsOf } from './calls';

/** Guards of a call; the same as the REST headers. */
export interface ClientCallContext {
  ifMatch?: string;
  idempotencyKey?: string;
}

type ClientOf<T> = T extends Operation<infer I, infer O> ? Client<ClientCallContext, z.input<I>, z.output<O>, Error> : never;
export type TypedClient = { [Noun in keyof Operations]: { [Verb in keyof Operations[Noun]]: ClientOf<Operations[Noun][Verb]> } };

/** What sends calls comes after the page has loaded: what a screen shows first is in the page already. */
const link: ClientLink<ClientCallContext> = {
  call: async (...call) => {
    await loaded();
    const { rpcLink } = await import('./link');
    return rpcLink.call(...call);
  },
};

/** Every operation, typed, over the session cookie. For the browser only. */
export const client = callsOf<TypedClient, ClientCallContext>(callBy(link));
/** The same with TanStack Query's options and keys: `useQuery(orpc.tenants.list.queryOptions({ input }))`. */
export const orpc = readsOf<RouterUtils<TypedClient>, ClientCallContext>(callBy(link));
