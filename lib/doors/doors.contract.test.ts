import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { randomUUID } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { createApiToken } from '@/lib/auth/tokens';
import { ERROR_CODES, type ErrorCode } from '@/lib/errors';
import { isAudited, OPERATION_DOORS, reaches, type Operation, type OperationDoor } from '@/lib/operations/define-operation';
import { allOperations } from '@/lib/operations/registry';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';
import { serverAction } from './action';
import { openCaller, type Caller } from './cli/caller';
import { commandsOf } from './cli/commands-of';
import { CommandFailed } from './cli/failure';
import { exampleOf } from './describe';
import { codesOf } from './rest/openapi-route';
import { createRestHandler } from './rest/rest-handler';
import { CSRF_HEADER } from './rpc/csrf';
import { createRpcHandler } from './rpc/rpc-handler';
import { requestOf } from './snippets/request-of';
import { openHttpDoor, type HttpDoor } from './testing/http-door';

/** What Next tells a server action of its request. */
const request = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('next/headers', () => ({ headers: () => Promise.resolve(request.headers) }));

const operations = allOperations();
const commands = commandsOf(operations);
const RUNTIME = Symbol.for('tenantry.runtime');
const ORIGIN = 'http://127.0.0.1:3000';

let runtime: TestRuntime;
let http: HttpDoor;
let cookie: string;
let token: string;
let runtimeToken: string;
let asOwner: Caller;
let asNobody: Caller;

beforeAll(async () => {
  runtime = await openTestRuntime();
  Object.assign(globalThis, { [RUNTIME]: Promise.resolve(runtime) });
  http = await openHttpDoor(runtime);
  const now = new Date().toISOString();
  const admin = { id: randomUUID(), email: 'owner@example.com', name: '', role: 'owner', tenants: [], passwordHash: 'none', language: 'en', disabled: false, createdAt: now, updatedAt: now } as const;
  await runtime.store.config.admins.create({ ...admin, tenants: [] });
  const session = await runtime.records.sessions.create({ adminId: admin.id, ttlMs: 3_600_000, ip: null, userAgent: null });
  cookie = `${sessionCookieName(false)}=${await encode({ token: { sid: session.id }, secret: runtime.env.nextauthSecret ?? '' })}`;
  token = (await createApiToken(runtime.records, { name: 'walk', role: 'owner', tenants: [], createdBy: 'test', expiresAt: null })).secret;
  runtimeToken = (await createApiToken(runtime.records, { name: 'server', role: 'runtime', tenants: ['acme'], createdBy: 'test', expiresAt: null })).secret;
  asOwner = await openCaller(runtime.env, undefined);
  asNobody = await openCaller(runtime.env, 'tnt_nobody');
});
afterAll(async () => {
  await http?.close();
  Reflect.deleteProperty(globalThis, RUNTIME);
  await runtime?.dispose();
});

/** What came through a door, each door's own shape checked on the way. */
type Outcome = { ok: true; answer: unknown } | { ok: false; code: ErrorCode };
type Door = (operation: Operation, input: Record<string, unknown>, signedIn: boolean) => Promise<Outcome>;

const rest = createRestHandler();
const rpc = createRpcHandler();

const doors: Record<OperationDoor, Door> = {
  action: async (operation, input, signedIn) => {
    request.headers = new Headers({ origin: ORIGIN, host: new URL(ORIGIN).host, ...(signedIn && { cookie }) });
    const result = await serverAction(operation)(input, { ifMatch: '*' });
    if (result.ok) return { ok: true, answer: result.data };
    expectProblem(result.error);
    expect(Array.isArray(result.error.errors)).toBe(true);
    return { ok: false, code: result.error.code };
  },
  rest: async (operation, input, signedIn) => {
    const { url, body } = requestOf({ ...operation.rest, places: placesOf(operation) }, input);
    const headers = { ...(signedIn && { authorization: `Bearer ${operation.permission === 'runtime' ? runtimeToken : token}` }), ...(body !== undefined && { 'content-type': 'application/json' }), 'if-match': '*' };
    const response = await rest(new Request(`${ORIGIN}/api/v1${url}`, { method: operation.rest.method, headers, body }), runtime);
    if (response.status === 204) return { ok: true, answer: {} };
    if (response.ok && operation.kind === 'stream') return { ok: true, answer: { contentType: response.headers.get('content-type'), body: await response.text() } };
    const answer = (await response.json()) as Record<string, unknown> & { code: ErrorCode };
    if (response.ok) {
      expect(response.status).toBe(operation.rest.accepts && answer['runId'] === null ? 200 : (operation.rest.status ?? 200));
      return { ok: true, answer };
    }
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.status).toBe(answer['status']);
    expectProblem(answer);
    return { ok: false, code: answer.code };
  },
  cli: async (operation, input, signedIn) => {
    const command = commands.find((candidate) => candidate.name === operation.name);
    if (!command) throw new Error(`the command line lacks ${operation.name}`);
    try {
      const caller = signedIn ? asOwner : asNobody;
      if (operation.kind === 'stream') return { ok: true, answer: { contentType: 'text/csv', body: await textOf(await caller.read(command, input)) } };
      return { ok: true, answer: await caller.call(command, input) };
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      expectProblem(error.problem);
      return { ok: false, code: error.problem.code };
    }
  },
  rpc: async (operation, input, signedIn) => {
    const headers = { [CSRF_HEADER]: '1', 'if-match': '*', ...(signedIn && { cookie }) };
    const link = new RPCLink({ url: `${ORIGIN}/rpc`, headers, fetch: (sent, init) => rpc(new Request(sent, init), runtime) });
    const [noun = '', verb = ''] = operation.name.split('.');
    const client = createORPCClient<Record<string, Record<string, (input: unknown) => Promise<unknown>>>>(link);
    try {
      return { ok: true, answer: await client[noun]?.[verb]?.(input) };
    } catch (error) {
      if (!(error instanceof ORPCError)) throw error;
      expectProblem(error.data);
      const problem = error.data as { code: ErrorCode; status: number };
      expect([error.code, error.status]).toEqual([problem.code, problem.status]);
      return { ok: false, code: problem.code };
    }
  },
};

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const placesOf = ({ rest: { path } }: Operation): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');

function expectProblem(problem: unknown): void {
  expect(problem).toMatchObject({ type: expect.stringMatching(/^urn:tenantry:error:/) as string, title: expect.any(String) as string, detail: expect.any(String) as string, status: expect.any(Number) as number });
  expect(ERROR_CODES).toContain((problem as { code: string }).code);
}

describe.each(operations.map((operation) => [operation.name, operation] as [string, Operation]))('%s', (_name, operation) => {
  const led = OPERATION_DOORS.filter((door) => reaches(door, operation));

  it('is reached through every door, or says why not', () => {
    for (const door of OPERATION_DOORS) if (!led.includes(door)) expect(operation.absentFrom?.[door], `why ${door} cannot carry it`).toMatch(/\w+ \w+/);
    expect(led.length, 'an operation without any door').toBeGreaterThan(0);
  });

  it.each(led)('%s refuses who is nobody, and tells them nothing else', async (door) => {
    // Input of the wrong kind too: who may not ask is not told what is wrong with the question.
    for (const input of [exampleOf(operation), Object.fromEntries(placesOf(operation).map((place) => [place, 'nobody']))]) {
      const outcome = await doors[door](operation, input, false);
      if (operation.permission === 'public') expect(outcome).not.toMatchObject({ code: 'unauthenticated' });
      else expect(outcome).toEqual({ ok: false, code: 'unauthenticated' });
    }
  });

  it.each(led)('%s carries a call to it, and its own answer back', async (door) => {
    const outcome = await doors[door](operation, exampleOf(operation), true);
    if (outcome.ok) expect(operation.output.safeParse(outcome.answer)).toMatchObject({ success: true });
    else {
      expect(codesOf(operation), 'a code that it does not list').toContain(outcome.code);
      expect(outcome.code).not.toBe('internal');
    }
  });

  it.each(led)('%s says what is wrong with a call', async (door) => {
    const { properties, required } = wrongInput(operation);
    if (required.length === 0) return;
    const outcome = await doors[door](operation, properties, true);
    expect(outcome).toMatchObject({ ok: false, code: 'validation_failed' });
  });

  it('is in the audit once for each door that it was called through', async () => {
    if (!isAudited(operation)) return;
    const found = new Set<string>();
    for (let cursor: string | undefined; ; ) {
      const page = await runtime.records.audit.list({ limit: 200, action: operation.name, cursor });
      for (const event of page.items) if (event.actor.type !== 'anonymous') found.add(event.door);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect([...found].sort()).toEqual([...led].sort());
  });
});

/** Its example with one required property of the body missing; nothing where the path says all. */
function wrongInput(operation: Operation): { properties: Record<string, unknown>; required: string[] } {
  const example = exampleOf(operation);
  const required = Object.keys(example).filter((name) => !placesOf(operation).includes(name) && !operation.input.safeParse(without(example, name)).success);
  return { properties: without(example, required[0] ?? ''), required };
}

const without = (input: Record<string, unknown>, name: string): Record<string, unknown> => Object.fromEntries(Object.entries(input).filter(([key]) => key !== name));
