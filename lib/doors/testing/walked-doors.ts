import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { expect } from 'vitest';
import { ERROR_CODES, type ErrorCode } from '@/lib/errors';
import { OPERATION_DOORS, reaches, type Operation } from '@/lib/operations/define-operation';
import { allOperations } from '@/lib/operations/registry';
import type { Runtime } from '@/lib/runtime';
import { serverAction } from '../action';
import { openCaller, type Caller } from '../cli/caller';
import { commandsOf } from '../cli/commands-of';
import { CommandFailed } from '../cli/failure';
import type { Problem } from '../door-error';
import { createFilesHandler } from '../files';
import { carriesFile } from '../rest/rest-router';
import { createRestHandler } from '../rest/rest-handler';
import { CSRF_HEADER } from '../rpc/csrf';
import { createRpcHandler } from '../rpc/rpc-handler';
import { requestOf } from '../snippets/request-of';
import { openHttpDoor } from './http-door';

export const ORIGIN = 'http://127.0.0.1:3000';

/** What somebody has to show at the doors. */
export interface Visitor {
  /** A console session, as a browser sends it. */
  cookie?: string;
  /** An API token. The command line without one acts as whoever has the machine. */
  token?: string;
}

/** What came through a door. */
export type Outcome = { ok: true; answer: unknown } | { ok: false; code: ErrorCode; problem: Problem };

/** Doors that lead to operations, `files` among them: the browser's own way to those that take or give a file. */
export const WALKED_DOORS = [...OPERATION_DOORS, 'files'] as const;
export type WalkedDoor = (typeof WALKED_DOORS)[number];
export type Doors = Record<WalkedDoor, (operation: Operation, input: Record<string, unknown>, visitor: Visitor) => Promise<Outcome>> & { close(): Promise<void> };

/** Doors by which an operation is reached. */
export const doorsOf = (operation: Operation): WalkedDoor[] => WALKED_DOORS.filter((door) => (door === 'files' ? carriesFile(operation) : reaches(door, operation)));
/** Names in an operation's path. */
export const placesOf = ({ rest: { path } }: Pick<Operation, 'rest'>): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');

/**
 * All doors as they are, over one runtime: each takes a call and hands back what came, its own shape checked on the way.
 * @param tellAction takes what Next would tell a server action of its request: `next/headers` is the test's to stand in for.
 */
export async function openDoors(runtime: Runtime, tellAction: (headers: Headers) => void): Promise<Doors> {
  const http = await openHttpDoor(runtime);
  const callers = new Map<string | undefined, Caller>();
  const rest = createRestHandler();
  const rpc = createRpcHandler();
  const files = createFilesHandler();
  const commands = commandsOf(allOperations());
  const callerOf = async (token: string | undefined): Promise<Caller> => {
    const caller = callers.get(token) ?? (await openCaller(runtime.env, token));
    callers.set(token, caller);
    return caller;
  };
  return {
    action: async (operation, input, { cookie }) => {
      tellAction(new Headers({ origin: ORIGIN, host: new URL(ORIGIN).host, ...(cookie && { cookie }) }));
      const result = await serverAction(operation)(input, { ifMatch: '*' });
      if (result.ok) return { ok: true, answer: result.data };
      expect(Array.isArray(result.error.errors)).toBe(true);
      return refused(result.error);
    },
    rest: (operation, input, { token }) => overHttp('/api/v1', (request) => rest(request, runtime), operation, input, token === undefined ? {} : { authorization: `Bearer ${token}` }),
    files: (operation, input, { cookie }) => overHttp('/files', (request) => files(request, runtime), operation, input, { [CSRF_HEADER]: '1', origin: ORIGIN, host: new URL(ORIGIN).host, ...(cookie && { cookie }) }),
    rpc: async (operation, input, { cookie }) => {
      const link = new RPCLink({ url: `${ORIGIN}/rpc`, headers: { [CSRF_HEADER]: '1', 'if-match': '*', ...(cookie && { cookie }) }, fetch: (sent, init) => rpc(new Request(sent, init), runtime) });
      const [noun = '', verb = ''] = operation.name.split('.');
      const client = createORPCClient<Record<string, Record<string, (input: unknown) => Promise<unknown>>>>(link);
      try {
        return { ok: true, answer: await client[noun]?.[verb]?.(input) };
      } catch (error) {
        if (!(error instanceof ORPCError)) throw error;
        const outcome = refused(error.data);
        expect([error.code, error.status]).toEqual([outcome.problem.code, outcome.problem.status]);
        return outcome;
      }
    },
    cli: async (operation, input, { token }) => {
      const command = commands.find((candidate) => candidate.name === operation.name);
      if (!command) throw new Error(`the command line lacks ${operation.name}`);
      try {
        const caller = await callerOf(token);
        if (operation.kind === 'stream') return { ok: true, answer: { contentType: 'text/csv', body: await textOf(await caller.read(command, input)) } };
        return { ok: true, answer: await caller.call(command, input) };
      } catch (error) {
        if (!(error instanceof CommandFailed)) throw error;
        return refused(error.problem);
      }
    },
    close: () => http.close(),
  };
}

/** By method and path, as REST and the browser's files are reached. */
async function overHttp(prefix: string, send: (request: Request) => Promise<Response>, operation: Operation, input: Record<string, unknown>, headers: Record<string, string>): Promise<Outcome> {
  const { url, body } = requestOf({ ...operation.rest, places: placesOf(operation) }, input);
  const sent = { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }), 'if-match': '*' };
  const response = await send(new Request(`${ORIGIN}${prefix}${url}`, { method: operation.rest.method, headers: sent, body }));
  if (response.status === 204) return { ok: true, answer: {} };
  if (response.ok && operation.kind === 'stream') return { ok: true, answer: { contentType: response.headers.get('content-type'), body: await response.text() } };
  const answer = (await response.json()) as Record<string, unknown>;
  if (response.ok) {
    expect(response.status).toBe(operation.rest.accepts && answer['runId'] === null ? 200 : (operation.rest.status ?? 200));
    return { ok: true, answer };
  }
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.status).toBe(answer['status']);
  return refused(answer);
}

function refused(problem: unknown): Outcome & { ok: false } {
  expect(problem).toMatchObject({ type: expect.stringMatching(/^urn:tenantry:error:/) as string, title: expect.any(String) as string, detail: expect.any(String) as string, status: expect.any(Number) as number });
  expect(ERROR_CODES).toContain((problem as Problem).code);
  return { ok: false, code: (problem as Problem).code, problem: problem as Problem };
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
