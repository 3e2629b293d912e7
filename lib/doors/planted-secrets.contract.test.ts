import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { auditedSignIn } from '@/lib/auth/audited-sign-in';
import { createSetupToken, completeSetup } from '@/lib/auth/setup';
import { createApiToken } from '@/lib/auth/tokens';
import { createLogger } from '@/lib/log';
import { scrape } from '@/lib/metrics/scrape';
import { allOperations } from '@/lib/operations/registry';
import { testMasterKey } from '@/lib/testing/test-runtime';
import { createRestHandler } from './rest/rest-handler';
import { openFileFixture, type FileFixture } from './testing/file-fixture';
import { makePerson, type Person } from './testing/people';
import { openDoors, placesOf, type Doors } from './testing/walked-doors';

/** What Next tells a server action of its request. */
const asked = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('next/headers', () => ({ headers: () => Promise.resolve(asked.headers) }));
const RUNTIME = Symbol.for('tenantry.runtime');

const MASTER_KEY = testMasterKey();
const handle = createRestHandler();

/** Every secret there is, by what it is; what is found names who let it out. */
const plants = new Map<string, string>();
const plant = (what: string): string => {
  plants.set(what, `Plant-${what}-${crypto.randomUUID().slice(0, 8)}`);
  return plants.get(what) ?? '';
};

let f: FileFixture;
let owner: string;
let runtimeToken: string;
let keeper: Person;
let doors: Doors;
let logged = '';
/** What was answered, without what was told once on purpose. */
const answers: string[] = [];

beforeAll(async () => {
  const to = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  plants.set('master key', MASTER_KEY);
  f = await openFileFixture({ SECRETBOX_MASTER_KEY: MASTER_KEY, NEXTAUTH_SECRET: plant('console-cookies'), METRICS_TOKEN: plant('metrics') }, createLogger('trace', 'web', to));
  const { records, store } = f.runtime;
  const tokenOf = async (role: 'owner' | 'runtime', tenants: string[]) => (await createApiToken(records, { name: role, role, tenants, createdBy: 'test', expiresAt: null })).secret;
  owner = await tokenOf('owner', []);
  runtimeToken = await tokenOf('runtime', ['acme']);
  const link = (await createSetupToken(records)).token;
  for (const [what, secret] of [['owner’s token', owner], ['runtime token', runtimeToken], ['set-up link', link]] as const) plants.set(what, secret);
  await completeSetup({ records, config: store.config }, { token: link, email: 'owner@example.com', name: '', password: plant('admin') });
  Object.assign(globalThis, { [RUNTIME]: Promise.resolve(f.runtime) });
  keeper = await makePerson(f.runtime, 'owner');
  for (const [what, secret] of [['cookie of a session', keeper.cookie.replace(/^[^=]*=/, '')], ['admin’s own token', keeper.token]] as const) plants.set(what, secret);
  doors = await openDoors(f.runtime, (headers) => {
    asked.headers = headers;
  });
});
afterAll(async () => {
  await doors?.close();
  Reflect.deleteProperty(globalThis, RUNTIME);
  await f?.close();
});

interface Answer {
  status: number;
  json: Record<string, unknown>;
}
/** @param once what of the answer is told once on purpose: planted from here on, and not part of what was answered */
async function call(method: string, path: string, body?: unknown, once: string[] = [], headers: Record<string, string> = {}): Promise<Answer> {
  const token = path.includes('/runtime/') ? runtimeToken : owner;
  const response = await handle(new Request(`http://127.0.0.1/api/v1${path}`, { method, headers: { authorization: `Bearer ${token}`, 'if-match': '*', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers }, body: body === undefined ? undefined : JSON.stringify(body) }), f.runtime);
  const text = await response.text();
  if (once.length === 0) answers.push(JSON.stringify([...response.headers]), text);
  const json = (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, unknown>;
  for (const name of once) {
    const value = [json[name]].flat().map(String);
    expect(value[0]?.length, `${name} of ${path}: ${text}`).toBeGreaterThan(7);
    for (const [index, secret] of value.entries()) plants.set(`${name} of ${path} ${index}`, secret);
  }
  return { status: response.status, json };
}

/** An operation by a door of the console's; what it answers counts like any other answer. @param once as in {@link call} */
async function signedIn(door: 'action' | 'rpc' | 'cli', name: string, input: Record<string, unknown>, once: string[] = [], as: Person = keeper): Promise<Record<string, unknown>> {
  const operation = allOperations().find((one) => one.name === name);
  if (!operation) throw new Error(`no operation ${name}`);
  const outcome = await doors[door](operation, input, as);
  if (once.length === 0) answers.push(JSON.stringify(outcome));
  const answer = (outcome.ok ? outcome.answer : outcome.problem) as Record<string, unknown>;
  for (const member of once) {
    const values = [member.split('.').reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], answer)].flat().map(String);
    // Of a link, what it ends with is the secret.
    for (const [index, value] of values.entries()) plants.set(`${member} of ${name} by ${door} ${index}`, value.split(/[#=]/).at(-1) ?? '');
    expect(values[0]?.length, `${member} of ${name}: ${JSON.stringify(answer)}`).toBeGreaterThan(7);
  }
  return answer;
}

function expectClean(text: string, where: string): void {
  for (const [what, secret] of plants) expect(text.includes(secret), `${what} in ${where}: …${text.slice(Math.max(0, text.indexOf(secret) - 150), Math.max(0, text.indexOf(secret)))}`).toBe(false);
}

/** All that lies under a folder, byte by byte. */
async function bytesUnder(folder: string): Promise<string> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')))).join('\n');
}

describe('secrets of every kind are taken', () => {
  it('of servers and of tenants’ own databases that are refused', async () => {
    const dsn = (what: string) => `postgres://planted:${plant(what)}@127.0.0.1:1/tenants`;
    await call('POST', '/tenants', { slug: 'private', name: 'Private', database: { dsn: dsn('tenant-dsn') } });
    await call('POST', '/tenants/test-database', { dsn: dsn('tested-dsn') });
    await call('POST', '/tenants', { slug: 'broken', name: 'Broken', database: { dsn: plant('no-dsn-at-all') } });
    await call('POST', '/tenants', { slug: 'odd', name: 'Odd', database: { dsn: `mysql://${plant('dsn-user')}@[::1` } });
    const server = { name: 'planted', host: '127.0.0.1', port: 1, database: 'd', username: 'u' };
    const made = await call('POST', '/servers', { ...server, password: plant('server') });
    expect(made.status).toBe(201);
    await call('POST', `/servers/${String(made.json['id'])}/check`, {});
    await call('POST', '/servers/test', { ...server, name: 'other', password: plant('server-test'), tls: { mode: 'verify-full', ca: plant('no-certificate') } });
    expect((await call('POST', '/tenants', { slug: 'acme', name: 'Acme' })).status).toBe(202);
    await f.settled();
  });

  it('of users, their sessions, tokens and second factors', async () => {
    const user = await call('POST', '/tenants/acme/users', { email: 'ada@example.com', password: plant('user') });
    expect(user.status, JSON.stringify(user.json)).toBe(201);
    const userId = String(user.json['id']);
    const at = (path: string) => `/tenants/acme/runtime/${path}`;
    await call('POST', '/tenants/acme/clients', { clientId: 'web', name: 'Web', kind: 'web', type: 'confidential', redirectUris: ['https://app.example.com/cb'], scopes: ['openid', 'offline_access'] }, ['clientSecret']);
    await call('POST', '/tenants/acme/clients/web/secrets', {}, ['clientSecret'], { 'idempotency-key': 'second' });
    for (const [what, secret] of plants) if (what.startsWith('clientSecret')) expect((await call('POST', at('clients/web/verify-secret'), { secret })).json).toMatchObject({ ok: true });
    await call('POST', at('clients/web/verify-secret'), { secret: plant('wrong-client') });
    expect((await call('POST', at('verify-password'), { email: 'ada@example.com', password: plants.get('user') })).json).toMatchObject({ ok: true });
    await call('POST', at('verify-password'), { email: 'ada@example.com', password: plant('wrong-user') });
    await call('POST', at('sessions'), { userId, clientId: 'web' }, ['token']);
    const refresh = await call('POST', at('refresh-tokens'), { userId, clientId: 'web', scopes: ['openid', 'offline_access'] }, ['token']);
    await call('POST', at('refresh-tokens/rotate'), { token: refresh.json['token'] }, ['token']);
    await call('POST', at('refresh-tokens/rotate'), { token: refresh.json['token'] });
    await call('POST', at('email-tokens'), { kind: 'reset', userId }, ['token']);
    const { json } = await call('POST', at('mfa/enrol'), { userId }, ['secret', 'uri']);
    await call('POST', at('mfa/confirm'), { userId, code: new TOTP({ secret: String(json['secret']) }).generate() }, ['recoveryCodes']);
    await call('POST', at('mfa/verify'), { userId, code: plant('wrong-code') });
    await call('POST', `/tenants/acme/users/${userId}/password`, { password: plant('new-user') });
  });

  it('of admins: authenticators, recovery codes, links to come in by, and tokens', async () => {
    for (const door of ['action', 'rpc', 'cli'] as const) {
      const { id, link } = (await signedIn(door, 'admins.invite', { email: `${door}@example.com`, role: 'operator' }, ['link.path'])) as { id: string; link: { path: string } };
      const token = link.path.split(/[#=]/).at(-1) ?? '';
      await signedIn(door, 'invitations.check', { token });
      await signedIn(door, 'invitations.check', { token: plant(`${door}-guessed-link`) });
      await signedIn(door, 'invitations.accept', { token, name: 'Grace', password: plant(`${door}-chosen`) });
      await signedIn(door, 'invitations.accept', { token, name: 'Grace', password: plant(`${door}-chosen-late`) });
      await signedIn(door, 'admins.reset', { id, removeSecondFactor: false }, ['path']);
      await signedIn(door, 'tokens.create', { name: door, role: 'viewer' }, ['token']);
    }
    for (const door of ['action', 'rpc'] as const) {
      const admin = await makePerson(f.runtime, 'operator');
      const enrolled = await signedIn(door, 'me.enrolSecondFactor', {}, ['secret'], admin);
      const code = () => new TOTP({ secret: String(enrolled['secret']) }).generate();
      await signedIn(door, 'me.confirmSecondFactor', { code: plant(`${door}-no-code`).slice(0, 40) }, [], admin);
      await signedIn(door, 'me.confirmSecondFactor', { code: code() }, ['recoveryCodes'], admin);
      const spent = plants.get(`recoveryCodes of me.confirmSecondFactor by ${door} 0`);
      await signedIn(door, 'me.renewRecoveryCodes', { code: spent }, ['recoveryCodes'], admin);
      await signedIn(door, 'me.removeSecondFactor', { code: spent }, [], admin);
      await signedIn(door, 'me.changePassword', { password: plant(`${door}-not-mine`), newPassword: plant(`${door}-next`) }, [], admin);
    }
    const { records, store, secretbox } = f.runtime;
    const attempt = { email: 'action@example.com', password: plants.get('action-chosen') ?? '', ip: null, userAgent: null };
    await auditedSignIn({ records, config: store.config, secretbox }, attempt);
    await expect(auditedSignIn({ records, config: store.config, secretbox }, { ...attempt, password: plant('sign-in-guess'), code: plant('code-guess') })).rejects.toMatchObject({ code: 'unauthenticated' });
    expect([...plants.keys()].filter((what) => what.startsWith('recoveryCodes of me'))).toHaveLength(40);
  });

  it('of whoever calls', async () => {
    await call('POST', '/tokens', { name: 'once', role: 'viewer' }, ['token'], { 'idempotency-key': plant('key') });
    await call('POST', '/setup/check', { token: plant('set-up-guess') });
    await call('GET', '/tenants', undefined, [], { authorization: `Bearer tnt_${plant('guess')}` });
    await call('POST', '/tenants', { slug: 'x', name: 'x', [plant('no-such-input')]: 1, password: { deep: plant('odd-input') } });
  });
});

describe('and no secret is', () => {
  it('in an answer, whatever is asked afterwards', async () => {
    const users = (await call('GET', '/tenants/acme/users')).json['items'] as { id: string }[];
    const servers = (await call('GET', '/servers')).json['items'] as { id: string }[];
    const runs = (await call('GET', '/runs')).json['items'] as { id: string }[];
    const ids: Record<string, string[]> = { users: [users[0]?.id ?? ''], servers: servers.map(({ id }) => id), runs: runs.map(({ id }) => id) };
    const reads = allOperations().filter(({ rest, kind, permission }) => rest.method === 'GET' && permission !== 'runtime' && (kind === 'read' || kind === 'stream'));
    let answered = 0;
    for (const { name, rest } of reads) {
      const noun = name.split('.')[0] ?? '';
      for (const slug of rest.path.includes('{slug}') ? ['acme', 'x'] : ['']) {
        for (const id of rest.path.includes('{id}') ? (ids[noun] ?? ['none']) : ['']) {
          const { status } = await call('GET', rest.path.replace('{slug}', slug).replace('{id}', id).replace('{clientId}', 'web').replace(/\{\w+\}/g, 'none'));
          if (status === 200) answered += 1;
        }
      }
    }
    expect(answered).toBeGreaterThan(40);
    // The console's own doors, among them what only a signed-in admin has.
    for (const operation of allOperations().filter(({ kind, permission }) => kind === 'read' && permission !== 'runtime' && permission !== 'public')) {
      const noun = operation.name.split('.')[0] ?? '';
      const values: Record<string, string | undefined> = { slug: 'acme', id: ids[noun]?.[0] ?? keeper.id, clientId: 'web' };
      const input = { ...Object.fromEntries(placesOf(operation).map((place) => [place, values[place] ?? 'none'])), ...(operation.name === 'views.list' && { list: 'tenants' }) };
      for (const door of ['action', 'rpc'] as const) await signedIn(door, operation.name, input);
    }
    const all = answers.join('\n');
    for (const word of ['ada@example.com', 'tenants.create', 'web']) expect(all).toContain(word);
    expect(all).not.toMatch(/\$argon2|tnt1\.|passwordHash|recoveryCodes"|otpauth:/);
    expectClean(all, 'an answer');
  });

  it('in the metrics', async () => {
    const { status, body } = await scrape({ peer: '127.0.0.1', forwardedFor: null, authorization: `Bearer ${f.runtime.env.metricsToken ?? ''}` }, f.runtime);
    expect(status).toBe(200);
    expectClean(body, 'the metrics');
  });

  it('in the log, though it tells everything', () => {
    expect(logged).toContain('runtime opened');
    expectClean(logged, 'the log');
  });

  it('in live events, runs and the record', async () => {
    const { records } = f.runtime;
    const told = [await records.events.since(0, 1_000), await records.runs.list({ limit: 50 })];
    expect(JSON.stringify(told)).toContain('acme');
    expectClean(JSON.stringify(told), 'events and runs');
  });

  it('in a file: configuration, records, or a tenant’s data', async () => {
    const files = `${await bytesUnder(f.runtime.env.fsRoot)}\n${await bytesUnder(f.folder)}`;
    for (const word of ['ada@example.com', 'planted', 'tnt1.', '$argon2id$', 'tenants.create']) expect(files).toContain(word);
    expectClean(files, 'a file');
  });
});
