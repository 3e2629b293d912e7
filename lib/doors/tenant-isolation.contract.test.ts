import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allOperations } from '@/lib/operations/registry';
import { eventStream } from './events';
import { ACCESS } from './testing/access-table';
import { openFileFixture, type FileFixture } from './testing/file-fixture';
import { makePerson, type Person } from './testing/people';
import { restCaller, type RestAnswer } from './testing/rest-fixture';
import { ORIGIN, placesOf } from './testing/walked-doors';

/** Of one length, so that answers about them differ by the name alone. The third is nowhere. */
const [OURS, THEIRS, NOBODYS] = ['near-tenant', 'away-tenant', 'void-tenant'] as const;
/** In whatever the other tenants have: found in an answer, it was let out. */
const MARK = 'zanzibar';

let f: FileFixture;
let owner: Person;
let admin: Person;
let call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<RestAnswer>;
let asAdmin: typeof call;
/** Ids that are theirs, by what they are of. */
const theirs: Record<string, string> = {};
const ours: Record<string, string> = {};

beforeAll(async () => {
  f = await openFileFixture();
  owner = await makePerson(f.runtime, 'owner');
  admin = await makePerson(f.runtime, 'tenant-admin', [OURS]);
  const rest = restCaller(f.runtime, owner.token);
  call = (method, path, body, headers = {}) => rest(method, path, body, { headers: { 'if-match': '*', ...headers } });
  asAdmin = (method, path, body, headers = {}) => rest(method, path, body, { as: admin.token, headers: { 'if-match': '*', ...headers } });
  for (const [slug, name] of [[OURS, 'Near'], [THEIRS, MARK]] as const) expect((await call('POST', '/tenants', { slug, name })).status).toBe(202);
  await f.settled();
  for (const [slug, ids, name] of [[OURS, ours, 'near'], [THEIRS, theirs, MARK]] as const) await fill(slug, ids, name);
});
afterAll(() => f?.close());

/** One of everything that a tenant may have. */
async function fill(slug: string, ids: Record<string, string>, name: string): Promise<void> {
  const at = `/tenants/${slug}`;
  const made = async (path: string, body: unknown) => {
    const { status, json } = await call('POST', `${at}${path}`, body);
    expect(status, JSON.stringify(json)).toBeLessThan(300);
    return json;
  };
  ids['tenants'] = String((await call('GET', at)).json['id']);
  ids['users'] = String((await made('/users', { email: `${name}@example.com`, password: 'correct horse battery' }))['id']);
  ids['roles'] = String((await made('/roles', { name: `${name}-role` }))['id']);
  ids['clients'] = String((await made('/clients', { clientId: `${name}-web`, name, kind: 'web', type: 'confidential', redirectUris: [`https://${name}.example/cb`] }))['clientId']);
  ids['scopes'] = String((await made('/scopes', { name: `${name}:read` }))['name']);
  ids['plans'] = String((await made('/fields/plan', { changes: [{ op: 'add', name: `${name}_field`, type: 'text' }] }))['planId']);
  ids['runs'] = String((await call('GET', `/runs?tenant=${slug}`)).json.items?.[0]?.['id']);
  ids['views'] = String((await call('POST', '/views', { list: 'users', tenant: slug, name, address: `q=${name}` })).json['id']);
}

/** What goes on elsewhere: another tenant, one that is refused, a server, users, an invitation, and what the record says of them. */
async function elsewhere(): Promise<void> {
  const done = async (method: string, path: string, body: unknown, status: number) => expect(await call(method, path, body), path).toMatchObject({ status });
  await done('POST', '/tenants', { slug: `${MARK}-two`, name: `${MARK} two`, cloneFrom: THEIRS }, 202);
  await done('POST', '/tenants', { slug: `${MARK}-bad`, name: MARK, database: { dsn: 'postgres://u:p@127.0.0.1:1/d' } }, 503);
  await done('POST', '/servers', { name: MARK, host: '127.0.0.1', port: 1, database: 'd', username: 'u', password: 'x' }, 201);
  for (const n of [1, 2, 3]) await done('POST', `/tenants/${THEIRS}/users`, { email: `${MARK}-${n}@example.com` }, 201);
  await done('POST', `/tenants/${THEIRS}/users/${theirs['users'] ?? ''}/disable`, { reason: MARK }, 200);
  await done('PATCH', `/tenants/${THEIRS}`, { name: `${MARK} anew` }, 200);
  await done('POST', '/admins', { email: `${MARK}@example.com`, role: 'tenant-admin', tenants: [THEIRS] }, 201);
  await done('POST', '/tokens', { name: MARK, role: 'tenant-admin', tenants: [THEIRS] }, 201);
  await done('POST', `/tenants/${THEIRS}/users`, { email: 'no address' }, 422);
  await f.settled();
}

function expectNothingOfTheirs(text: string, where: string): void {
  for (const word of [THEIRS, MARK, ...Object.values(theirs)]) expect(text.includes(word), `${word} in ${where}: ${text.slice(Math.max(0, text.indexOf(word) - 120), text.indexOf(word) + 60)}`).toBe(false);
}

/** Every read that a tenant-admin may do, at its own tenant, as text. */
async function everythingRead(): Promise<Map<string, string>> {
  const may = ACCESS.filter(({ who }) => who['tenant-admin'] === 'own').flatMap(({ operations }) => operations);
  const reads = allOperations().filter(({ name, kind, rest }) => kind === 'read' && rest.method === 'GET' && may.includes(name));
  const answers = new Map<string, string>();
  for (const { name, rest } of reads) {
    const noun = name.split('.')[0] ?? '';
    const values: Record<string, string | undefined> = { slug: OURS, id: ours[noun], clientId: ours['clients'], scope: ours['scopes'] };
    const path = placesOf({ rest }).reduce((text, place) => text.replace(`{${place}}`, values[place] ?? 'none'), rest.path);
    for (const query of ['', ...(name.endsWith('.list') ? ['?limit=100', `?limit=100&q=${MARK}`] : []), ...(name === 'views.list' ? [`?list=users&tenant=${OURS}`, '?list=tenants'] : [])]) {
      const { status, json } = await asAdmin('GET', `${path}${query}`);
      answers.set(`${name} ${path}${query}`, `${status} ${JSON.stringify(json, (key, value: unknown) => (['at', 'lastUsedAt', 'lastSeenAt', 'checkedAt'].includes(key) ? 'some time' : value))}`);
    }
  }
  return answers;
}

describe('what goes on in other tenants', () => {
  it('changes nothing that a tenant’s admin reads: no list, no count, no search, no number', async () => {
    const before = await everythingRead();
    expect([...before.values()].filter((answer) => answer.startsWith('200')).length).toBeGreaterThan(30);
    await elsewhere();
    const after = await everythingRead();
    for (const [what, answer] of before) {
      expect(after.get(what), what).toBe(answer);
      expectNothingOfTheirs(answer.replace(`q=${MARK}`, ''), what);
    }
  });

  it('is in none of the files that leave', async () => {
    for (const path of [`/tenants/${OURS}/users/export`, `/tenants/${OURS}/users/export?format=ndjson`, '/audit/export', '/audit/export?format=ndjson', `/audit/export?tenant=${OURS}`]) {
      const response = await fileOf(path);
      expect(response.length, path).toBeGreaterThan(20);
      expectNothingOfTheirs(response, path);
    }
  });

  it('is not heard among live events, though each of ours is', async () => {
    const abort = new AbortController();
    const answer = await eventStream(new Request(`${ORIGIN}/api/v1/events?lastEventId=0`, { headers: { cookie: admin.cookie, 'sec-fetch-site': 'same-origin' }, signal: abort.signal }), f.runtime);
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    await call('POST', `/tenants/${THEIRS}/users`, { email: `${MARK}-heard@example.com` });
    await call('POST', `/tenants/${OURS}/users`, { email: 'heard@example.com' });
    const latest = await f.runtime.records.events.latestId();
    let heard = '';
    while (!heard.includes(`id: ${latest}\n`)) heard += (await reader?.read())?.value ?? '';
    abort.abort();
    expect(heard).toContain('event: user');
    for (const [, event, data = ''] of heard.matchAll(/event: (\w+)\ndata: (.*)\n/g)) if (event !== 'ready' && event !== 'beat') expect(JSON.parse(data), event).toMatchObject({ tenant: OURS });
    expectNothingOfTheirs(heard, 'live events');
  });
});

/** The bytes of a file, by the admin's token. */
async function fileOf(path: string): Promise<string> {
  const { createRestHandler } = await import('./rest/rest-handler');
  return (await createRestHandler()(new Request(`${ORIGIN}/api/v1${path}`, { headers: { authorization: `Bearer ${admin.token}` } }), f.runtime)).text();
}

describe('what is theirs is answered word for word as what is not there', () => {
  const none = randomUUID();
  it.each<[string, string, (their: boolean) => string, ((their: boolean) => unknown)?]>([
    ['a tenant', 'GET', (their) => `/tenants/${their ? THEIRS : NOBODYS}`],
    ['tenants by a word', 'GET', (their) => `/tenants?q=${their ? MARK : 'nowhere'}`],
    ['tenants by their server', 'GET', (their) => `/tenants?serverId=${their ? 'embedded' : none}&q=${their ? MARK : 'nowhere'}`],
    ['runs of a tenant', 'GET', (their) => `/runs?tenant=${their ? THEIRS : NOBODYS}`],
    ['a run', 'GET', (their) => `/runs/${their ? (theirs['runs'] ?? '') : none}`],
    ['the record of a tenant', 'GET', (their) => `/audit?tenant=${their ? THEIRS : NOBODYS}`],
    ['the record by a word', 'GET', (their) => `/audit?q=${their ? MARK : 'nowhere'}`],
    ['the record by a target', 'GET', (their) => `/audit?target=${their ? `user/${theirs['users'] ?? ''}` : `user/${none}`}`],
    ['the record of a tenant, as a file', 'GET', (their) => `/audit/export?tenant=${their ? THEIRS : NOBODYS}&format=ndjson`],
    ['users of a tenant, as a file', 'GET', (their) => `/tenants/${their ? THEIRS : NOBODYS}/users/export`],
    ['views of a tenant', 'GET', (their) => `/views?list=users&tenant=${their ? THEIRS : NOBODYS}`],
    ['a view', 'DELETE', (their) => `/views/${their ? (theirs['views'] ?? '') : none}`],
    ['somebody’s token', 'DELETE', (their) => `/tokens/${their ? (theirs['token'] ?? '') : none}`],
    ['somebody’s session', 'DELETE', (their) => `/me/sessions/${their ? (theirs['session'] ?? '') : none}`],
    ['a user, asked of ours', 'GET', (their) => `/tenants/${OURS}/users/${their ? (theirs['users'] ?? '') : none}`],
    ['a role, asked of ours', 'GET', (their) => `/tenants/${OURS}/roles/${their ? (theirs['roles'] ?? '') : none}`],
    ['a client, asked of ours', 'GET', (their) => `/tenants/${OURS}/clients/${their ? (theirs['clients'] ?? '') : 'nobodys-web'}`],
    ['a scope, asked of ours', 'GET', (their) => `/tenants/${OURS}/scopes/${their ? (theirs['scopes'] ?? '') : 'nobodys:read'}`],
    ['a plan, applied to ours', 'POST', () => `/tenants/${OURS}/fields/apply`, (their) => ({ planId: their ? theirs['plans'] : none, hash: 'x' })],
    ['an import, asked of ours', 'GET', (their) => `/tenants/${OURS}/users/imports/${their ? (theirs['runs'] ?? '') : none}`],
    ['a token for a tenant', 'POST', () => '/tokens', (their) => ({ name: 'x', role: 'tenant-admin', tenants: [their ? THEIRS : NOBODYS] })],
    ['a name that is taken', 'POST', () => '/tenants', (their) => ({ slug: their ? THEIRS : NOBODYS, name: 'x' })],
    ['whether a name is free', 'GET', (their) => `/tenant-slugs/${their ? THEIRS : NOBODYS}`],
    ['a server', 'GET', (their) => `/servers/${their ? 'embedded' : none}`],
    ['the record as a whole', 'GET', () => '/audit/verify'],
  ])('%s', async (_what, method, path, body) => {
    theirs['token'] ??= String((await call('GET', '/tokens')).json.items?.find(({ name }) => name === MARK)?.['id']);
    theirs['session'] ??= (await f.runtime.records.sessions.listFor(owner.id))[0]?.id ?? '';
    const [far, nowhere] = [await asAdmin(method, path(true), body?.(true)), await asAdmin(method, path(false), body?.(false))];
    for (const [what, id] of Object.entries(theirs)) expect(id, what).toMatch(/^(?!undefined).{8,}/);
    const neutral = ({ status, json }: RestAnswer) => [THEIRS, NOBODYS, none, 'embedded', 'nobodys-web', 'nobodys:read', ...Object.values(theirs)].reduce((text, word) => text.replaceAll(word, '…'), `${status} ${JSON.stringify(json)}`);
    expect(neutral(far)).toBe(neutral(nowhere));
    expect(neutral(far)).not.toContain('"internal"');
  });
});

describe('somebody else’s idempotency key', () => {
  it('is another key: neither its answer nor that it was used is told', async () => {
    const key = { 'idempotency-key': 'the-same-key' };
    const first = await call('POST', `/tenants/${THEIRS}/users`, { email: `${MARK}-key@example.com` }, key);
    expect(first.status).toBe(201);
    const other = await asAdmin('POST', `/tenants/${OURS}/users`, { email: 'key@example.com' }, key);
    expect(other).toMatchObject({ status: 201, json: { email: 'key@example.com' } });
    // The very same request of somebody else: done by them already, and told so by its own code.
    expect(await call('POST', `/tenants/${OURS}/users`, { email: 'key@example.com' }, { 'idempotency-key': 'a-third-key' })).toMatchObject({ status: 409 });
    expect(await asAdmin('POST', `/tenants/${THEIRS}/users`, { email: `${MARK}-key@example.com` }, key)).toMatchObject({ status: 404, json: { code: 'tenant_not_found' } });
  });
});

it('an admin who is left without a tenant sees nothing, and not everything', async () => {
  const { id, token } = await makePerson(f.runtime, 'tenant-admin', [THEIRS]);
  await f.runtime.store.config.admins.update(id, '*', (one) => ({ ...one, tenants: [] }));
  const rest = restCaller(f.runtime, token);
  for (const path of ['/tenants', '/runs', '/audit', `/tenants?q=${MARK}`]) expect((await rest('GET', path)).json, path).toMatchObject({ items: [], nextCursor: null });
  const overview = await rest('GET', '/overview');
  expect(overview.json).toMatchObject({ tenants: { total: 0 }, servers: null, runs: { active: [], recent: [] }, audit: [], configProblems: [], copy: null });
  expectNothingOfTheirs(JSON.stringify(overview.json), 'the overview');
});
