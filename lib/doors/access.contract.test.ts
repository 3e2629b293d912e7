import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Operation } from '@/lib/operations/define-operation';
import { runOperation } from '@/lib/operations/pipeline';
import { allOperations, operations } from '@/lib/operations/registry';
import { callAs, openTestRuntime, principalOf, type TestRuntime } from '@/lib/testing/test-runtime';
import { exampleOf, inputSchemaOf } from './describe';
import { eventStream } from './events';
import { callForPage } from './page';
import { createRestHandler } from './rest/rest-handler';
import { shortPath } from './rest/rest-router';
import { ACCESS, type Reach, type Who } from './testing/access-table';
import { makePerson, makeRuntimeToken } from './testing/people';
import { doorsOf, openDoors, ORIGIN, placesOf, type Doors, type Outcome, type Visitor, type WalkedDoor } from './testing/walked-doors';

/** What Next tells a server action or a page of its request. */
const asked = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('next/headers', () => ({ headers: () => Promise.resolve(asked.headers) }));

const RUNTIME = Symbol.for('tenantry.runtime');
/** Of one length, so that answers about them differ by the name alone. */
const [OWN, FOREIGN, MISSING] = ['tenant-own', 'tenant-far', 'tenant-not'] as const;
const WHO: readonly Who[] = ['owner', 'operator', 'viewer', 'tenant-admin', 'runtime', 'nobody'];
const LIMITED: readonly Who[] = ['tenant-admin', 'runtime'];
const BY_COOKIE: readonly (WalkedDoor | 'page')[] = ['action', 'rpc', 'files', 'page'];
const named = allOperations().map((operation) => [operation.name, operation] as [string, Operation]);

let runtime: TestRuntime;
let doors: Doors;
let visitors: Record<Who, Visitor>;
beforeAll(async () => {
  runtime = await openTestRuntime();
  Object.assign(globalThis, { [RUNTIME]: Promise.resolve(runtime) });
  for (const slug of [OWN, FOREIGN]) await runOperation(operations.tenants.create, { slug, name: slug, database: null }, callAs(principalOf('owner')), runtime);
  doors = await openDoors(runtime, (headers) => {
    asked.headers = headers;
  });
  visitors = {
    owner: await makePerson(runtime, 'owner'),
    operator: await makePerson(runtime, 'operator'),
    viewer: await makePerson(runtime, 'viewer'),
    'tenant-admin': await makePerson(runtime, 'tenant-admin', [OWN]),
    runtime: { token: await makeRuntimeToken(runtime, [OWN]) },
    nobody: { token: 'tnt_nobody' },
  };
});
afterAll(async () => {
  await doors?.close();
  Reflect.deleteProperty(globalThis, RUNTIME);
  await runtime?.dispose();
});

/** Its example, at a tenant: whatever names one in its input. */
function inputAt(operation: Operation, tenant: string): Record<string, unknown> {
  const { properties = {} } = inputSchemaOf(operation);
  const names = Object.fromEntries(['slug', 'tenant'].filter((name) => name in properties).map((name) => [name, tenant]));
  return { ...exampleOf(operation), ...names, ...('list' in properties && { list: 'users' }) };
}
/** Wrong in itself, but for the tenant: who may not ask is not told so, and who may does nothing by it. */
function garbageAt(operation: Operation, tenant: string): Record<string, unknown> {
  return Object.fromEntries(placesOf(operation).map((place) => [place, place === 'slug' ? tenant : 'nonsense']));
}

/** What the door let through: whatever comes after that (nothing there, not ready, wrong in itself) is not its matter. */
const verdictOf = (outcome: Outcome): string => (outcome.ok || !['unauthenticated', 'forbidden', 'tenant_not_found'].includes(outcome.code) ? 'may' : outcome.code);

/** What has to come through a door. A runtime token opens none of the console's. */
function expected(reach: Reach, who: Who, door: WalkedDoor | 'page', open: boolean): string {
  if (open) return 'may';
  if (who === 'nobody' || (who === 'runtime' && BY_COOKIE.includes(door))) return 'unauthenticated';
  return reach === 'no' ? 'forbidden' : 'may';
}

function rowOf(operation: Operation): Record<Who, Reach> {
  const rows = ACCESS.filter(({ operations: names }) => names.includes(operation.name));
  const [row] = rows;
  if (!row || rows.length > 1) throw new Error(`${operation.name}: one row of lib/doors/testing/access-table.ts has to name it`);
  return row.who;
}
const isOpen = (row: Record<Who, Reach>): boolean => row.nobody === 'all';

describe('every operation × role × door', () => {
  it('is what the table speaks of', () => {
    expect(ACCESS.flatMap(({ operations: names }) => names).sort()).toEqual(named.map(([name]) => name).sort());
    for (const [, operation] of named) expect(isOpen(rowOf(operation)), operation.name).toBe(operation.permission === 'public');
  });

  it.each(named)('%s', async (_name, operation) => {
    const row = rowOf(operation);
    const led = doorsOf(operation);
    const wrong: string[] = [];
    for (const [index, door] of led.entries()) {
      for (const [turn, who] of WHO.entries()) {
        const wanted = expected(row[who], who, door, isOpen(row));
        // What is sent is whole at one of the doors, another for each role, and broken at the others: who is kept out is not told what is wrong with it, and who is let in comes only so far.
        const input = turn % led.length === index ? inputAt(operation, OWN) : garbageAt(operation, OWN);
        const got = verdictOf(await doors[door](operation, input, visitors[who]));
        if (got !== wanted) wrong.push(`${who} by ${door}: ${got}, not ${wanted}, for ${JSON.stringify(input)}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

const aboutOne = named.filter(([, operation]) => operation.tenant);

describe('whoever is limited to tenants does not find any other', () => {
  it('in whatever names one', () => {
    // Branding is published for everybody; whether a name is free is for those who see all.
    const nameOne = named.filter(([, { input }]) => ['slug', 'tenant'].some((name) => name in (input as unknown as { shape: object }).shape)).map(([name]) => name);
    expect(nameOne.filter((name) => !aboutOne.some(([other]) => other === name)).sort()).toEqual(['audit.list', 'branding.published', 'runs.list', 'tenants.checkSlug', 'tenants.create']);
  });

  it.each(aboutOne)('%s', async (_name, operation) => {
    const row = rowOf(operation);
    const input = (slug: string) => inputAt(operation, slug);
    expect(operation.tenant?.(operation.input.parse(input(FOREIGN))), 'the walk does not aim at the tenant').toBe(FOREIGN);
    for (const door of doorsOf(operation)) {
      for (const who of LIMITED.filter((one) => row[one] === 'own' && expected('own', one, door, false) === 'may')) {
        const [foreign, missing] = [await doors[door](operation, input(FOREIGN), visitors[who]), await doors[door](operation, input(MISSING), visitors[who])];
        expect(foreign, `${who} by ${door}`).toMatchObject({ ok: false, code: 'tenant_not_found' });
        expect(JSON.stringify(foreign).replaceAll(FOREIGN, MISSING)).toBe(JSON.stringify(missing));
      }
    }
  });

  it.each(named.filter(([, { kind }]) => kind === 'runtime'))('%s, at the path without the tenant', async (_name, operation) => {
    const rest = createRestHandler();
    const { slug: _slug, ...input } = exampleOf(operation);
    const url = shortPath(operation).replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])));
    const ask = async (tenant: string | null, token: string | undefined) => {
      const headers = { ...(tenant && { 'x-tenant-slug': tenant }), ...(token && { authorization: `Bearer ${token}` }), ...(operation.rest.method !== 'GET' && { 'content-type': 'application/json' }) };
      const response = await rest(new Request(`${ORIGIN}/api/v1${url}`, { method: operation.rest.method, headers, body: operation.rest.method === 'GET' ? undefined : JSON.stringify(input) }), runtime);
      return (await response.text()).replaceAll(FOREIGN, MISSING);
    };
    const foreign = await ask(FOREIGN, visitors.runtime.token);
    expect(JSON.parse(foreign)).toMatchObject({ code: 'tenant_not_found' });
    expect(foreign).toBe(await ask(MISSING, visitors.runtime.token));
    const { code } = JSON.parse(await ask(OWN, visitors.runtime.token)) as { code?: string };
    expect(['unauthenticated', 'forbidden', 'tenant_not_found']).not.toContain(code);
    for (const who of WHO) if (who !== 'runtime') expect(JSON.parse(await ask(OWN, visitors[who].token)), who).toMatchObject({ code: who === 'nobody' ? 'unauthenticated' : 'forbidden' });
  });
});

describe('a page', () => {
  /** Where Next is sent instead of drawing it. */
  async function diverted(operation: Operation, input: Record<string, unknown>, { cookie }: Visitor): Promise<string> {
    asked.headers = new Headers(cookie === undefined ? {} : { cookie });
    return callForPage(operation, input).then(
      () => 'drawn',
      (error: unknown) => String((error as { digest?: string }).digest ?? (error as Error).message),
    );
  }
  it.each(named.filter(([, { kind, permission }]) => kind === 'read' && permission !== 'public'))('that reads %s is not there for who may not, and asks nobody in', async (_name, operation) => {
    const row = rowOf(operation);
    for (const who of WHO) {
      const wanted = expected(row[who], who, 'page', false);
      const got = await diverted(operation, wanted === 'may' ? garbageAt(operation, OWN) : inputAt(operation, OWN), visitors[who]);
      if (wanted === 'unauthenticated') expect(got, who).toMatch(/^NEXT_REDIRECT;\w+;\/sign-in;/);
      else if (wanted === 'forbidden') expect(got, who).toBe('NEXT_HTTP_ERROR_FALLBACK;404');
      else expect(got, who).not.toMatch(/NEXT_REDIRECT/);
    }
    if (operation.tenant) expect(await diverted(operation, inputAt(operation, FOREIGN), visitors['tenant-admin'])).toBe('NEXT_HTTP_ERROR_FALLBACK;404');
  });
});

describe('live events', () => {
  const ask = async (headers: Record<string, string>) => {
    const abort = new AbortController();
    const { status } = await eventStream(new Request(`${ORIGIN}/api/v1/events`, { headers, signal: abort.signal }), runtime);
    abort.abort();
    return status;
  };
  it.each(WHO)('are for %s what the table says of runs', async (who) => {
    const reach = ACCESS.find(({ operations: names }) => names.includes('runs.list'))?.who[who];
    const { cookie, token } = visitors[who];
    const wanted = who === 'nobody' ? 401 : reach === 'no' ? 403 : 200;
    expect(await ask({ authorization: `Bearer ${token ?? ''}` })).toBe(wanted);
    expect(await ask(cookie === undefined ? {} : { cookie })).toBe(cookie === undefined ? 401 : wanted);
  });
});

describe('there is no other door', () => {
  /** Every route of the application, and why it needs no column of its own. */
  const ROUTES: Record<string, string> = {
    'app/api/v1/[[...path]]/route.ts': 'walked as rest, and as cli',
    'app/rpc/[[...path]]/route.ts': 'walked as rpc',
    'app/files/[...path]/route.ts': 'walked as files',
    'app/api/v1/events/route.ts': 'walked as live events',
    'app/api/v1/openapi.json/route.ts': 'the description of operations, the same for everybody',
    'app/api/auth/[...nextauth]/route.ts': 'signing in and out',
    'app/t/[slug]/branding/route.ts': 'branding.published for nobody',
    'app/t/[slug]/images/[image]/route.ts': 'published images, for everybody',
    'app/metrics/route.ts': 'by a token of its own, or from this machine (metrics.contract.test.ts)',
    'app/healthz/route.ts': 'that the process lives',
    'app/readyz/route.ts': 'whether it is ready, without names',
  };
  const sources = ['app', 'components', 'lib'].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path))).filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'));
  const textOf = (path: string) => readFileSync(path, 'utf8');

  it('among the routes', () => {
    expect(sources.filter((path) => /^app\/.*\/route\.tsx?$/.test(path)).sort()).toEqual(Object.keys(ROUTES).sort());
  });

  it('among the server actions: each is an operation’s', () => {
    const files = sources.filter((path) => /^\s*['"]use server['"]/m.test(textOf(path)));
    expect(files.length).toBeGreaterThan(10);
    for (const path of files) {
      const [first, ...lines] = textOf(path).split('\n').filter((line) => line !== '' && !line.startsWith('import '));
      expect(first, path).toBe("'use server';");
      for (const line of lines) expect(line, path).toMatch(/^export const \w+Action = serverAction\(\w+\);$/);
    }
  });

  it('from a page to the runtime, past the pipeline', () => {
    const reach = sources.filter((path) => /^(app|components)\//.test(path) && /from '@\/lib\/(runtime|store|records)\b/.test(textOf(path).replace(/^import type .*$/gm, '')));
    expect(reach.filter((path) => !(path in ROUTES))).toEqual([]);
  });
});

it('the table is the one that people read', () => {
  const SIGNS: Record<Reach, string> = { all: '✓', own: 'own', no: '–' };
  const wanted = ACCESS.map(({ what, who }) => `| ${[what, ...WHO.map((one) => SIGNS[who[one]])].join(' | ')} |`);
  const lines = readFileSync('docs/access.md', 'utf8').split('\n');
  const start = lines.findIndex((line) => line.startsWith('| what |'));
  expect(lines.slice(start + 2, start + 2 + wanted.length)).toEqual(wanted);
});
