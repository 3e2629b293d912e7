import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { encode } from 'next-auth/jwt';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { auditedSignIn } from '@/lib/auth/audited-sign-in';
import { signIn } from '@/lib/auth/testing/sign-in';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { createApiToken } from '@/lib/auth/tokens';
import { startPostgres, type PostgresServer } from '@/lib/embedded-postgres';
import { createLogger } from '@/lib/log';
import type { Operation } from '@/lib/operations/define-operation';
import { allOperations } from '@/lib/operations/registry';
import { hashPassword } from '@/lib/secrets/password';
import { openTestRuntime, type TestRuntime } from '@/lib/testing/test-runtime';
import { serverAction } from './action';
import { openCaller, type Caller } from './cli/caller';
import { commandsOf } from './cli/commands-of';
import { CommandFailed } from './cli/failure';
import { createRestHandler } from './rest/rest-handler';
import { CSRF_HEADER } from './rpc/csrf';
import { createRpcHandler } from './rpc/rpc-handler';
import { requestOf } from './snippets/request-of';
import { openHttpDoor, type HttpDoor } from './testing/http-door';

/** What Next tells a server action of its request. */
const request = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('next/headers', () => ({ headers: () => Promise.resolve(request.headers) }));

const RUNTIME = Symbol.for('tenantry.runtime');
const ORIGIN = 'http://127.0.0.1:3000';
const operations = allOperations();
const commands = commandsOf(operations);
const rest = createRestHandler();
const rpc = createRpcHandler();

/** Secrets as they are handed in, each told apart: what is found names who let it out. */
const plants: string[] = [];
function plant(what: string): string {
  plants.push(`Plant-${what}-${randomUUID().slice(0, 8)}`);
  return plants.at(-1) ?? '';
}

let folder: string;
let postgres: PostgresServer;
let runtime: TestRuntime;
let http: HttpDoor;
let cli: Caller;
let cookie: string;
let token: string;
let logged = '';
const answers: string[] = [];

type Door = (operation: string, input: Record<string, unknown>) => Promise<unknown>;
const operationOf = (name: string): Operation => {
  const found = operations.find((operation) => operation.name === name);
  if (!found) throw new Error(`no operation ${name}`);
  return found;
};

const doors: Record<'rest' | 'rpc' | 'action' | 'cli', Door> = {
  rest: async (name, input) => {
    const { method, path } = operationOf(name).rest;
    const { url, body } = requestOf({ method, path, places: [...path.matchAll(/\{(\w+)\}/g)].map(([, place]) => place ?? '') }, input);
    return call(method, url, body);
  },
  rpc: async (name, input) => {
    const link = new RPCLink({ url: `${ORIGIN}/rpc`, headers: { [CSRF_HEADER]: '1', 'if-match': '*', cookie }, fetch: (sent, init) => rpc(new Request(sent, init), runtime) });
    const [noun = '', verb = ''] = name.split('.');
    const client = createORPCClient<Record<string, Record<string, (input: unknown) => Promise<unknown>>>>(link);
    return client[noun]?.[verb]?.(input).catch((error: unknown) => ({ ...(error as object), message: (error as Error).message }));
  },
  action: (name, input) => {
    request.headers = new Headers({ origin: ORIGIN, host: new URL(ORIGIN).host, cookie });
    return serverAction(operationOf(name))(input, { ifMatch: '*' });
  },
  cli: async (name, input) => {
    const command = commands.find((candidate) => candidate.name === name);
    if (!command) throw new Error(`the command line lacks ${name}`);
    return cli.call(command, input).catch((error: unknown) => {
      if (!(error instanceof CommandFailed)) throw error;
      return error.problem;
    });
  },
};

/** A raw request; headers and body as they are given. */
async function call(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<unknown> {
  const response = await rest(new Request(`${ORIGIN}/api/v1${path}`, { method, body, headers: { authorization: `Bearer ${token}`, 'if-match': '*', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers } }), runtime);
  const text = await response.text();
  answers.push(JSON.stringify([...response.headers]), text);
  return text === '' ? {} : JSON.parse(text);
}

async function through(door: keyof typeof doors, name: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
  const answer = (await doors[door](name, input)) as Record<string, unknown>;
  answers.push(JSON.stringify(answer));
  return (answer['data'] ?? answer) as Record<string, unknown>;
}

async function query(sql: string, database = 'records'): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: postgres.dsn(database) });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** All that the records hold, as text. */
async function recordsText(): Promise<string> {
  const tables = await query(`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`);
  const rows = await Promise.all(tables.map(({ name }) => query(`select t::text as row from ${String(name)} t`)));
  return JSON.stringify(rows);
}

/** All that lies in the configuration, as text. */
async function filesText(): Promise<string> {
  const files = (await readdir(runtime.env.fsRoot, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))).join('\n');
}

function expectNoPlant(text: string, where: string): void {
  for (const secret of plants) expect(text.includes(secret), `${secret} in ${where}: …${text.slice(Math.max(0, text.indexOf(secret) - 120), text.indexOf(secret) + 60)}`).toBe(false);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenantry-secrets-'));
  postgres = await startPostgres({ dataDir: join(folder, 'pg'), databases: ['records', 'tenants', ...Object.keys(doors).map((door) => `own_${door}`)], durable: false });
  const to = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  runtime = await openTestRuntime({ GLOBAL_DB_DSN: postgres.dsn('records'), TENANT_DB_DSN: postgres.dsn('tenants') }, createLogger('debug', 'web', to));
  Object.assign(globalThis, { [RUNTIME]: Promise.resolve(runtime) });
  http = await openHttpDoor(runtime);
  cli = await openCaller(runtime.env, undefined);
  const now = new Date().toISOString();
  const password = plant('admin');
  const id = randomUUID();
  await runtime.store.config.admins.create({ id, email: 'owner@example.com', name: '', role: 'owner', tenants: [], passwordHash: await hashPassword(password), language: 'en', disabled: false, createdAt: now, updatedAt: now });
  const session = await signIn({ records: runtime.records, config: runtime.store.config, secretbox: runtime.secretbox }, { email: 'owner@example.com', password, ip: null, userAgent: null }).then((done) => done.session);
  const carried = await encode({ token: { sid: session.id }, secret: runtime.env.nextauthSecret ?? '' });
  cookie = `${sessionCookieName(false)}=${carried}`;
  token = (await createApiToken(runtime.records, { name: 'walk', role: 'owner', tenants: [], createdBy: 'test', expiresAt: null })).secret;
  plants.push(carried, token, new URL(postgres.dsn('records')).password);
});
afterAll(async () => {
  await http?.close();
  Reflect.deleteProperty(globalThis, RUNTIME);
  await runtime?.dispose();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(Object.keys(doors) as (keyof typeof doors)[])('what is secret and comes in by %s', (door) => {
  it('is answered to nobody', async () => {
    const dsn = new URL(postgres.dsn('tenants'));
    const server = { driver: 'postgres', host: dsn.hostname, port: Number(dsn.port), database: 'tenants', username: 'nobody' };
    // A password that the server refuses, a port where nobody listens, a DSN in the place of a host.
    await through(door, 'servers.test', { ...server, name: `${door}-test`, password: plant(`${door}-refused`) });
    await through(door, 'servers.test', { ...server, name: `${door}-dead`, port: 1, password: plant(`${door}-dead`) });
    await through(door, 'servers.create', { ...server, name: `${door}-wrong`, port: plant(`${door}-port`), password: { of: plant(`${door}-kind`) } });
    const made = await through(door, 'servers.create', { ...server, name: `${door}-server`, password: plant(`${door}-server`) });
    expect(made).toMatchObject({ hasPassword: true });
    const changed = await through(door, 'servers.update', { id: made['id'], password: plant(`${door}-changed`) });
    expect(changed).toMatchObject({ hasPassword: true });
    await through(door, 'servers.check', { id: made['id'] });
    await through(door, 'servers.list', {});
    // A tenant's own database: one that is there, whose password is planted with the rest, and one that is not.
    expect(await through(door, 'tenants.create', { slug: `own-${door}`, name: 'Own', database: { dsn: postgres.dsn(`own_${door}`) } })).toMatchObject({ slug: `own-${door}` });
    await through(door, 'tenants.create', { slug: `dead-${door}`, name: 'Dead', database: { dsn: `postgres://u:${plant(`${door}-dsn`)}@127.0.0.1:1/d` } });
    await through(door, 'tenants.testDatabase', { dsn: `postgres://u:${plant(`${door}-tested`)}@127.0.0.1:1/d` });
    await through(door, 'setup.check', { token: plant(`${door}-link`) });
    await through(door, 'setup.complete', { token: plant(`${door}-link`), email: 'late@example.com', password: plant(`${door}-setup`) });
    await through(door, 'users.create', { slug: 'nowhere', email: 'u@example.com', password: plant(`${door}-user`) });
    expectNoPlant(answers.join('\n'), 'an answer');
  });
});

describe('what a request carries', () => {
  it('is refused without being repeated', async () => {
    await call('GET', '/tenants', undefined, { authorization: `Bearer tnt_${plant('bearer')}` });
    await call('GET', '/tenants', undefined, { authorization: `Basic ${plant('basic')}` });
    await call('GET', '/tenants', undefined, { cookie: `${sessionCookieName(false)}=${plant('cookie')}` });
    await call('POST', '/servers', `{"name": "x", "password": "${plant('body')}`);
    await call('POST', '/servers', JSON.stringify({ password: plant('key') }), { 'idempotency-key': plant('idempotency') });
    const attempt = auditedSignIn({ records: runtime.records, config: runtime.store.config, secretbox: runtime.secretbox }, { email: 'owner@example.com', password: plant('sign-in'), ip: null, userAgent: null });
    await expect(attempt).rejects.toMatchObject({ code: 'unauthenticated' });
    expectNoPlant(answers.join('\n'), 'an answer');
  });

  it('is told once where that is its point, and kept nowhere', async () => {
    const made = (await call('POST', '/tokens', JSON.stringify({ name: 'once', role: 'viewer' }))) as Record<string, unknown>;
    const secret = /tnt_[\w-]{40,}/.exec(JSON.stringify(made))?.[0] ?? '';
    expect(secret).not.toBe('');
    answers.splice(-2);
    plants.push(secret);
    await call('GET', '/tokens');
    expectNoPlant(answers.join('\n'), 'an answer');
  });
});

describe('when a database fails', () => {
  it('no word of a driver reaches anyone, and no value it was given the log', async () => {
    const mark = answers.length;
    const moved = await query(`select format('%I.%I', schemaname, tablename) as name, tablename from pg_tables where tablename in ('api_token', 'saved_view')`);
    for (const { name, tablename } of moved) await query(`alter table ${String(name)} rename to ${String(tablename)}_away`);
    expect(moved.map(({ tablename }) => tablename).sort()).toEqual(['api_token', 'saved_view']);
    // Its name is no secret, and the audit's to tell; the driver was given it all the same.
    const failed = { list: 'tenants', name: 'Value-of-a-row', address: 'q=x' };
    for (const door of ['rpc', 'action'] as const) expect(JSON.stringify(await through(door, 'views.save', failed))).toContain('reference');
    expect(await call('GET', '/tenants', undefined, { authorization: `Bearer tnt_${plant('asked')}` })).toMatchObject({ code: 'internal', reference: expect.any(String) as string });
    for (const { name, tablename } of moved) await query(`alter table ${String(name).replace(String(tablename), `${String(tablename)}_away`)} rename to ${String(tablename)}`);
    const said = answers.slice(mark).join('\n');
    for (const word of ['relation', 'does not exist', 'saved_view', 'api_token', '42P01', 'select ', 'insert ', 'node_modules', 'Failed query']) expect(said, `${word} in an answer`).not.toContain(word);
    expect(logged).toContain('operation failed unexpectedly');
    expect(logged).toContain('does not exist');
    expect(logged).not.toContain(failed.name);
    expectNoPlant(said, 'an answer');
  });
});

describe('afterwards', () => {
  it('no secret is in the log, though the log was written', () => {
    expect(logged.split('\n').length).toBeGreaterThan(3);
    for (const line of logged.trim().split('\n')) expect(() => JSON.parse(line) as unknown, line).not.toThrow();
    expectNoPlant(logged, 'the log');
  });

  it('no secret is in the audit, as the door tells it', async () => {
    const seen = answers.length;
    await call('GET', '/audit?limit=200');
    expect(answers.slice(seen).join('')).toContain('servers.update');
    expectNoPlant(answers.slice(seen).join(''), 'the audit');
  });

  it('no secret lies in the records', async () => {
    const text = await recordsText();
    expect(text).toContain('servers.create');
    expectNoPlant(text, 'the records');
  });

  it('no secret lies in a file', async () => {
    const text = await filesText();
    expect(text).toContain('rest-server');
    expectNoPlant(text, 'a file');
  });
});
