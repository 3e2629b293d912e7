import type { ClientLink } from '@orpc/client';
import { skipToken } from '@tanstack/react-query';

/** Asked of any object by promises, printers and `JSON`: no part of an operation's name. */
const OF_OBJECTS: ReadonlySet<string> = new Set(['then', 'toJSON', 'toString', 'valueOf', 'constructor', 'prototype', 'apply', 'bind', 'call']);

/** What is sent: the operation's name in its parts, its input, and the guards of the call. */
export type Call<Context extends object> = (path: readonly string[], input: unknown, options: { signal?: AbortSignal; context?: Context }) => Promise<unknown>;

/** @param link oRPC's, which has every option filled in */
export function callBy<Context extends object>(link: ClientLink<Context>): Call<Context> {
  return (path, input, { context, ...options }) => link.call(path, input, { ...options, context: context ?? ({} as Context) });
}

/** `calls.tenants.list(input)`, as `createORPCClient` of oRPC makes it; that brings what only servers need. */
export function callsOf<Calls, Context extends object>(call: Call<Context>, path: readonly string[] = []): Calls {
  const ask = (input: unknown, options = {}) => call(path, input, options);
  return new Proxy(ask, {
    get: (target, name): unknown => (typeof name !== 'string' || OF_OBJECTS.has(name) ? Reflect.get(target, name) : callsOf(call, [...path, name])),
  }) as Calls;
}

interface ReadOptions {
  input?: unknown;
  context?: object;
  [option: string]: unknown;
}

/** Keys as oRPC's: all of an operation or of a noun begin with its path, and match by a part of what follows. */
const keyOf = (path: readonly string[], { input, type }: { input?: unknown; type?: string } = {}) => [path, { ...(input !== undefined && { input }), ...(type !== undefined && { type }) }];

function methodsOf<Context extends object>(call: Call<Context>, path: readonly string[]) {
  const ask = (input: unknown, context: object | undefined, signal?: AbortSignal) => call(path, input, { ...(signal && { signal }), context: context as Context });
  const queryKey = ({ input }: ReadOptions = {}) => keyOf(path, { type: 'query', input });
  return {
    key: (options?: { input?: unknown; type?: string }) => keyOf(path, options),
    queryKey,
    queryOptions: (options: ReadOptions = {}) => ({
      queryFn: ({ signal }: { signal: AbortSignal }) => ask(options.input, options.context, signal),
      ...(options.input === skipToken && { enabled: false }),
      ...options,
      queryKey: queryKey(options),
    }),
    infiniteOptions: ({ input, ...options }: ReadOptions & { input: (page: unknown) => unknown; initialPageParam: unknown }) => ({
      queryFn: ({ pageParam, signal }: { pageParam: unknown; signal: AbortSignal }) => ask(input(pageParam), options.context, signal),
      ...options,
      queryKey: keyOf(path, { type: 'infinite', input: input(options.initialPageParam) }),
    }),
    mutationOptions: (options: ReadOptions = {}) => ({
      mutationFn: (input: unknown) => ask(input, options.context),
      ...options,
      mutationKey: keyOf(path, { type: 'mutation' }),
    }),
  };
}

/** The same for TanStack Query, `reads.tenants.list.queryOptions({ input })`: what the console uses of `createTanstackQueryUtils`. */
export function readsOf<Reads, Context extends object>(call: Call<Context>, path: readonly string[] = []): Reads {
  return new Proxy(methodsOf(call, path), {
    get: (target, name): unknown => (typeof name !== 'string' || name in target || OF_OBJECTS.has(name) ? Reflect.get(target, name) : readsOf(call, [...path, name])),
  }) as Reads;
}
