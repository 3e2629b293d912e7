import { userInfo } from 'node:os';
import { randomUUID } from 'node:crypto';
import type { Environment } from '@/lib/env';
import { isAppError } from '@/lib/errors';
import type { Operation } from '@/lib/operations/define-operation';
import { runOperation } from '@/lib/operations/pipeline';
import type { Principal } from '@/lib/auth/principal';
import { resolveToken } from '@/lib/auth/tokens';
import { problemOf, type Problem } from '../door-error';
import { LOCAL_USER_HEADER, readServerFile } from '../local-key';
import { openStandalone } from './standalone';

/** A refusal in words, for standard error. */
export class CommandFailed extends Error {
  constructor(problem: Pick<Problem, 'code' | 'detail' | 'errors'>) {
    const fields = (problem.errors ?? []).map(({ path, message }) => `\n  ${path}: ${message}`).join('');
    super(`${problem.code}: ${problem.detail}${fields}`);
    this.name = 'CommandFailed';
  }
}

export interface Caller {
  call(operation: Operation, input: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** The running server if there is one, else the store itself under the lock of `FS_ROOT`. */
export async function openCaller(env: Environment): Promise<Caller> {
  const server = await readServerFile(env.fsRoot);
  return server ? remoteCaller(env, server) : standaloneCaller(env);
}

function remoteCaller(env: Environment, server: { address: string; key: string }): Caller {
  return {
    call: async (operation, input) => {
      const { url, body } = requestOf(operation, input as Record<string, unknown>);
      const response = await fetch(`${server.address}/api/v1${url}`, {
        method: operation.rest.method,
        headers: {
          authorization: `Bearer ${env.tenantryToken ?? server.key}`,
          [LOCAL_USER_HEADER]: userInfo().username,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(operation.requiresIfMatch && { 'if-match': '*' }),
        },
        body,
      });
      const answer: unknown = response.status === 204 ? {} : await response.json();
      if (!response.ok) throw new CommandFailed(answer as Problem);
      return answer;
    },
    close: () => Promise.resolve(),
  };
}

/** Path parameters into the path, the rest into the query (GET, DELETE) or the body. */
function requestOf(operation: Operation, input: Record<string, unknown>): { url: string; body: string | undefined } {
  const rest = new Map(Object.entries(input ?? {}).filter(([, value]) => value !== undefined));
  const path = operation.rest.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest.get(name);
    rest.delete(name);
    return encodeURIComponent(String(value));
  });
  if (operation.rest.method === 'GET' || operation.rest.method === 'DELETE') {
    const query = new URLSearchParams([...rest].flatMap(([name, value]) => bracketed(name, value))).toString();
    return { url: query ? `${path}?${query}` : path, body: undefined };
  }
  return { url: path, body: JSON.stringify(Object.fromEntries(rest)) };
}

/** Nested values as a query carries them: `filter[age][gte]=18`; of a list, each item by its place. */
function bracketed(name: string, value: unknown): [string, string][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, item]) => bracketed(`${name}[${key}]`, item));
}

async function standaloneCaller(env: Environment): Promise<Caller> {
  const { runtime, close } = await openStandalone(env);
  const user = userInfo().username;
  const owner: Principal = { type: 'cli', id: `cli:${user}`, name: `cli:${user}`, role: 'owner', tenants: null };
  const principal = env.tenantryToken ? await resolveToken(runtime.records, env.tenantryToken) : owner;
  return {
    call: async (operation, input) => {
      if (!principal) throw new CommandFailed({ code: 'unauthenticated', detail: 'TENANTRY_TOKEN is not a token in force' });
      try {
        const ifMatch = operation.requiresIfMatch ? '*' : null;
        return await runOperation(operation, input, { door: 'cli', principal, ip: null, requestId: randomUUID(), ifMatch, idempotencyKey: null }, runtime);
      } catch (error) {
        if (isAppError(error)) throw new CommandFailed(problemOf(error, 'en'));
        throw error;
      }
    },
    close,
  };
}
