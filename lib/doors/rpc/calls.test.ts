import { createORPCClient, type Client } from '@orpc/client';
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query';
import { skipToken } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import { callBy, callsOf, readsOf } from './calls';

type Context = { ifMatch?: string };
interface Calls {
  tenants: { list: Client<Context, { q: string }, string, Error> };
  users: { roles: { set: Client<Context, { id: string }, string, Error> } };
}

function sample() {
  const call = vi.fn((path: readonly string[], input: unknown, _options: object) => Promise.resolve(`${path.join('.')} ${JSON.stringify(input)}`));
  const link = { call };
  return {
    call,
    calls: callsOf<Calls & Record<string, Calls['tenants']>, Context>(callBy(link)),
    reads: readsOf<RouterUtils<Calls & Record<string, Calls['tenants']>>, Context>(callBy(link)),
    theirs: createTanstackQueryUtils(createORPCClient<Calls & Record<string, Calls['tenants']>>(link)),
  };
}
const context = { queryKey: [], signal: new AbortController().signal, meta: undefined } as never;

describe('calls', () => {
  it('name an operation by its parts, and carry their guards', async () => {
    const { calls, call } = sample();
    expect(await calls.tenants.list({ q: 'a' }, { context: { ifMatch: '"3"' } })).toBe('tenants.list {"q":"a"}');
    expect(call).toHaveBeenLastCalledWith(['tenants', 'list'], { q: 'a' }, { context: { ifMatch: '"3"' } });
    await calls.users.roles.set({ id: '1' });
    expect(call).toHaveBeenLastCalledWith(['users', 'roles', 'set'], { id: '1' }, { context: {} });
  });

  it('are no promises', async () => {
    const { calls } = sample();
    expect(await Promise.resolve(calls.tenants)).toBeTypeOf('function');
    expect('then' in calls.tenants).toBe(false);
  });
});

describe('reads', () => {
  it('have the keys that oRPC gives them', () => {
    const { reads, theirs } = sample();
    const input = { q: 'a' };
    expect(reads.tenants.key()).toEqual(theirs.tenants.key());
    expect(reads.tenants.list.key({ input })).toEqual(theirs.tenants.list.key({ input }));
    expect(reads.tenants.list.queryKey({ input })).toEqual(theirs.tenants.list.queryKey({ input }));
    expect(reads.tenants.list.queryOptions({ input, staleTime: 5 })).toMatchObject({ queryKey: theirs.tenants.list.queryKey({ input }), staleTime: 5 });
    expect(reads.users.roles.set.mutationOptions().mutationKey).toEqual(theirs.users.roles.set.mutationKey());
    const pages = { input: (q: string) => ({ q }), initialPageParam: 'first', getNextPageParam: () => undefined };
    expect(reads.tenants.list.infiniteOptions(pages).queryKey).toEqual(theirs.tenants.list.infiniteOptions(pages).queryKey);
  });

  it('wait where there is nothing to ask yet', () => {
    const { reads } = sample();
    expect(reads.tenants.list.queryOptions({ input: skipToken })).toMatchObject({ enabled: false });
    expect('enabled' in reads.tenants.list.queryOptions({ input: { q: 'a' } })).toBe(false);
  });

  it('ask for what they name', async () => {
    const { reads, call } = sample();
    const { queryFn } = reads.tenants.list.queryOptions({ input: { q: 'a' } });
    expect(await (queryFn as (context: never) => unknown)(context)).toBe('tenants.list {"q":"a"}');
    expect(call.mock.lastCall?.[2]).toMatchObject({ signal: expect.any(AbortSignal) as unknown });
    const pages = reads.tenants.list.infiniteOptions({ input: (q: string) => ({ q }), initialPageParam: 'first', getNextPageParam: () => undefined });
    expect(await (pages.queryFn as (context: never) => unknown)({ ...(context as object), pageParam: 'second' } as never)).toBe('tenants.list {"q":"second"}');
    const { mutationFn } = reads.users.roles.set.mutationOptions();
    expect(await mutationFn?.({ id: '1' }, undefined as never)).toBe('users.roles.set {"id":"1"}');
  });
});
